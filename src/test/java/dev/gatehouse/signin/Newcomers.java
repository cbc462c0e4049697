package dev.gatehouse.signin;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.admission.OneTimePasswords;
import dev.gatehouse.members.Entry;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Username;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** People as admins make them, also without an address, for tests of how they come in. */
public final class Newcomers {

    private final House house;
    private @Nullable String hash;

    public Newcomers(House house) {
        this.house = house;
    }

    /** What an organization knows of somebody; null for nothing. */
    public record Known(
            String firstName,
            String lastName,
            @Nullable String email,
            @Nullable String username,
            @Nullable String phone) {

        public static Known username(String username) {
            return new Known("Lena", "Fischer", null, username, null);
        }

        public static Known phone(String phone) {
            return new Known("Lena", "Fischer", null, null, phone);
        }

        public static Known email(String email) {
            return new Known("Lena", "Fischer", email, null, null);
        }
    }

    /** Somebody to whom something was given, without an account: {@code INVITED}. */
    public Member invited(Tenant tenant, Known known) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            var created = house.get(Admission.class)
                    .add(tenant.admin(), List.of(person(known)), InitialPermissions.NONE, Entry.CREATED)
                    .getFirst();
            house.get(Members.class).sent(tenant.admin(), List.of(created));
            return created;
        });
    }

    /** Gives somebody a one-time password; an older one ends. */
    public String oneTimePassword(Tenant tenant, Member member) {
        return house.inTransaction(() -> house.get(OneTimeCodes.class)
                .issue(
                        OneTimeCodes.Purpose.ONE_TIME_PASSWORD,
                        tenant.id(),
                        member.id().value(),
                        OneTimePasswords.binding(tenant.id(), member.id())));
    }

    /** Somebody with an initial password; with an address still to be confirmed, where they have one. */
    public Member initial(Tenant tenant, Known known, String password) {
        var made = house.get(Passwords.class).hash(password);
        return house.inTransaction(() -> {
            var account = account(known, known.email(), made, true);
            house.get(Tenancy.class).enter(tenant.id());
            var entry = known.email() == null
                    ? Entry.invited(house.clock().instant().plus(Duration.ofDays(7)))
                    : Entry.toConfirm(house.clock().instant().plus(Duration.ofDays(3)));
            var member = house.get(Admission.class)
                    .add(tenant.admin(), List.of(person(known)), InitialPermissions.NONE, entry)
                    .getFirst();
            house.get(Members.class)
                    .attach(
                            tenant.admin(),
                            member,
                            house.get(Accounts.class).find(account).orElseThrow());
            return member;
        });
    }

    /** An active member with {@link House#PASSWORD} and no address of their own. */
    public Member registered(Tenant tenant, Known known) {
        var made = hash();
        return house.inTransaction(() -> {
            var account = account(known, null, made, false);
            house.get(Tenancy.class).enter(tenant.id());
            var member = house.get(Admission.class)
                    .add(
                            tenant.admin(),
                            List.of(person(known)),
                            InitialPermissions.NONE,
                            Entry.invited(house.clock().instant().plus(Duration.ofDays(7))))
                    .getFirst();
            house.get(Admission.class)
                    .complete(
                            tenant.admin(),
                            member,
                            house.get(Accounts.class).find(account).orElseThrow());
            return house.get(Members.class).get(tenant.admin(), member.id());
        });
    }

    /** A member as they are now. */
    public Member now(Tenant tenant, Member member) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Members.class).get(tenant.admin(), member.id());
        });
    }

    /** Changes what a tenant decided about ways in. */
    public void policy(Tenant tenant, String column, Object value) {
        house.asOwner()
                .sql("update organization_policy set " + column + " = :value where organization_id = :organization")
                .param("value", value)
                .param("organization", tenant.id().value())
                .update();
    }

    /** Changes what an organization knows of somebody. */
    public void know(Member member, String column, @Nullable String value) {
        house.asOwner()
                .sql("update member set " + column + " = :value where id = :id")
                .param("value", value)
                .param("id", member.id().value())
                .update();
    }

    /** Notes that an account has proved a number. */
    public void proveNumber(AccountId account, String phone) {
        house.asOwner()
                .sql("update account set phone = :phone, phone_verified_at = :now where id = :id")
                .param("phone", phone)
                .param("now", house.clock().instant().atOffset(ZoneOffset.UTC))
                .param("id", account.value())
                .update();
    }

    private AccountId account(Known known, @Nullable String email, String made, boolean initial) {
        house.get(Tenancy.class).enter(OrganizationId.PLATFORM);
        return house.get(Accounts.class)
                .create(
                        Actor.system(OrganizationId.PLATFORM),
                        new NewAccount(
                                known.firstName(), known.lastName(), "en", "UTC", null, email, false, made, initial));
    }

    private static NewMember person(Known known) {
        return new NewMember(
                known.email() == null ? null : EmailAddress.parse(known.email()),
                known.username() == null ? null : Username.parse(known.username()),
                known.phone() == null ? null : PhoneNumber.parse(known.phone(), null),
                known.firstName(),
                known.lastName(),
                "en",
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    private String hash() {
        if (hash == null) hash = house.get(Passwords.class).hash(House.PASSWORD);
        return Objects.requireNonNull(hash);
    }
}
