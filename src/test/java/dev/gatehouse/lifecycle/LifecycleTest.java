package dev.gatehouse.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.AcceptForm;
import dev.gatehouse.invitations.AcceptView;
import dev.gatehouse.invitations.Acceptance;
import dev.gatehouse.invitations.Channel;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.invitations.InviteOutcome;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberHistory;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class LifecycleTest {

    private final House house;
    private final Lifecycle lifecycle;
    private final Access access;

    LifecycleTest(House house) {
        this.house = house;
        this.lifecycle = house.get(Lifecycle.class);
        this.access = house.get(Access.class);
    }

    @Test
    @DisplayName(
            "LIF-2 deactivating ends access and frees the seat; activating gives back status, seat and admin roles")
    void thereAndBack() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@example.com");
        grant(tenant, lena, PredefinedRole.ORGANIZATION_ADMIN);

        lifecycle.deactivate(tenant.admin(), id(lena));

        assertThat(member(tenant, id(lena)).status()).isEqualTo(MemberStatus.BLOCKED);
        assertThat(access.permissionsOf(lena)).isEmpty();
        assertThat(seatsUsed(tenant)).isEqualTo(1);
        assertThat(house.get(Members.class)
                        .memberships(lena.requireAccount())
                        .getFirst()
                        .open())
                .isFalse();

        lifecycle.activate(tenant.admin(), id(lena));

        assertThat(member(tenant, id(lena)).status()).isEqualTo(MemberStatus.REGISTERED);
        assertThat(access.permissionsOf(lena)).contains(Permission.ROLES_ASSIGN);
        assertThat(seatsUsed(tenant)).isEqualTo(2);
        assertThat(house.get(MemberHistory.class).of(tenant.admin(), id(lena)))
                .extracting("kind")
                .startsWith("member.activated", "member.deactivated");
    }

    @Test
    @DisplayName("LIF-2 open sessions find the organization closed at the next click")
    void sessions() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena-session@example.com");
        var browser = new Browser(house);
        browser.signIn("lena-session@example.com", House.PASSWORD);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);

        lifecycle.deactivate(tenant.admin(), id(lena));

        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(404);
        lifecycle.activate(tenant.admin(), id(lena));
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("LIF-2 without a free seat nobody is activated who would hold one")
    void noSeat() {
        var tenant = house.tenant("Small Shop", 2);
        var lena = house.member(tenant, "Lena", "Fischer", "lena-seat@example.com");
        lifecycle.deactivate(tenant.admin(), id(lena));
        house.member(tenant, "Jonas", "Lindqvist", "jonas-seat@example.com");

        assertRefused("seats.full", () -> lifecycle.activate(tenant.admin(), id(lena)));
        assertThat(member(tenant, id(lena)).status()).isEqualTo(MemberStatus.BLOCKED);
    }

    @Test
    @DisplayName("LIF-2 a blocked person's invitation is dead before and after activating, and a new one works")
    void invitationDies() {
        var tenant = house.tenant("Northwind");
        var invited = invite(tenant, "mei@example.com");
        var old = house.secretTo("mei@example.com", "/accept/");

        lifecycle.deactivate(tenant.admin(), invited);

        assertThat(seatsUsed(tenant)).isEqualTo(1);
        assertThat(acceptance().look(old, null)).isEqualTo(new AcceptView.Gone("members.blocked"));
        assertRefused("members.blocked", () -> acceptance().accept(old, form(), Origin.SERVER));
        assertRefused(
                "invitations.closed",
                () -> house.get(Invitations.class).resend(tenant.admin(), invited, Channel.EMAIL));

        lifecycle.activate(tenant.admin(), invited);

        assertThat(member(tenant, invited).status()).isEqualTo(MemberStatus.INVITED);
        assertThat(acceptance().look(old, null)).isEqualTo(new AcceptView.Gone("link.replaced"));
        house.get(Invitations.class).resend(tenant.admin(), invited, Channel.EMAIL);
        acceptance().accept(house.secretTo("mei@example.com", "/accept/"), form(), Origin.SERVER);
        assertThat(member(tenant, invited).status()).isEqualTo(MemberStatus.REGISTERING);
    }

    @Test
    @DisplayName("LIF-2 a blocked person's confirmation is dead, and a new one works after activating")
    void confirmationDies() {
        var tenant = house.tenant("Northwind");
        var invited = invite(tenant, "ada@example.com");
        acceptance().accept(house.secretTo("ada@example.com", "/accept/"), form(), Origin.SERVER);
        var old = house.secretTo("ada@example.com", "/confirm/");

        lifecycle.deactivate(tenant.admin(), invited);

        assertRefused("members.blocked", () -> house.get(Admission.class).lookAtConfirmation(old));
        assertRefused("members.blocked", () -> house.get(Admission.class).confirm(old, "", Origin.SERVER));

        lifecycle.activate(tenant.admin(), invited);
        assertThat(member(tenant, invited).status()).isEqualTo(MemberStatus.REGISTERING);
        house.get(Invitations.class).resend(tenant.admin(), invited, Channel.EMAIL);
        house.get(Admission.class).confirm(house.secretTo("ada@example.com", "/confirm/"), "", Origin.SERVER);
        assertThat(member(tenant, invited).status()).isEqualTo(MemberStatus.REGISTERED);
    }

    @Test
    @DisplayName("LIF-2 INV-1 nobody who is blocked is invited again under the same address")
    void notInvitedAgain() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena-again@example.com");
        lifecycle.deactivate(tenant.admin(), id(lena));

        var outcome = house.get(Invitations.class)
                .invite(tenant.admin(), "LENA-again@example.com", InitialPermissions.NONE, Channel.EMAIL);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        InviteOutcome.Rejected.class,
                        rejected -> assertThat(rejected.addresses().getFirst().problem())
                                .isEqualTo("invitations.known"));
    }

    @Test
    @DisplayName("LIF-2 an acceptance that races with the deactivation never leads into the organization")
    void acceptRace() {
        for (var round = 0; round < 6; round++) {
            var tenant = house.tenant("Northwind");
            var address = "race" + round + "@example.com";
            var invited = invite(tenant, address);
            var secret = house.secretTo(address, "/accept/");

            Race.of(2, i -> {
                if (i == 0) acceptance().accept(secret, form(), Origin.SERVER);
                else lifecycle.deactivate(tenant.admin(), invited);
                return i;
            });

            assertThat(member(tenant, invited).status()).isEqualTo(MemberStatus.BLOCKED);
        }
    }

    @Test
    @DisplayName("MEM-5 LIF-2 the last organization admin stays, and nobody deactivates themself")
    void lastAdmin() {
        var tenant = house.tenant("Northwind");
        var second = house.member(tenant, "Jonas", "Lindqvist", "jonas-last@example.com");
        grant(tenant, second, PredefinedRole.ORGANIZATION_ADMIN);

        assertRefused("lifecycle.self", () -> lifecycle.deactivate(second, id(second)));
        lifecycle.deactivate(tenant.admin(), id(second));
        assertRefused("not.found", () -> lifecycle.deactivate(second, id(tenant.admin())));
        assertRefused("members.last_admin", () -> lifecycle.deactivate(temporaryAdmin(tenant), id(tenant.admin())));
    }

    @Test
    @DisplayName("MEM-5 LIF-2 two admins who deactivate each other at once leave one")
    void lastAdminRace() {
        for (var round = 0; round < 8; round++) {
            var tenant = house.tenant("Northwind");
            var second = house.member(tenant, "Jonas", "Lindqvist", "jonas-race" + round + "@example.com");
            grant(tenant, second, PredefinedRole.ORGANIZATION_ADMIN);

            var outcomes = Race.of(
                    2,
                    i -> i == 0
                            ? lifecycle.deactivate(tenant.admin(), id(second))
                            : lifecycle.deactivate(second, id(tenant.admin())));

            assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        }
    }

    @Test
    @DisplayName(
            "ROL-3 a Community admin deactivates and removes members, but nobody with an admin role in the organization")
    void above() {
        var tenant = house.tenant("Northwind");
        var community = house.member(tenant, "Cara", "Community", "cara@example.com");
        var lena = house.member(tenant, "Lena", "Fischer", "lena-above@example.com");
        var second = house.member(tenant, "Jonas", "Lindqvist", "jonas-above@example.com");
        grant(tenant, community, PredefinedRole.COMMUNITY_ADMIN);
        grant(tenant, second, PredefinedRole.ORGANIZATION_ADMIN);

        assertRefused("members.above", () -> lifecycle.deactivate(community, id(second)));
        assertRefused("members.above", () -> house.get(Members.class).remove(community, id(second)));
        lifecycle.deactivate(tenant.admin(), id(second));
        assertRefused("members.above", () -> lifecycle.activate(community, id(second)));
        lifecycle.deactivate(community, id(lena));
        lifecycle.activate(community, id(lena));
        house.get(Members.class).remove(community, id(lena));

        var page = house.get(MemberList.class).member(community, id(tenant.admin()));
        assertThat(page.mayDeactivate()).isFalse();
        assertThat(page.row().removable()).isFalse();
        assertThat(house.get(MemberList.class)
                        .member(tenant.admin(), id(tenant.admin()))
                        .mayDeactivate())
                .isFalse();
    }

    @Test
    @DisplayName("LIF-2 who lacks the permission, strangers and wrong states are refused alike")
    void refusals() {
        var tenant = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var lena = house.member(tenant, "Lena", "Fischer", "lena-refused@example.com");

        assertRefused("forbidden", () -> lifecycle.deactivate(lena, id(tenant.admin())));
        assertRefused("forbidden", () -> lifecycle.activate(lena, id(tenant.admin())));
        assertRefused("not.found", () -> lifecycle.deactivate(tenant.admin(), id(harbor.admin())));
        assertRefused("not.found", () -> lifecycle.activate(tenant.admin(), new MemberId(UUID.randomUUID())));
        assertRefused("members.status", () -> lifecycle.activate(tenant.admin(), id(lena)));
        lifecycle.deactivate(tenant.admin(), id(lena));
        assertRefused("lifecycle.blocked", () -> lifecycle.deactivate(tenant.admin(), id(lena)));
    }

    @Test
    @DisplayName("ORG-4 the counter of seats agrees with the members that hold one, whatever happened")
    void seatsAgree() {
        assertThat(house.asOwner().sql("""
                select count(*) from organization o
                 where seats_used <> (select count(*) from member m
                                       where m.organization_id = o.id and status in ('INVITED', 'REGISTERING', 'REGISTERED'))
                """).query(Integer.class).single()).isZero();
    }

    /** An admin whose role has an end, and who therefore is not the last one. */
    private Actor temporaryAdmin(Tenant tenant) {
        var other = house.member(tenant, "Rob", "Rights", "rob-" + tenant.slug() + "@example.com");
        grant(tenant, other, PredefinedRole.ORGANIZATION_ADMIN);
        house.asOwner()
                .sql("update role_grant set expires_at = :end where subject_id = :subject")
                .param("end", OffsetDateTime.parse("2100-01-01T00:00:00Z"))
                .param("subject", Objects.requireNonNull(other.subject()).value())
                .update();
        return other;
    }

    private Acceptance acceptance() {
        return house.get(Acceptance.class);
    }

    private static AcceptForm form() {
        return new AcceptForm("Mei", "Tanaka", "eleven brave lanterns hum", "en", "UTC");
    }

    private MemberId invite(Tenant tenant, String address) {
        house.get(Invitations.class).invite(tenant.admin(), address, InitialPermissions.NONE, Channel.EMAIL);
        return new MemberId(house.asOwner()
                .sql("select id from member where organization_id = :organization and email = :email")
                .param("organization", tenant.id().value())
                .param("email", address)
                .query(UUID.class)
                .single());
    }

    private Member member(Tenant tenant, MemberId id) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Members.class).get(tenant.admin(), id);
        });
    }

    private void grant(Tenant tenant, Actor to, PredefinedRole role) {
        SubjectId subject = Objects.requireNonNull(to.subject());
        house.get(Grants.class).give(tenant.admin(), subject, house.gift(tenant, role, ScopeId.of(tenant.id())));
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private int seatsUsed(Tenant tenant) {
        return house.asOwner()
                .sql("select seats_used from organization where id = :id")
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
