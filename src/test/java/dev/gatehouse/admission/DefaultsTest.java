package dev.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.Role;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.NameList;
import dev.gatehouse.organizations.NameLists;
import dev.gatehouse.organizations.OrganizationSettings;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class DefaultsTest {

    private final House house;
    private final Defaults defaults;

    DefaultsTest(House house) {
        this.house = house;
        this.defaults = house.get(Defaults.class);
    }

    @Test
    @DisplayName("ORG-6 an admin sets what new people get, and takes it back; the log says that it changed")
    void set() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var role = role(tenant, PredefinedRole.MEMBER);
        var team = house.get(Teams.class).create(admin, "Newcomers", false, List.of());
        var department = house.get(Departments.class).create(admin, "Sales", null);
        var profile = house.get(NameLists.class).add(admin, NameList.JOB_PROFILES, "Cashier");

        defaults.change(
                admin, form(role.toString(), profile.toString(), department.id().toString(), team.toString()));

        var policy = policy(tenant);
        assertThat(policy.defaultRole()).isEqualTo(role);
        assertThat(policy.defaultTeam()).isEqualTo(team);
        assertThat(policy.defaultDepartment()).isEqualTo(department.id());
        assertThat(Objects.requireNonNull(policy.defaultJobProfile()).value()).isEqualTo(profile);
        assertThat(defaults.read(admin).form())
                .isEqualTo(form(
                        role.toString(), profile.toString(), department.id().toString(), team.toString()));
        defaults.change(admin, form("", "", "", ""));
        assertThat(policy(tenant).defaultRole()).isNull();
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from event where kind = 'organization.settings_changed' and organization_id = :organization"
                                        + " and detail = '{\"defaultRole\": \"*\", \"defaultTeam\": \"*\", \"defaultDepartment\": \"*\", \"defaultJobProfile\": \"*\"}'::jsonb")
                        .param("organization", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "ROL-3 nobody makes a default of a role or a team that they may not give, nor of a role that administers")
    void beyond() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var member = role(tenant, PredefinedRole.MEMBER);
        var strong = house.get(Teams.class).create(admin, "Strong", false, List.of());
        house.get(Grants.class)
                .give(admin, strong.subject(), Gift.of(role(tenant, PredefinedRole.ORGANIZATION_ADMIN), whole(tenant)));
        var plain = house.get(Teams.class).create(admin, "Plain", false, List.of());
        var keeper = with(tenant, "Keeper", Set.of("settings:edit"));

        assertThat(defaults.read(admin).roles())
                .isNotEmpty()
                .extracting(Role::id)
                .contains(member)
                .doesNotContain(
                        role(tenant, PredefinedRole.ORGANIZATION_ADMIN), role(tenant, PredefinedRole.COMMUNITY_ADMIN));
        assertRefused(
                "defaults.role",
                "role",
                () -> defaults.change(
                        admin,
                        form(role(tenant, PredefinedRole.ORGANIZATION_ADMIN).toString(), "", "", "")));
        assertRefused(
                "defaults.role",
                "role",
                () -> defaults.change(
                        admin, form(role(tenant, PredefinedRole.COMMUNITY_ADMIN).toString(), "", "", "")));
        assertThat(defaults.read(keeper).roles()).isEmpty();
        assertThat(defaults.read(keeper).teams()).isEmpty();
        assertRefused("defaults.role", "role", () -> defaults.change(keeper, form(member.toString(), "", "", "")));
        assertRefused("defaults.team", "team", () -> defaults.change(keeper, form("", "", "", strong.toString())));
        assertRefused("defaults.team", "team", () -> defaults.change(keeper, form("", "", "", plain.toString())));

        defaults.change(admin, form(member.toString(), "", "", strong.toString()));
        assertThat(defaults.read(keeper).roles()).extracting(Role::id).containsExactly(member);
        assertThat(defaults.read(keeper).teams()).extracting(Team::id).containsExactly(strong);
        var department = house.get(Departments.class).create(admin, "Sales", null);
        defaults.change(keeper, form(member.toString(), "", department.id().toString(), strong.toString()));
        assertThat(policy(tenant).defaultDepartment())
                .as("what stays as it is does not stand in the way")
                .isEqualTo(department.id());
        defaults.change(keeper, form("", "", "", ""));
        assertThat(policy(tenant).defaultTeam()).isNull();
    }

    @Test
    @DisplayName(
            "ORG-6 what is not there, or is another organization's, is no default; others neither see nor change them")
    void foreign() {
        var tenant = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var member = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var theirTeam = house.get(Teams.class).create(foreign.admin(), "Theirs", false, List.of());
        var theirDepartment = house.get(Departments.class).create(foreign.admin(), "Theirs", null);
        var theirProfile = house.get(NameLists.class).add(foreign.admin(), NameList.JOB_PROFILES, "Theirs");
        var admin = tenant.admin();

        assertRefused(
                "defaults.role",
                "role",
                () -> defaults.change(
                        admin, form(role(foreign, PredefinedRole.MEMBER).toString(), "", "", "")));
        assertRefused("defaults.team", "team", () -> defaults.change(admin, form("", "", "", theirTeam.toString())));
        assertRefused(
                "department.gone",
                "department",
                () -> defaults.change(admin, form("", "", theirDepartment.id().toString(), "")));
        assertRefused(
                "job_profile.gone",
                "jobProfile",
                () -> defaults.change(admin, form("", theirProfile.toString(), "", "")));
        assertRefused(
                "defaults.team",
                "team",
                () -> defaults.change(admin, form("", "", "", UUID.randomUUID().toString())));
        assertRefused("forbidden", null, () -> defaults.read(member));
        assertRefused("forbidden", null, () -> defaults.change(member, form("", "", "", "")));
    }

    @Test
    @DisplayName(
            "ROL-1 the role of new people counts as given: whoever edits it must assign roles, and deleting it names what takes its place")
    void roleInUse() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var roles = house.get(Roles.class);
        var greeter = roles.create(admin, new RoleForm("Greeter", "", Set.of("hubs:view")));
        defaults.change(admin, form(greeter.toString(), "", "", ""));
        var editor = with(tenant, "Editor", Set.of("roles:edit", "hubs:view", "repositories:view"));

        assertRefused(
                "forbidden",
                null,
                () -> roles.edit(
                        editor, greeter, new RoleForm("Greeter", "", Set.of("hubs:view", "repositories:view")), null));
        assertRefused("role.in_use", "replacement", () -> roles.delete(admin, greeter, null));
        roles.delete(admin, greeter, role(tenant, PredefinedRole.MEMBER));
        assertThat(policy(tenant).defaultRole()).isEqualTo(role(tenant, PredefinedRole.MEMBER));
    }

    private Actor with(Tenant tenant, String name, Set<String> permissions) {
        var role = house.get(Roles.class).create(tenant.admin(), new RoleForm(name, "", permissions));
        var actor =
                house.member(tenant, name, "Test", name.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example");
        house.get(Grants.class)
                .give(tenant.admin(), Objects.requireNonNull(actor.subject()), Gift.of(role, whole(tenant)));
        return actor;
    }

    private RoleId role(Tenant tenant, PredefinedRole role) {
        return house.gift(tenant, role, whole(tenant)).role();
    }

    private static ScopeId whole(Tenant tenant) {
        return ScopeId.of(tenant.id());
    }

    private Policy policy(Tenant tenant) {
        return house.get(OrganizationSettings.class).read(tenant.admin()).policy();
    }

    private static DefaultsForm form(String role, String profile, String department, String team) {
        return new DefaultsForm(role, profile, department, team, "");
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
