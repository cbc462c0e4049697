package dev.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.invitations.AcceptForm;
import dev.gatehouse.invitations.Acceptance;
import dev.gatehouse.invitations.Channel;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberHistory;
import dev.gatehouse.members.Members;
import dev.gatehouse.permissions.MemberPermissions;
import dev.gatehouse.permissions.MemberPermissionsView;
import dev.gatehouse.permissions.MemberPermissionsView.LeftOut;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class WelcomeTest {

    private final House house;
    private final Invitations invitations;
    private final Teams teams;
    private final Grants grants;

    WelcomeTest(House house) {
        this.house = house;
        this.invitations = house.get(Invitations.class);
        this.teams = house.get(Teams.class);
        this.grants = house.get(Grants.class);
    }

    @Test
    @DisplayName("INV-6 onboarding teams take in who was promised nothing, and nobody else")
    void onboarding() {
        var tenant = house.tenant("Onboarding");
        var newcomers = teams.create(tenant.admin(), "Newcomers", true, List.of());
        teams.create(tenant.admin(), "Launch", false, List.of());
        var viewer = house.gift(tenant, PredefinedRole.REPOSITORY_VIEWER, ScopeId.of(tenant.id()));
        grants.give(tenant.admin(), newcomers.subject(), viewer);

        var plain = come(tenant, tenant.admin(), "plain@onboarding.example", InitialPermissions.NONE);
        var invited = come(
                tenant, tenant.admin(), "invited@onboarding.example", house.permissions(tenant, PredefinedRole.MEMBER));

        assertThat(view(tenant, plain).teams()).extracting(Team::name).containsExactly("Newcomers");
        assertThat(roles(tenant, plain)).containsExactly("repository_viewer");
        assertThat(view(tenant, invited).teams()).isEmpty();
        assertThat(roles(tenant, invited)).containsExactly("member");
    }

    @Test
    @DisplayName("INV-6 with neither invitation nor onboarding teams somebody new has nothing")
    void nothing() {
        var tenant = house.tenant("Bare");

        var plain = come(tenant, tenant.admin(), "plain@bare.example", InitialPermissions.NONE);

        assertThat(roles(tenant, plain)).isEmpty();
        assertThat(view(tenant, plain).teams()).isEmpty();
    }

    @Test
    @DisplayName("ROL-3 what the inviter may not give any more is left out; admins are told, the log and the page know")
    void leftOut() {
        var tenant = house.tenant("Left Out");
        var second = house.member(tenant, "Jonas", "Lindqvist", "jonas@left-out.example");
        var admin = house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id()));
        grants.give(tenant.admin(), Objects.requireNonNull(second.subject()), admin);
        var launch = teams.create(tenant.admin(), "Launch", false, List.of());
        var promised = InitialPermissions.gifts(admin)
                .and(house.permissions(tenant, PredefinedRole.MEMBER))
                .and(InitialPermissions.teams(List.of(launch)));
        invite(second, "lena@left-out.example", promised);
        take(tenant, second, "organization_admin");

        var lena = accept(tenant, "lena@left-out.example");

        assertThat(roles(tenant, lena)).isEmpty();
        assertThat(view(tenant, lena).leftOut())
                .extracting(LeftOut::role, LeftOut::team)
                .containsExactlyInAnyOrder(
                        tuple("organization_admin", null), tuple("member", null), tuple(null, "Launch"));
        assertThat(house.mailTo(tenant.adminEmail()))
                .contains("Lena Fischer has become a member of Left Out.")
                .contains("/o/" + tenant.slug() + "/members/" + lena.id());
        assertThat(house.get(MemberHistory.class).of(tenant.admin(), lena.id()))
                .extracting(happening -> happening.words(house.get(Texts.class).in(Locale.ENGLISH)))
                .contains(
                        "Did not get the promised role Organization admin",
                        "Did not get into the promised team Launch");
    }

    @Test
    @DisplayName("INV-6 where all that was promised is left out, onboarding teams take the person in")
    void leftOutAndOnboarding() {
        var tenant = house.tenant("Rescue");
        teams.create(tenant.admin(), "Newcomers", true, List.of());
        var second = house.member(tenant, "Jonas", "Lindqvist", "jonas@rescue.example");
        grants.give(
                tenant.admin(),
                Objects.requireNonNull(second.subject()),
                house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));
        invite(second, "lena@rescue.example", house.permissions(tenant, PredefinedRole.MEMBER));
        take(tenant, second, "organization_admin");

        var lena = accept(tenant, "lena@rescue.example");

        assertThat(view(tenant, lena).teams()).extracting(Team::name).containsExactly("Newcomers");
    }

    @Test
    @DisplayName("INV-2 a promised team that is deleted meanwhile, and a role whose end is past, are not given")
    void goneMeanwhile() {
        var tenant = house.tenant("Meanwhile");
        var gone = teams.create(tenant.admin(), "Gone", false, List.of());
        var stays = teams.create(tenant.admin(), "Stays", false, List.of());
        var member = house.gift(tenant, PredefinedRole.MEMBER, ScopeId.of(tenant.id()));
        var ends =
                new Gift(member.role(), member.scope(), house.clock().instant().plus(Duration.ofDays(1)));
        invite(tenant.admin(), "lena@meanwhile.example", new InitialPermissions(List.of(gone, stays), List.of(ends)));
        teams.delete(tenant.admin(), gone);
        house.clock().tick(Duration.ofDays(2));

        var lena = accept(tenant, "lena@meanwhile.example");

        assertThat(view(tenant, lena).teams()).extracting(Team::name).containsExactly("Stays");
        assertThat(roles(tenant, lena)).isEmpty();
    }

    @Test
    @DisplayName("INV-7 what an invitation gave is ordinary afterwards: it can be taken and given")
    void ordinary() {
        var tenant = house.tenant("Ordinary");
        var launch = teams.create(tenant.admin(), "Launch", false, List.of());
        var lena = come(
                tenant,
                tenant.admin(),
                "lena@ordinary.example",
                house.permissions(tenant, PredefinedRole.MEMBER).and(InitialPermissions.teams(List.of(launch))));

        var grant = view(tenant, lena).grants().getFirst();
        assertThat(grant.givenBy()).isEqualTo("Amara Okafor");
        assertThat(view(tenant, lena).takeable()).containsExactly(grant.id());
        grants.take(tenant.admin(), grant.id());
        teams.removeMembers(tenant.admin(), List.of(launch), List.of(lena.id()));
        assertThat(roles(tenant, lena)).isEmpty();
        grants.give(
                tenant.admin(),
                lena.subject(),
                house.gift(tenant, PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id())));
        assertThat(roles(tenant, lena)).containsExactly("community_admin");
    }

    @Test
    @DisplayName(
            "MEM-6 the page of an invited person says what they get once registered, or which onboarding teams they join")
    void promises() {
        var tenant = house.tenant("Promises");
        teams.create(tenant.admin(), "Newcomers", true, List.of());
        invite(
                tenant.admin(),
                "admin-to-be@promises.example",
                house.permissions(tenant, PredefinedRole.ORGANIZATION_ADMIN));
        invite(tenant.admin(), "plain@promises.example", InitialPermissions.NONE);

        var promised = view(tenant, member(tenant, "admin-to-be@promises.example"));
        var plain = view(tenant, member(tenant, "plain@promises.example"));

        assertThat(promised.promises()).singleElement().satisfies(promise -> {
            assertThat(Objects.requireNonNull(promise.role()).predefined()).isEqualTo("organization_admin");
            assertThat(promise.by()).isEqualTo("Amara Okafor");
        });
        assertThat(promised.onboarding()).isEmpty();
        assertThat(plain.promises()).isEmpty();
        assertThat(plain.onboarding()).containsExactly("Newcomers");
    }

    private Member come(Tenant tenant, Actor inviter, String email, InitialPermissions promised) {
        invite(inviter, email, promised);
        return accept(tenant, email);
    }

    private void invite(Actor inviter, String email, InitialPermissions promised) {
        invitations.invite(inviter, email, promised, Channel.EMAIL);
    }

    private Member accept(Tenant tenant, String email) {
        house.get(Acceptance.class)
                .accept(
                        house.secretTo(email, "/accept/"),
                        new AcceptForm("Lena", "Fischer", "nine orange kettles sing", "en", "UTC"),
                        Origin.SERVER);
        house.get(Admission.class).confirm(house.secretTo(email, "/confirm/"), "", Origin.SERVER);
        return member(tenant, email);
    }

    private Member member(Tenant tenant, String email) {
        var id = new MemberId(house.asOwner()
                .sql("select id from member where organization_id = :organization and email_key = :key")
                .param("organization", tenant.id().value())
                .param("key", EmailAddress.parse(email).key())
                .query(UUID.class)
                .single());
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Members.class).get(tenant.admin(), id);
        });
    }

    private MemberPermissionsView view(Tenant tenant, Member member) {
        return house.get(MemberPermissions.class).of(tenant.admin(), tenant.slug(), member.id());
    }

    private List<String> roles(Tenant tenant, Member member) {
        return grants.ofMember(tenant.admin(), member.subject()).stream()
                .map(grant -> String.valueOf(grant.roleName().predefined()))
                .toList();
    }

    private void take(Tenant tenant, Actor from, String role) {
        var held = grants.ofHolder(tenant.admin(), Objects.requireNonNull(from.subject())).stream()
                .filter(grant -> role.equals(grant.roleName().predefined()))
                .findFirst()
                .orElseThrow();
        grants.take(tenant.admin(), held.id());
    }
}
