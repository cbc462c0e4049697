package dev.gatehouse.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class AcceptanceTest {

    private static final Permission[] EVERYBODYS = {
        Permission.MEMBERS_READ, Permission.TEAMS_READ, Permission.ROLES_READ, Permission.HUBS_READ
    };
    private static final Origin HERE = new Origin("203.0.113.7", "Test");
    private static final AcceptForm FORM =
            new AcceptForm("Mei", "Tanaka", "seven quiet otters swim", "en", "Asia/Tokyo");

    private final House house;
    private final Invitations invitations;
    private final Acceptance acceptance;
    private final Admission admission;
    private final Members members;

    AcceptanceTest(House house) {
        this.house = house;
        this.invitations = house.get(Invitations.class);
        this.acceptance = house.get(Acceptance.class);
        this.admission = house.get(Admission.class);
        this.members = house.get(Members.class);
    }

    @Test
    @DisplayName(
            "INV-3 accepting makes the member REGISTERING; the link in the mail then makes them REGISTERED, with their permissions")
    void twoSteps() {
        var tenant = house.tenant("Northwind");
        var secret = invite(tenant, "mei1@example.com", PredefinedRole.MEMBER);

        acceptance.accept(secret, FORM, HERE);

        assertThat(status(tenant, "mei1@example.com")).isEqualTo(MemberStatus.REGISTERING);
        assertThat(permissionsOf(tenant, "mei1@example.com")).isEmpty();
        assertThat(acceptance.look(secret, null)).isInstanceOf(AcceptView.Waiting.class);
        admission.confirm(house.secretTo("mei1@example.com", "/confirm/"), FORM.password(), HERE);
        assertThat(status(tenant, "mei1@example.com")).isEqualTo(MemberStatus.REGISTERED);
        assertThat(permissionsOf(tenant, "mei1@example.com")).containsExactlyInAnyOrder(EVERYBODYS);
        assertThat(seatsUsed(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "INV-4 a link is good to the last millisecond of seven days, and expired at the next, with no clean-up job")
    void expiry() {
        var tenant = house.tenant("Northwind");
        var secret = invite(tenant, "mei2@example.com", PredefinedRole.MEMBER);

        house.clock().tick(Duration.ofDays(7).minusMillis(1));
        assertThat(acceptance.look(secret, null)).isInstanceOf(AcceptView.Open.class);
        house.clock().tick(Duration.ofMillis(1));

        assertThat(acceptance.look(secret, null)).isEqualTo(new AcceptView.Gone("invitation.expired"));
        assertRefused("invitation.expired", () -> acceptance.accept(secret, FORM, HERE));
        assertThat(status(tenant, "mei2@example.com")).isEqualTo(MemberStatus.INVITED);
    }

    @Test
    @DisplayName("INV-4 resending makes a new link, ends the old one and starts the days again, for an expired one too")
    void resend() {
        var tenant = house.tenant("Northwind");
        var old = invite(tenant, "mei3@example.com", PredefinedRole.MEMBER);
        house.clock().tick(Duration.ofDays(8));

        invitations.resend(tenant.admin(), idOf(tenant, "mei3@example.com"), Channel.EMAIL);

        var renewed = house.secretTo("mei3@example.com", "/accept/");
        assertThat(acceptance.look(old, null)).isEqualTo(new AcceptView.Gone("link.replaced"));
        assertRefused("link.replaced", () -> acceptance.accept(old, FORM, HERE));
        house.clock().tick(Duration.ofDays(6));
        acceptance.accept(renewed, FORM, HERE);
        assertThat(status(tenant, "mei3@example.com")).isEqualTo(MemberStatus.REGISTERING);
        assertThat(seatsUsed(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("INV-3 one link used by twenty at once is used by one")
    void oneLinkTwentyTimes() {
        var tenant = house.tenant("Northwind");
        var secret = invite(tenant, "mei4@example.com", PredefinedRole.MEMBER);

        var outcomes = Race.of(20, i -> {
            acceptance.accept(secret, FORM, HERE);
            return i;
        });

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOf(Refusal.class));
        assertThat(accounts("mei4@example.com")).isEqualTo(1);
        assertThat(seatsUsed(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("INV-4 accept, remove and resend at once end in one consistent state, whoever is first")
    void acceptAgainstRemoveAgainstResend() {
        var tenant = house.tenant("Northwind");
        for (var round = 0; round < 5; round++) {
            var email = "race" + round + "@example.com";
            var secret = invite(tenant, email, PredefinedRole.MEMBER);
            var id = idOf(tenant, email);

            var outcomes = Race.of(18, i -> {
                switch (i % 3) {
                    case 0 -> acceptance.accept(secret, FORM, HERE);
                    case 1 -> members.remove(tenant.admin(), id);
                    default -> invitations.resend(tenant.admin(), id, Channel.LINK);
                }
                return i;
            });

            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.won())
                    .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOf(Refusal.class));
            assertThat(seatsUsed(tenant)).isEqualTo(1);
            assertThat(accounts(email)).isZero();
            assertThat(acceptance.look(secret, null)).isEqualTo(new AcceptView.Gone("link.unknown"));
        }
        assertThat(tally(tenant)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "INV-5 a person with an account joins another organization by signing in, without a second confirmation")
    void existingAccount() {
        var northwind = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var jonas = house.member(northwind, "Jonas", "Lindqvist", "jonas5@example.com");
        var secret = invite(harbor, "Jonas5@Example.com", PredefinedRole.MEMBER);

        assertThat(acceptance.look(secret, null)).isInstanceOf(AcceptView.SignIn.class);
        assertThat(acceptance.look(secret, jonas.account())).isInstanceOf(AcceptView.Join.class);
        assertRefused("invitation.has_account", () -> acceptance.accept(secret, FORM, HERE));
        acceptance.join(secret, jonas.requireAccount(), HERE);

        assertThat(status(harbor, "Jonas5@example.com")).isEqualTo(MemberStatus.REGISTERED);
        assertThat(members.memberships(jonas.requireAccount()))
                .extracting(membership -> membership.name())
                .containsExactlyInAnyOrder("Harbor", "Northwind");
    }

    @Test
    @DisplayName("INV-5 another account that is signed in cannot take the invitation")
    void otherAccount() {
        var tenant = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        house.member(harbor, "Mei", "Tanaka", "mei6@example.com");
        var stranger = house.member(harbor, "Sam", "Stranger", "sam6@example.com");
        var secret = invite(tenant, "mei6@example.com", PredefinedRole.MEMBER);

        assertThat(acceptance.look(secret, stranger.account())).isInstanceOf(AcceptView.OtherAccount.class);
        assertRefused("invitation.other_account", () -> acceptance.join(secret, stranger.requireAccount(), HERE));
        assertThat(status(tenant, "mei6@example.com")).isEqualTo(MemberStatus.INVITED);
    }

    @Test
    @DisplayName("INV-3 who accepts in two organizations before confirming ends up with one account")
    void twoOrganizationsBeforeConfirming() {
        var northwind = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        acceptance.accept(invite(northwind, "mei7@example.com", PredefinedRole.MEMBER), FORM, HERE);
        var first = house.secretTo("mei7@example.com", "/confirm/");
        acceptance.accept(invite(harbor, "mei7@example.com", PredefinedRole.MEMBER), FORM, HERE);
        var second = house.secretTo("mei7@example.com", "/confirm/");

        admission.confirm(first, FORM.password(), HERE);
        admission.confirm(second, FORM.password(), HERE);

        assertThat(status(northwind, "mei7@example.com")).isEqualTo(MemberStatus.REGISTERED);
        assertThat(status(harbor, "mei7@example.com")).isEqualTo(MemberStatus.REGISTERED);
        assertThat(accounts("mei7@example.com")).isEqualTo(1);
        assertThat(house.get(Accounts.class).byVerifiedEmail("mei7@example.com"))
                .isPresent();
    }

    @Test
    @DisplayName(
            "INV-9 who accepted by a link that was handed over confirms with the password that was chosen; a mailbox alone, or a link alone, is not enough")
    void handedOver() {
        var tenant = house.tenant("Northwind");
        var secret = invite(tenant, "mei12@example.com", PredefinedRole.MEMBER);
        acceptance.accept(secret, FORM, HERE);
        var confirmation = house.secretTo("mei12@example.com", "/confirm/");

        assertThat(admission.lookAtConfirmation(confirmation).password()).isTrue();
        assertRefused("confirmation.password", () -> admission.confirm(confirmation, "what the owner guesses", HERE));
        assertThat(status(tenant, "mei12@example.com")).isEqualTo(MemberStatus.REGISTERING);
        admission.confirm(confirmation, FORM.password(), HERE);
        assertThat(status(tenant, "mei12@example.com")).isEqualTo(MemberStatus.REGISTERED);
    }

    @Test
    @DisplayName("INV-3 who accepted by the link in the mail confirms with one click")
    void mailed() {
        var tenant = house.tenant("Northwind");
        invitations.invite(tenant.admin(), "mei13@example.com", InitialPermissions.NONE, Channel.EMAIL);
        acceptance.accept(house.secretTo("mei13@example.com", "/accept/"), FORM, HERE);
        var confirmation = house.secretTo("mei13@example.com", "/confirm/");

        assertThat(admission.lookAtConfirmation(confirmation).password()).isFalse();
        admission.confirm(confirmation, "", HERE);
        assertThat(status(tenant, "mei13@example.com")).isEqualTo(MemberStatus.REGISTERED);
    }

    @Test
    @DisplayName("INV-4 a mailbox gets ten invitations an hour, whether they are resent, or removed and invited anew")
    void flood() {
        var tenant = house.tenant("Northwind");
        for (var i = 0; i < 5; i++) {
            invitations.invite(tenant.admin(), "flood@example.com", InitialPermissions.NONE, Channel.EMAIL);
            invitations.resend(tenant.admin(), idOf(tenant, "flood@example.com"), Channel.EMAIL);
            members.remove(tenant.admin(), idOf(tenant, "flood@example.com"));
        }

        assertThat(invitations.invite(tenant.admin(), "flood@example.com", InitialPermissions.NONE, Channel.EMAIL))
                .isInstanceOf(InviteOutcome.Rejected.class);
        house.clock().tick(Duration.ofHours(1));
        invitations.invite(tenant.admin(), "flood@example.com", InitialPermissions.NONE, Channel.EMAIL);
    }

    @Test
    @DisplayName("ORG-7 in a suspended organization nobody accepts and nobody confirms")
    void suspended() {
        var tenant = house.tenant("Northwind");
        var open = invite(tenant, "mei14@example.com", PredefinedRole.MEMBER);
        acceptance.accept(invite(tenant, "mei15@example.com", PredefinedRole.MEMBER), FORM, HERE);
        var confirmation = house.secretTo("mei15@example.com", "/confirm/");
        house.asOwner()
                .sql("update organization set suspended_at = created_at where id = :id")
                .param("id", tenant.id().value())
                .update();

        assertRefused("organization.suspended", () -> acceptance.accept(open, FORM, HERE));
        assertRefused("organization.suspended", () -> admission.confirm(confirmation, FORM.password(), HERE));
    }

    @Test
    @DisplayName("INV-3 a wrong password is refused at its field, and the link stays good")
    void wrongInput() {
        var tenant = house.tenant("Northwind");
        var secret = invite(tenant, "mei8@example.com", PredefinedRole.MEMBER);

        for (var password : List.of("short", "passwordpassword", "mei8@example.com!"))
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() ->
                            acceptance.accept(secret, new AcceptForm("Mei", "Tanaka", password, "en", "UTC"), HERE))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("password"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> acceptance.accept(
                        secret, new AcceptForm("Mei\r\nBcc: x@y.z", "Tanaka", FORM.password(), "en", "UTC"), HERE))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("firstName"));
        acceptance.accept(secret, FORM, HERE);
        assertThat(status(tenant, "mei8@example.com")).isEqualTo(MemberStatus.REGISTERING);
    }

    @Test
    @DisplayName("INV-4 a mailbox that had its ten is named in the batch, and another organization may still invite it")
    void floodIsNamed() {
        var tenant = house.tenant("Flooders");
        for (var i = 0; i < 10; i++) {
            var invited = (Invited)
                    invitations.invite(tenant.admin(), "flooded@example.com", InitialPermissions.NONE, Channel.EMAIL);
            assertThat(invited.people()).hasSize(1);
            members.remove(tenant.admin(), idOf(tenant, "flooded@example.com"));
        }
        var outcome = invitations.invite(
                tenant.admin(), "flooded@example.com\nfine@example.com", InitialPermissions.NONE, Channel.EMAIL);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InviteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.addresses())
                                .extracting(TypedAddress::problem)
                                .containsExactly("invitations.flooded", null));
        assertThat(invitations.invite(tenant.admin(), "flooded@example.com", InitialPermissions.NONE, Channel.LINK))
                .isInstanceOf(Invited.class);
        var other = house.tenant("Neighbours");
        assertThat(invitations.invite(other.admin(), "flooded@example.com", InitialPermissions.NONE, Channel.EMAIL))
                .isInstanceOf(Invited.class);
    }

    @Test
    @DisplayName("INV-3 a time zone that the server does not know does not stop anybody: UTC until they choose")
    void unknownZone() {
        var tenant = house.tenant("Zones");
        var secret = invite(tenant, "zones@example.com", PredefinedRole.MEMBER);
        var answer = new Browser(house)
                .submit(
                        "/accept/" + secret,
                        "/accept/" + secret,
                        "firstName",
                        "Mei",
                        "lastName",
                        "Tanaka",
                        "password",
                        "seven quiet otters swim",
                        "timeZone",
                        "Etc/Unknown");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(house.asOwner()
                        .sql("select time_zone from account a join account_email e on e.account_id = a.id"
                                + " where e.email = 'zones@example.com'")
                        .query(String.class)
                        .single())
                .isEqualTo("UTC");
    }

    @Test
    @DisplayName("ROL-3 an admin role falls away on acceptance when the inviter is no admin any more")
    void inviterLostTheRight() {
        var tenant = house.tenant("Northwind");
        var second = secondAdmin(tenant, "second9@example.com");
        var outcome = invitations.invite(
                second, "mei9@example.com", house.permissions(tenant, PredefinedRole.ORGANIZATION_ADMIN), Channel.LINK);
        var secret = secretOf(outcome);
        members.remove(tenant.admin(), Objects.requireNonNull(second.member()));

        acceptance.accept(secret, FORM, HERE);
        admission.confirm(house.secretTo("mei9@example.com", "/confirm/"), FORM.password(), HERE);

        assertThat(permissionsOf(tenant, "mei9@example.com")).containsExactlyInAnyOrder(EVERYBODYS);
        assertThat(events(tenant)).contains("role.left_out");
    }

    @Test
    @DisplayName("MEM-5 removing an invited person ends the link and frees the seat; nothing of them stays")
    void withdrawn() {
        var tenant = house.tenant("Northwind", 2);
        var secret = invite(tenant, "mei10@example.com", PredefinedRole.MEMBER);

        members.remove(tenant.admin(), idOf(tenant, "mei10@example.com"));

        assertThat(acceptance.look(secret, null)).isEqualTo(new AcceptView.Gone("link.unknown"));
        assertRefused("link.unknown", () -> acceptance.accept(secret, FORM, HERE));
        assertThat(seatsUsed(tenant)).isEqualTo(1);
        assertThat(house.asOwner()
                        .sql("select concat((select json_agg(m) from member m), (select json_agg(m) from message m),"
                                + " (select json_agg(f) from former_member f))")
                        .query(String.class)
                        .single())
                .doesNotContain("mei10@example.com");
        invite(tenant, "mei10@example.com", PredefinedRole.MEMBER);
    }

    @Test
    @DisplayName("LIF-1 each step of the way in stands in the event log, with the status before and after")
    void history() {
        var tenant = house.tenant("Northwind");
        var secret = invite(tenant, "mei11@example.com", PredefinedRole.MEMBER);
        house.clock().tick(Duration.ofMinutes(1));
        acceptance.accept(secret, FORM, HERE);
        house.clock().tick(Duration.ofMinutes(1));
        admission.confirm(house.secretTo("mei11@example.com", "/confirm/"), FORM.password(), HERE);

        assertThat(house.asOwner()
                        .sql("select kind || ' ' || coalesce(detail->>'from', '') || '>' || coalesce(detail->>'to', '')"
                                + " from event where target_id = :id and jsonb_exists(detail, 'to') order by at, id")
                        .param("id", idOf(tenant, "mei11@example.com").value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "member.invited >INVITED",
                        "member.accepted INVITED>REGISTERING",
                        "member.registered REGISTERING>REGISTERED");
    }

    private Actor secondAdmin(Tenant tenant, String email) {
        var secret = invite(tenant, email, PredefinedRole.ORGANIZATION_ADMIN);
        acceptance.accept(secret, FORM, HERE);
        admission.confirm(house.secretTo(email, "/confirm/"), FORM.password(), HERE);
        var account = house.get(Accounts.class).byVerifiedEmail(email).orElseThrow();
        var membership = members.memberships(account).getFirst();
        return Actor.member(tenant.id(), account, membership.id(), membership.subject(), HERE);
    }

    private String invite(Tenant tenant, String email, PredefinedRole role) {
        return secretOf(invitations.invite(tenant.admin(), email, house.permissions(tenant, role), Channel.LINK));
    }

    private static String secretOf(InviteOutcome outcome) {
        var link =
                Objects.requireNonNull(((Invited) outcome).people().getFirst().link());
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private MemberId idOf(Tenant tenant, String email) {
        return new MemberId(house.asOwner()
                .sql("select id from member where organization_id = :organization and email_key = lower(:email)")
                .param("organization", tenant.id().value())
                .param("email", email)
                .query(UUID.class)
                .single());
    }

    private MemberStatus status(Tenant tenant, String email) {
        return house.inTransaction(() -> {
            house.get(Access.class).require(tenant.admin(), Permission.MEMBERS_READ);
            return members.get(tenant.admin(), idOf(tenant, email)).status();
        });
    }

    private List<Permission> permissionsOf(Tenant tenant, String email) {
        return house.inTransaction(() -> {
            house.get(Access.class).require(tenant.admin(), Permission.MEMBERS_READ);
            var member = members.get(tenant.admin(), idOf(tenant, email));
            var actor = Actor.member(
                    tenant.id(), Objects.requireNonNull(member.account()), member.id(), member.subject(), HERE);
            return List.copyOf(house.get(Access.class).permissionsOf(actor));
        });
    }

    private int accounts(String email) {
        return house.asOwner()
                .sql("select count(*) from account_email where email_key = lower(:email)")
                .param("email", email)
                .query(Integer.class)
                .single();
    }

    private int seatsUsed(Tenant tenant) {
        return house.asOwner()
                .sql("select seats_used from organization where id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private int tally(Tenant tenant) {
        return house.asOwner()
                .sql("select sum(members) from member_tally where organization_id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private List<String> events(Tenant tenant) {
        return house.asOwner()
                .sql("select kind from event where organization_id = :id")
                .param("id", tenant.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
