package dev.gatehouse.signup;

import static dev.gatehouse.signup.Strangers.HERE;
import static dev.gatehouse.signup.Strangers.byEmail;
import static dev.gatehouse.signup.Strangers.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the organization has to know people, and people who have an account already. */
@InHouse
class IdentifiersTest {

    private final House house;
    private final Strangers strangers;
    private final Waiting waiting;
    private final SignUpJoin joining;

    IdentifiersTest(House house) {
        this.house = house;
        this.strangers = new Strangers(house);
        this.waiting = house.get(Waiting.class);
        this.joining = house.get(SignUpJoin.class);
    }

    @Test
    @DisplayName(
            "CRE-5 LIF-1 whose identifier the organization knows becomes that person: the record keeps what it has, and gets what it lacks")
    void known() {
        var tenant = open();
        var department = department(tenant, "Sales");
        var other = department(tenant, "Elsewhere");
        strangers.policy(
                tenant, "default_department_id = '" + other + "', default_job_profile_id = " + jobProfile(tenant));
        var known = strangers.created(
                tenant,
                "universal_identifier, first_name, last_name, department_id",
                "'4711', 'M.', 'Tanaka', '" + department + "'");

        var entered = strangers.join(tenant, identified("mei@example.com", "4711"));

        assertThat(entered.waiting()).isFalse();
        assertThat(strangers.status(known)).isEqualTo("REGISTERED");
        assertThat(strangers.column(known, "email")).isEqualTo("mei@example.com");
        assertThat(strangers.column(known, "first_name")).isEqualTo("Mei");
        assertThat(strangers.column(known, "department_id")).isEqualTo(department.toString());
        assertThat(strangers.column(known, "job_profile_id")).isNotNull();
        assertThat(strangers.column(known, "universal_identifier")).isEqualTo("4711");
        assertThat(strangers.members(tenant)).isEqualTo(2);
        assertThat(strangers.seats(tenant)).isEqualTo(2);
        assertThat(house.asOwner()
                        .sql("select count(*) from consent where member_id = :id")
                        .param("id", known.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("LIF-3 whom nobody knows waits; an admin says who they are, they are told, and they are in")
    void confirmed() {
        var tenant = open();
        var entered = strangers.join(tenant, identified("new@example.com", "0815"));
        var member = strangers.member(tenant, "new@example.com");
        assertThat(entered.waiting()).isTrue();
        assertThat(strangers.status(member)).isEqualTo("REGISTERING");
        assertThat(strangers.permissions(tenant, member)).isEmpty();
        assertThat(waiting.look(tenant.admin(), member).identifier()).isEqualTo("0815");

        waiting.confirm(tenant.admin(), member, " 4712 ");

        assertThat(strangers.status(member)).isEqualTo("REGISTERED");
        assertThat(strangers.column(member, "universal_identifier")).isEqualTo("4712");
        assertThat(house.mailTo("new@example.com")).contains("bestätigt, wer Sie sind");
        assertRefused("sign_up.waits_not", () -> waiting.confirm(tenant.admin(), member, "4713"));
    }

    @Test
    @DisplayName(
            "LIF-3 nobody confirms without the right, with another's identifier, from another organization, or whoever proved nothing")
    void notConfirmed() {
        var tenant = open();
        var colleague = house.member(tenant, "Lena", "Fischer", "lena.confirm@example.com");
        strangers.join(tenant, byEmail("wait@example.com"));
        var member = strangers.member(tenant, "wait@example.com");
        strangers.created(tenant, "universal_identifier, first_name", "'99', 'Ada'");
        var unproved = new MemberId(
                strangers.begin(tenant, byEmail("unproved@example.com")).subject());

        assertRefused("forbidden", () -> waiting.confirm(colleague, member, "1"));
        assertRefused("not.found", () -> waiting.confirm(house.tenant("Contoso").admin(), member, "1"));
        assertRefused("sign_up.identifier.taken", () -> waiting.confirm(tenant.admin(), member, "99"));
        assertRefused("sign_up.identifier.empty", () -> waiting.confirm(tenant.admin(), member, " "));
        assertRefused("sign_up.waits_not", () -> waiting.confirm(tenant.admin(), unproved, "1"));
        assertThat(strangers.status(member)).isEqualTo("REGISTERING");
    }

    @Test
    @DisplayName(
            "LIF-2 the identifier of somebody who is blocked, or in, lets nobody in; it looks the same until the address is confirmed")
    void othersIdentifier() {
        var tenant = open();
        strangers.join(tenant, byEmail("bad@example.com"));
        var bad = strangers.member(tenant, "bad@example.com");
        waiting.confirm(tenant.admin(), bad, "13");
        house.get(Lifecycle.class).deactivate(tenant.admin(), bad);

        var handle = strangers.begin(tenant, identified("again@example.com", "13"));
        assertThat(strangers.there(new MemberId(handle.subject()))).isTrue();
        assertThat(strangers.join(tenant, identified("again@example.com", "13")).waiting())
                .isTrue();

        var again = strangers.member(tenant, "again@example.com");
        assertRefused("sign_up.identifier.taken", () -> waiting.confirm(tenant.admin(), again, "13"));
    }

    @Test
    @DisplayName("ROL-3 an identifier alone makes nobody an administrator; with the address that was invited it does")
    void administrator() {
        var tenant = open();
        var invited = invite(tenant, "chief@example.com");
        house.asOwner()
                .sql("update member set universal_identifier = '1' where id = :id")
                .param("id", invited.value())
                .update();

        assertThat(strangers
                        .join(tenant, identified("mallory@example.com", "1"))
                        .waiting())
                .isTrue();
        assertThat(strangers.status(invited)).isEqualTo("INVITED");
        assertThat(strangers.join(tenant, identified("chief@example.com", "1")).waiting())
                .isFalse();

        assertThat(strangers.status(invited)).isEqualTo("REGISTERED");
        assertThat(strangers.permissions(tenant, invited)).contains(Permission.SETTINGS_EDIT);
    }

    @Test
    @DisplayName(
            "security.md 11 after ten wrong identifiers from a network none is believed for an hour, not the right one either")
    void guessing() {
        var tenant = open();
        strangers.created(tenant, "universal_identifier", "'4711'");
        for (var i = 0; i < 10; i++)
            assertThat(strangers
                            .join(tenant, identified("guess" + i + "@example.com", "470" + i))
                            .waiting())
                    .isTrue();

        assertThat(strangers
                        .join(tenant, identified("right@example.com", "4711"))
                        .waiting())
                .isTrue();
        house.clock().tick(Duration.ofHours(1));
        assertThat(strangers
                        .join(tenant, identified("later@example.com", "4711"))
                        .waiting())
                .isFalse();
    }

    @Test
    @DisplayName("CRE-5 one known record is claimed by one of sixteen who confirm with its identifier at once")
    void claimedOnce() {
        var tenant = open();
        var known = strangers.created(tenant, "universal_identifier", "'4711'");
        house.asOwner().sql("delete from limit_window").update();
        record Ready(Handle handle, String secret) {}
        var ready = IntStream.range(0, 16)
                .mapToObj(i -> {
                    var handle = strangers.begin(tenant, identified("claim" + i + "@example.com", "4711"));
                    return new Ready(handle, house.secretTo("claim" + i + "@example.com", "/sign-up/confirm/"));
                })
                .toList();

        var outcomes = Race.of(
                16,
                i -> house.get(SignUpProof.class)
                        .confirm(ready.get(i).secret(), "", ready.get(i).handle(), HERE));

        assertThat(outcomes).allMatch(Race.Outcome::won);
        assertThat(outcomes)
                .filteredOn(outcome -> !Objects.requireNonNull(outcome.result()).waiting())
                .hasSize(1);
        assertThat(strangers.status(known)).isEqualTo("REGISTERED");
        assertThat(strangers.members(tenant)).isEqualTo(17);
        assertThat(strangers.seats(tenant)).isEqualTo(17);
    }

    @Test
    @DisplayName(
            "CRE-5 who has an account joins with one button and no second confirmation, and is asked what the organization asks")
    void join() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "sign_up = 'anyone'");
        var home = house.tenant("Contoso");
        var jonas = house.member(home, "Jonas", "Berg", "jonas@example.com").requireAccount();

        assertRefused(
                "sign_up.consent",
                () -> joining.join(tenant.slug(), "", form(Map.of("consent", "")), Locale.ENGLISH, jonas, HERE));
        var entered = joining.join(tenant.slug(), "", form(Map.of()), Locale.ENGLISH, jonas, HERE);

        var member = strangers.member(tenant, "jonas@example.com");
        assertThat(entered.waiting()).isFalse();
        assertThat(strangers.status(member)).isEqualTo("REGISTERED");
        assertThat(strangers.column(member, "last_name")).isEqualTo("Berg");
        assertThat(joining.join(tenant.slug(), "", form(Map.of()), Locale.ENGLISH, jonas, HERE)
                        .waiting())
                .as("asked twice, nothing happens")
                .isFalse();
        assertThat(strangers.members(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("CRE-5 LIF-2 joining follows the rules of signing up: off, other domains, a blocked person, no seat")
    void joinRules() {
        var home = house.tenant("Contoso");
        var jonas =
                house.member(home, "Jonas", "Berg", "jonas.rules@example.com").requireAccount();
        var off = house.tenant("Northwind");
        assertRefused("not.found", () -> joining.join(off.slug(), "", form(Map.of()), Locale.ENGLISH, jonas, HERE));

        strangers.policy(off, "sign_up = 'domains', sign_up_domains = '{example.org}'");
        assertRefused(
                "sign_up.domain", () -> joining.join(off.slug(), "", form(Map.of()), Locale.ENGLISH, jonas, HERE));

        strangers.policy(off, "sign_up = 'anyone'");
        var row = strangers.created(off, "email", "'jonas.rules@example.com'");
        house.get(Lifecycle.class).deactivate(off.admin(), row);
        assertRefused(
                "members.blocked", () -> joining.join(off.slug(), "", form(Map.of()), Locale.ENGLISH, jonas, HERE));

        var full = house.tenant("Small Shop", 1);
        strangers.policy(full, "sign_up = 'anyone'");
        assertRefused("sign_up.full", () -> joining.join(full.slug(), "", form(Map.of()), Locale.ENGLISH, jonas, HERE));
    }

    @Test
    @DisplayName("LIF-3 who joins where nobody knows them waits, and is in once an admin confirms")
    void joinAndWait() {
        var tenant = open();
        var home = house.tenant("Contoso");
        var ida = house.member(home, "Ida", "Holm", "ida@example.com").requireAccount();

        assertThat(joining.join(tenant.slug(), "", form(Map.of("identifier", "7")), Locale.ENGLISH, ida, HERE)
                        .waiting())
                .isTrue();
        var member = strangers.member(tenant, "ida@example.com");
        assertThat(waiting.place(ida, tenant.slug()).over()).isFalse();
        waiting.confirm(tenant.admin(), member, "7");

        assertThat(strangers.status(member)).isEqualTo("REGISTERED");
        assertThat(waiting.place(ida, tenant.slug()).over()).isTrue();
    }

    private Tenant open() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "sign_up = 'identifiers'");
        house.asOwner().sql("delete from limit_window").update();
        return tenant;
    }

    private static SignUpForm identified(String email, String identifier) {
        return form(Map.of("way", "email", "email", email, "identifier", identifier));
    }

    private UUID department(Tenant tenant, String name) {
        return house.asOwner()
                .sql(
                        "insert into department (organization_id, name, created_at) values (:organization, :name, now()) returning id")
                .param("organization", tenant.id().value())
                .param("name", name)
                .query(UUID.class)
                .single();
    }

    private String jobProfile(Tenant tenant) {
        var id = house.asOwner()
                .sql(
                        "insert into job_profile (organization_id, name, created_at) values (:organization, 'Clerk', now()) returning id")
                .param("organization", tenant.id().value())
                .query(UUID.class)
                .single();
        return "'" + id + "'";
    }

    private MemberId invite(Tenant tenant, String email) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Admission.class)
                    .invite(
                            tenant.admin(),
                            List.of(new NewMember(EmailAddress.parse(email), "en")),
                            house.permissions(tenant, PredefinedRole.ORGANIZATION_ADMIN),
                            house.clock().instant().plus(Duration.ofDays(7)))
                    .getFirst()
                    .id();
        });
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
