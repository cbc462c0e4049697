package dev.gatehouse.admission;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.members.Entry;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Username;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People whom somebody creates, for tests, and a look at what became of them. */
public final class Somebody {

    /** A password of one's own. */
    public static final String PASSWORD = "eleven brave lanterns hum";

    /** One that somebody else chose. */
    public static final String INITIAL = "forty purple kettles sing";

    private final House house;
    private final Tenant tenant;

    public Somebody(House house, Tenant tenant) {
        this.house = house;
        this.tenant = tenant;
    }

    /** Known, and nothing sent; each with what is not null. */
    public MemberId created(@Nullable String email, @Nullable String phone) {
        return created(email, phone, InitialPermissions.NONE);
    }

    /** The same, with something promised. */
    public MemberId created(@Nullable String email, @Nullable String phone, InitialPermissions promised) {
        return add(person(email, null, phone), promised, Entry.CREATED).id();
    }

    /** Made with an initial password and an address to confirm. */
    public MemberId toConfirm(String email) {
        var entry = Entry.toConfirm(house.clock().instant().plus(DoubleOptIn.TIME));
        var hash = house.get(Passwords.class).hash(INITIAL);
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            var member = add(person(email, null, null), InitialPermissions.NONE, entry);
            house.get(DoubleOptIn.class)
                    .begin(tenant.admin(), member, house.get(Accounts.class).get(account(email, hash)));
            return member.id();
        });
    }

    /** Made with an initial password, a username and a number. */
    public MemberId named(String username, String phone) {
        var hash = house.get(Passwords.class).hash(INITIAL);
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            var member = add(person(null, username, phone), InitialPermissions.NONE, Entry.WITH_PASSWORD);
            house.get(Members.class)
                    .attach(tenant.admin(), member, house.get(Accounts.class).get(account(null, hash)));
            return member.id();
        });
    }

    /** A role in the whole organization, given by the admin. */
    public InitialPermissions role(PredefinedRole role) {
        return InitialPermissions.gifts(gift(role));
    }

    /** A member who has a role in the whole organization besides. */
    public Actor holding(PredefinedRole role, String email) {
        var actor = house.member(tenant, "Chidi", "Admin", email);
        house.get(dev.gatehouse.access.Grants.class)
                .give(tenant.admin(), java.util.Objects.requireNonNull(actor.subject()), gift(role));
        return actor;
    }

    public Member get(MemberId id) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Members.class).get(tenant.admin(), id);
        });
    }

    public MemberStatus status(MemberId id) {
        return get(id).status();
    }

    public int seatsUsed() {
        return one("select seats_used from organization where id = :organization");
    }

    /** A count of something in the tenant's organization. */
    public int one(String sql) {
        return house.asOwner()
                .sql(sql)
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    /** Changes the organization's policy. */
    public void policy(String assignments) {
        house.asOwner()
                .sql("update organization_policy set " + assignments + " where organization_id = :organization")
                .param("organization", tenant.id().value())
                .update();
    }

    /** The secret of the activation link in the newest text message to a number. */
    public String smsSecret(String phone) {
        var link = Pattern.compile("/activate/([A-Za-z0-9_-]{43})").matcher(house.smsTo(phone));
        if (!link.find()) throw new AssertionError("no activation link");
        return link.group(1);
    }

    private Gift gift(PredefinedRole role) {
        return house.gift(tenant, role, ScopeId.of(tenant.id()));
    }

    private Member add(NewMember person, InitialPermissions promised, Entry entry) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Admission.class)
                    .add(tenant.admin(), List.of(person), promised, entry)
                    .getFirst();
        });
    }

    private dev.gatehouse.platform.AccountId account(@Nullable String email, String hash) {
        return house.get(Accounts.class)
                .create(tenant.admin(), new NewAccount("Lena", "Fischer", "en", "UTC", null, email, false, hash, true));
    }

    private static NewMember person(@Nullable String email, @Nullable String username, @Nullable String phone) {
        return new NewMember(
                email == null ? null : EmailAddress.parse(email),
                username == null ? null : Username.parse(username),
                phone == null ? null : PhoneNumber.parse(phone, null),
                "Lena",
                "Fischer",
                "en",
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }
}
