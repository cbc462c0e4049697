package dev.gatehouse.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class InvitationsTest {

    private final House house;
    private final Invitations invitations;

    InvitationsTest(House house) {
        this.house = house;
        this.invitations = house.get(Invitations.class);
    }

    @Test
    @DisplayName("INV-1 five hundred addresses pasted at once are all invited")
    void many() {
        var tenant = house.tenant("Northwind");
        var pasted =
                IntStream.range(0, 500).mapToObj(i -> "p" + i + "@example.com").collect(Collectors.joining("\n"));

        var outcome = invitations.invite(tenant.admin(), pasted, InitialPermissions.NONE, Channel.EMAIL);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Invited.class,
                        invited -> assertThat(invited.people())
                                .hasSize(500)
                                .allSatisfy(person -> assertThat(person.link()).isNull()));
        assertThat(seatsUsed(tenant)).isEqualTo(501);
        assertThat(count("message", tenant)).isEqualTo(500);
    }

    @Test
    @DisplayName("INV-1 each wrong address carries its own reason, and nobody is invited until all are right")
    void wrongOnes() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@example.com");

        var outcome = invitations.invite(
                tenant.admin(),
                "mei@example.com, nonsense; \"Novak, S.\" <s.novak@example.com>\nMEI@example.com lena@EXAMPLE.com",
                InitialPermissions.NONE,
                Channel.EMAIL);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.addresses())
                                .extracting(TypedAddress::text, TypedAddress::problem)
                                .containsExactly(
                                        tuple("mei@example.com", null),
                                        tuple("nonsense", "email.malformed"),
                                        tuple("s.novak@example.com", null),
                                        tuple("MEI@example.com", "invitations.twice"),
                                        tuple("lena@EXAMPLE.com", "invitations.known")));
        assertThat(seatsUsed(tenant)).isEqualTo(2);
        assertThat(count("invitation", tenant)).isZero();
    }

    @Test
    @DisplayName("INV-1 somebody who comes by single sign-on is a member too, and is not invited by the same address")
    void knownBySingleSignOn() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Mira", "Novak", "mira@example.com");
        house.asOwner()
                .sql("update member set source = 'sso' where email = 'mira@example.com'")
                .update();

        assertThat(invitations
                        .check(tenant.admin(), "MIRA@example.com", Channel.EMAIL)
                        .addresses())
                .extracting(TypedAddress::problem)
                .containsExactly("invitations.known");
    }

    @Test
    @DisplayName("INV-1 a member without the permission cannot invite, and learns nothing more")
    void withoutPermission() {
        var tenant = house.tenant("Northwind");
        var member = house.member(tenant, "Jonas", "Lindqvist", "jonas@example.com");

        assertRefused(
                "forbidden", () -> invitations.invite(member, "x@example.com", InitialPermissions.NONE, Channel.EMAIL));
    }

    @Test
    @DisplayName("ORG-4 a refusal for want of seats says how many are allowed, in use and asked for")
    void noSeats() {
        var tenant = house.tenant("Northwind", 3);

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> invitations.invite(
                        tenant.admin(),
                        "a@example.com b@example.com c@example.com",
                        InitialPermissions.NONE,
                        Channel.EMAIL))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("seats.full");
                    assertThat(refusal.arguments()).containsExactly(3, 1, 3);
                });
        assertThat(seatsUsed(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName("ORG-4 the last seat goes to one of sixteen who invite at once")
    void lastSeatRace() {
        var tenant = house.tenant("Northwind", 2);

        var outcomes = Race.of(
                16,
                i -> invitations.invite(
                        tenant.admin(), "r" + i + "@example.com", InitialPermissions.NONE, Channel.EMAIL));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused())
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo("seats.full")));
        assertThat(seatsUsed(tenant)).isEqualTo(2);
        assertThat(count("member", tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("INV-1 the same person is invited once when sixteen invite them at once")
    void samePersonRace() {
        var tenant = house.tenant("Northwind");

        var outcomes = Race.of(
                16,
                i -> invitations.invite(tenant.admin(), "same@example.com", InitialPermissions.NONE, Channel.EMAIL));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() instanceof Invited)
                .hasSize(1);
        assertThat(seatsUsed(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("INV-9 a link is given back once, and nowhere in the database does it stand readable")
    void linkShownOnce() {
        var tenant = house.tenant("Northwind");

        var outcome = invitations.invite(tenant.admin(), "mei@example.com", InitialPermissions.NONE, Channel.LINK);

        assertThat(outcome).isInstanceOfSatisfying(Invited.class, invited -> {
            var link = Objects.requireNonNull(invited.people().getFirst().link());
            var secret = link.substring(link.lastIndexOf('/') + 1);
            assertThat(secret).hasSize(43);
            assertThat(everyText()).doesNotContain(secret);
        });
        assertThat(count("message", tenant)).isZero();
    }

    @Test
    @DisplayName("INV-1 more than a thousand addresses are refused with both numbers")
    void tooMany() {
        var tenant = house.tenant("Northwind");
        var pasted =
                IntStream.range(0, 1001).mapToObj(i -> "p" + i + "@example.com").collect(Collectors.joining(" "));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> invitations.invite(tenant.admin(), pasted, InitialPermissions.NONE, Channel.EMAIL))
                .satisfies(refusal -> assertThat(refusal.arguments()).containsExactly(1001, 1000));
    }

    @Test
    @DisplayName("INV-1 addresses that would break out of a mail header, or hide in a name, are malformed")
    void tricks() {
        assertThat(TypedAddress.parse(
                        "a@example.com\r\nBcc: <b@example.com> \"x\"@example.com <c@exa\u202Emple.com> =d@-.com"))
                .filteredOn(address -> address.problem() == null)
                .extracting(TypedAddress::text)
                .containsExactly("a@example.com", "b@example.com");
    }

    @Test
    @DisplayName("ORG-7 a suspended organization invites nobody")
    void suspended() {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("update organization set suspended_at = created_at where id = :id")
                .param("id", tenant.id().value())
                .update();

        assertRefused(
                "organization.suspended",
                () -> invitations.invite(tenant.admin(), "x@example.com", InitialPermissions.NONE, Channel.EMAIL));
    }

    private String everyText() {
        return house.asOwner()
                .sql(
                        "select concat((select json_agg(s) from one_time_secret s), (select json_agg(i) from invitation i),"
                                + " (select json_agg(m) from message m), (select json_agg(e) from event e),"
                                + " (select json_agg(t) from scheduled_tasks t), (select json_agg(m) from member m))")
                .query(String.class)
                .single();
    }

    private int seatsUsed(Tenant tenant) {
        return house.asOwner()
                .sql("select seats_used from organization where id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private int count(String table, Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from " + table + " where organization_id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
