package dev.gatehouse.access;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.invitations.Channel;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.organizations.Hubs;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InHouse
class RolesTest {

    private static final Set<String> EVERYBODY = Set.of("members:read", "teams:read", "roles:read", "hubs:read");

    private final House house;
    private final Access access;
    private final Roles roles;
    private final Grants grants;
    private final Hubs hubs;

    RolesTest(House house) {
        this.house = house;
        this.access = house.get(Access.class);
        this.roles = house.get(Roles.class);
        this.grants = house.get(Grants.class);
        this.hubs = house.get(Hubs.class);
    }

    @Test
    @DisplayName(
            "ROL-1 the keys that the server asks for and the catalogue are the same, and each has words in every language")
    void catalogue() {
        var catalogue = roles.catalogue();
        var texts = house.get(Texts.class);

        assertThat(catalogue.stream().map(CatalogueEntry::permission))
                .containsExactlyInAnyOrderElementsOf(Permission.OWN);
        assertThat(catalogue.stream()
                        .filter(CatalogueEntry::everybody)
                        .map(entry -> entry.permission().key()))
                .containsExactlyInAnyOrderElementsOf(EVERYBODY);
        for (var language : texts.all()) {
            for (var entry : catalogue)
                assertThat(List.of(
                                "permission." + entry.permission().key().replace(':', '.'),
                                "permission." + entry.section(),
                                "permission." + entry.section() + "." + entry.feature()))
                        .as(language.tag())
                        .allMatch(language::has);
            for (var role : PredefinedRole.values())
                assertThat(List.of("role." + role.key(), "role." + role.key() + ".meaning"))
                        .as(language.tag())
                        .allMatch(language::has);
        }
    }

    @ParameterizedTest(name = "ROL-1 {0} holds what it says, and can be given at {1}")
    @CsvSource({
        "COMMUNITY_ADMIN, organization, members:read members:create members:activate members:edit members:export members:deactivate members:remove teams:read teams:create"
                + " teams:edit roles:read hubs:read usage:read",
        "HUB_ADMIN, hub, teams:create roles:assign hubs:view repositories:view content:create content:edit content:publish",
        "MEMBER, organization, members:read teams:read roles:read hubs:read",
        "HUB_VIEWER, hub organization, hubs:view repositories:view",
        "REPOSITORY_VIEWER, repository hub organization, repositories:view",
        "REPOSITORY_AUTHOR, repository hub organization, repositories:view content:create",
        "REPOSITORY_EDITOR, repository hub organization, repositories:view content:create content:edit",
        "REPOSITORY_PUBLISHER, repository hub organization, repositories:view content:create content:edit content:publish"
    })
    void predefined(PredefinedRole which, String places, String permissions) {
        var tenant = house.tenant("Northwind");
        var role = predefined(tenant, which);

        assertThat(role.permissions().stream().map(Permission::key)).containsExactlyInAnyOrder(permissions.split(" "));
        assertThat(role.kinds().stream().map(ScopeKind::key)).containsExactlyInAnyOrder(places.split(" "));
    }

    @Test
    @DisplayName(
            "ROL-1 an organization admin holds all there is; community admins neither invite nor assign; no predefined role can be changed")
    void predefinedFixed() {
        var tenant = house.tenant("Northwind");
        var all = predefined(tenant, PredefinedRole.ORGANIZATION_ADMIN);

        assertThat(all.permissions()).containsExactlyInAnyOrderElementsOf(Permission.OWN);
        assertThat(roles.all(tenant.admin())).hasSize(PredefinedRole.values().length);
        for (var role : roles.all(tenant.admin())) {
            assertRefused(
                    "role.predefined", () -> roles.edit(tenant.admin(), role.id(), form("x", "usage:read"), null));
            assertRefused("role.predefined", () -> roles.delete(tenant.admin(), role.id(), null));
        }
    }

    @Test
    @DisplayName("ROL-1 a custom role says what it adds, where it can be given and how high it stands")
    void create() {
        var tenant = house.tenant("Northwind");

        var id = roles.create(
                tenant.admin(), new RoleForm("  Auditor ", " Reads the log. ", Set.of("audit:read", "members:read")));
        var writer =
                roles.get(tenant.admin(), roles.create(tenant.admin(), form("Writer", "content:create", "hubs:view")));

        var auditor = roles.get(tenant.admin(), id);
        assertThat(auditor.name()).isEqualTo(new RoleName(null, "Auditor"));
        assertThat(auditor.description()).isEqualTo("Reads the log.");
        assertThat(auditor.permissions()).containsExactly(Permission.AUDIT_READ);
        assertThat(auditor.kinds()).containsExactly(ScopeKind.ORGANIZATION);
        assertThat(auditor.level()).isEqualTo(Level.OTHER_ADMIN);
        assertThat(writer.kinds()).containsExactlyInAnyOrder(ScopeKind.values());
        assertThat(writer.level()).isEqualTo(Level.MEMBER);
        assertThat(roles.places(tenant.admin(), Set.of("hubs:view", "no:such")))
                .containsExactlyInAnyOrder(ScopeKind.ORGANIZATION, ScopeKind.HUB);
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'permissions' from event where kind = 'role.created' and target_id = :role")
                        .param("role", id.value())
                        .query(String.class)
                        .single())
                .isEqualTo("audit:read");
    }

    @ParameterizedTest(name = "ROL-1 a wrong {0} is refused at its field: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name|''|role.name.empty",
                "name|a\u202eb|role.name.characters",
                "name|AUDITOR|role.name.taken",
                "name|Hub_Admin|role.name.taken",
                "description|a\u2028b|role.description.characters",
                "permissions|''|role.permissions.none",
                "permissions|members:read|role.permissions.none",
                "permissions|members:fly|role.permissions"
            })
    void wrong(String field, String value, String code) {
        var tenant = house.tenant("Northwind");
        roles.create(tenant.admin(), form("Auditor", "audit:read"));
        var form = new RoleForm(
                field.equals("name") ? value : "Another",
                field.equals("description") ? value : "",
                field.equals("permissions") ? keys(value) : Set.of("usage:read"));
        var other = roles.create(tenant.admin(), form("Other", "usage:read"));

        assertRefused(code, field, () -> roles.create(tenant.admin(), form));
        assertRefused(code, field, () -> roles.edit(tenant.admin(), other, form, null));
        assertThat(roles.get(tenant.admin(), other).name().name()).isEqualTo("Other");
    }

    @Test
    @DisplayName(
            "ROL-1 members, hub admins and community admins make no roles, and another organization's role is not there")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var hub = hubs.create(tenant.admin(), "Europe").id();
        var other = house.tenant("Contoso");
        var role = roles.create(tenant.admin(), form("Auditor", "audit:read"));
        var foreign = roles.create(other.admin(), form("Auditor", "audit:read"));
        for (var actor : List.of(
                member(tenant, "plain"),
                with(tenant, "hub", PredefinedRole.HUB_ADMIN, hub),
                with(tenant, "community", PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id())))) {
            assertRefused("forbidden", () -> roles.create(actor, form("Mine", "hubs:view")));
            assertRefused("forbidden", () -> roles.edit(actor, role, form("Mine", "hubs:view"), null));
            assertRefused("forbidden", () -> roles.delete(actor, role, null));
            assertThat(roles.get(actor, role).name().name()).isEqualTo("Auditor");
        }
        assertRefused("not.found", () -> roles.get(tenant.admin(), foreign));
        assertRefused("not.found", () -> roles.edit(tenant.admin(), foreign, form("Mine", "hubs:view"), null));
        assertRefused("not.found", () -> roles.delete(tenant.admin(), foreign, null));
    }

    @Test
    @DisplayName(
            "ROL-3 whoever edits roles puts in and takes out only what they hold in the whole organization, and copies no more")
    void beyond() {
        var tenant = house.tenant("Northwind");
        var editor = member(tenant, "editor");
        give(tenant, editor, roles.create(tenant.admin(), form("Role editor", "roles:edit", "usage:read")));
        var strong = roles.create(tenant.admin(), form("Strong", "audit:read", "usage:read"));
        var held = roles.create(tenant.admin(), form("Held", "usage:read"));
        give(tenant, member(tenant, "holder"), held);

        assertRefused("role.permissions.beyond", "permissions", () -> roles.create(editor, form("Mine", "audit:read")));
        assertRefused(
                "role.permissions.beyond",
                "permissions",
                () -> roles.edit(editor, strong, form("Strong", "usage:read"), null));
        roles.edit(editor, strong, form("Renamed", "audit:read"), null);
        assertRefused("forbidden", () -> roles.edit(editor, held, form("Held", "usage:read", "roles:edit"), null));
        assertRefused("forbidden", () -> roles.delete(editor, held, strong));
        roles.edit(editor, held, form("Held still", "usage:read"), null);
        assertThat(roles.get(editor, held).name().name()).isEqualTo("Held still");
        assertThat(roles.replacements(editor, held)).isEmpty();
    }

    @Test
    @DisplayName("ROL-1 an edit acts on all holders at once, and may not leave a role where it means nothing")
    void edit() {
        var tenant = house.tenant("Northwind");
        var hub = hubs.create(tenant.admin(), "Europe").id();
        var holder = member(tenant, "holder");
        var role = roles.create(tenant.admin(), form("Desk", "hubs:view"));
        grants.give(tenant.admin(), subject(holder), Gift.of(role, hub));

        assertThat(access.may(holder, Permission.CONTENT_EDIT, hub)).isFalse();
        roles.edit(tenant.admin(), role, form("Desk", "content:edit", "usage:read"), null);
        assertThat(access.may(holder, Permission.CONTENT_EDIT, hub)).isTrue();
        assertThat(access.may(holder, Permission.HUBS_VIEW, hub)).isFalse();
        assertRefused(
                "role.kinds.used",
                "permissions",
                () -> roles.edit(tenant.admin(), role, form("Desk", "usage:read"), null));
    }

    @Test
    @DisplayName(
            "ROL-1 a role in use is deleted only with a replacement that fits, which takes its place for members, teams and promises")
    void replace() {
        var tenant = house.tenant("Northwind");
        var hub = hubs.create(tenant.admin(), "Europe").id();
        var role = roles.create(tenant.admin(), form("Desk", "hubs:view"));
        var wide = roles.create(tenant.admin(), form("Wide", "usage:read"));
        var fits = roles.create(tenant.admin(), form("Fits", "hubs:view", "content:create"));
        var holder = member(tenant, "holder");
        var both = member(tenant, "both");
        var team = house.get(Teams.class).create(tenant.admin(), "Desk", false, List.of());
        grants.give(tenant.admin(), subject(holder), Gift.of(role, hub));
        grants.give(tenant.admin(), subject(both), Gift.of(role, hub));
        grants.give(
                tenant.admin(),
                subject(both),
                new Gift(fits, hub, house.clock().instant().plus(Duration.ofDays(1))));
        grants.give(tenant.admin(), team.subject(), Gift.of(role, hub));
        promise(tenant, Gift.of(role, hub), Gift.of(fits, hub));

        assertThat(roles.uses(tenant.admin(), role)).isEqualTo(4);
        assertThat(roles.holders(tenant.admin()).get(role)).isEqualTo(new RoleHolders(2, false, 1));
        assertRefused("role.in_use", "replacement", () -> roles.delete(tenant.admin(), role, null));
        assertRefused("role.in_use", "replacement", () -> roles.delete(tenant.admin(), role, role));
        assertRefused("role.replacement.place", "replacement", () -> roles.delete(tenant.admin(), role, wide));
        assertThat(roles.replacements(tenant.admin(), role))
                .extracting(Role::id)
                .contains(fits, predefined(tenant, PredefinedRole.HUB_VIEWER).id())
                .doesNotContain(
                        wide, role, predefined(tenant, PredefinedRole.MEMBER).id());
        roles.delete(tenant.admin(), role, fits);

        assertRefused("not.found", () -> roles.get(tenant.admin(), role));
        assertThat(access.may(holder, Permission.CONTENT_CREATE, hub)).isTrue();
        assertThat(grants.ofHolder(tenant.admin(), subject(both)))
                .filteredOn(grant -> grant.role().equals(fits))
                .singleElement()
                .satisfies(grant -> assertThat(grant.expiresAt()).isNull());
        assertThat(grants.ofHolder(tenant.admin(), team.subject()))
                .extracting(Grant::role)
                .containsExactly(fits);
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from initial_permission where organization_id = :organization and role_id = :role")
                        .param("organization", tenant.id().value())
                        .param("role", fits.value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("ROL-1 what has ended does not keep a role, and goes with it")
    void ended() {
        var tenant = house.tenant("Northwind");
        var role = roles.create(tenant.admin(), form("Guest", "usage:read"));
        var guest = member(tenant, "guest");
        grants.give(
                tenant.admin(),
                subject(guest),
                new Gift(role, ScopeId.of(tenant.id()), house.clock().instant().plusSeconds(60)));
        house.clock().tick(Duration.ofSeconds(60));

        assertThat(roles.uses(tenant.admin(), role)).isZero();
        assertThat(roles.holders(tenant.admin())
                        .getOrDefault(role, RoleHolders.NONE)
                        .none())
                .isTrue();
        roles.delete(tenant.admin(), role, null);
        assertThat(grants.ofHolder(tenant.admin(), subject(guest)))
                .noneMatch(grant -> grant.role().equals(role));
    }

    @Test
    @DisplayName("ROL-1 the holders of a role page by key, forth and back")
    void holders() {
        var tenant = house.tenant("Northwind");
        var role = roles.create(tenant.admin(), form("Reader", "repositories:view"));
        var names =
                IntStream.range(0, 120).mapToObj(i -> "Hub %03d".formatted(i)).toList();
        var someone = member(tenant, "someone");
        for (var name : names)
            grants.give(
                    tenant.admin(),
                    subject(someone),
                    Gift.of(role, hubs.create(tenant.admin(), name).id()));

        var seen = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var page = grants.ofRole(tenant.admin(), role, after, null);
            page.rows().forEach(grant -> seen.add(grant.place().name()));
            after = page.next();
        } while (after != null);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(names);
        var second = grants.ofRole(
                tenant.admin(),
                role,
                grants.ofRole(tenant.admin(), role, null, null).next(),
                null);
        var first = grants.ofRole(tenant.admin(), role, null, Objects.requireNonNull(second.previous()));
        assertThat(first.previous()).isNull();
        assertThat(Stream.concat(first.rows().stream(), second.rows().stream())
                        .map(grant -> grant.place().name()))
                .containsExactlyElementsOf(seen.subList(0, 100));
        assertThat(grants.ofRole(tenant.admin(), role, "nonsense", null).rows()).hasSize(50);
    }

    @Test
    @DisplayName("ROL-1 of sixteen roles of one name that are made at once, one is")
    void nameRace() {
        var tenant = house.tenant("Northwind");

        var made = Race.of(16, i -> roles.create(tenant.admin(), form(i % 2 == 0 ? "Desk" : "DESK", "usage:read")));

        assertThat(made).filteredOn(Race.Outcome::won).hasSize(1);
        assertRefusedAll(made, Set.of("role.name.taken"));
        var others = IntStream.range(0, 16)
                .mapToObj(i -> roles.create(tenant.admin(), form("Role " + i, "usage:read")))
                .toList();
        var renamed = Race.of(16, i -> edited(tenant, others.get(i), form("Same", "usage:read")));
        assertThat(renamed).filteredOn(Race.Outcome::won).hasSize(1);
        assertRefusedAll(renamed, Set.of("role.name.taken"));
    }

    @Test
    @DisplayName(
            "ROL-1 edits, deletions and gifts of one role at the same moment leave no grant of a role that is gone, and no fault")
    void deleteAgainstGive() {
        var tenant = house.tenant("Northwind");
        for (var round = 0; round < 4; round++) {
            var name = "Desk " + round;
            var role = roles.create(tenant.admin(), form(name, "hubs:view"));
            var other = roles.create(tenant.admin(), form("Other " + round, "hubs:view", "usage:read"));
            var hub = hubs.create(tenant.admin(), "Hub " + round).id();
            var holders = IntStream.range(0, 8)
                    .mapToObj(i -> member(tenant, name.replace(' ', '-') + "-" + i))
                    .toList();

            var outcomes = Race.of(16, i -> {
                if (i < 8) {
                    grants.give(tenant.admin(), subject(holders.get(i)), Gift.of(role, hub));
                } else if (i < 11) {
                    roles.edit(tenant.admin(), role, form(name, i % 2 == 0 ? "hubs:view" : "content:edit"), null);
                } else if (i < 14) {
                    roles.delete(tenant.admin(), role, other);
                } else {
                    promise(tenant, Gift.of(role, hub));
                }
                return true;
            });

            assertRefusedAll(outcomes, Set.of("not.found", "role.beyond"));
            assertThat(outcomes.subList(11, 14)).filteredOn(Race.Outcome::won).hasSize(1);
            assertRefused("not.found", () -> roles.get(tenant.admin(), role));
            for (var i = 0; i < 8; i++)
                assertThat(grants.ofHolder(tenant.admin(), subject(holders.get(i))))
                        .filteredOn(grant -> grant.place().id().equals(hub))
                        .hasSize(outcomes.get(i).won() ? 1 : 0)
                        .allMatch(grant -> grant.role().equals(other));
        }
    }

    @Test
    @DisplayName("ROL-1 two roles that replace each other at once: one of them stays, with all holders")
    void replaceEachOther() {
        var tenant = house.tenant("Northwind");
        var holder = member(tenant, "holder");
        var one = roles.create(tenant.admin(), form("One", "usage:read"));
        var two = roles.create(tenant.admin(), form("Two", "usage:read"));
        give(tenant, holder, one);
        give(tenant, holder, two);

        var outcomes = Race.of(
                2, i -> i == 0 ? roles.delete(tenant.admin(), one, two) : roles.delete(tenant.admin(), two, one));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertRefusedAll(outcomes, Set.of("not.found"));
        assertThat(access.may(holder, Permission.USAGE_READ)).isTrue();
    }

    private RoleId edited(Tenant tenant, RoleId role, RoleForm form) {
        roles.edit(tenant.admin(), role, form, null);
        return role;
    }

    private void promise(Tenant tenant, Gift... gifts) {
        house.get(Invitations.class)
                .invite(
                        tenant.admin(),
                        "promised-" + UUID.randomUUID() + "@example.com",
                        InitialPermissions.gifts(gifts),
                        Channel.LINK);
    }

    private Actor member(Tenant tenant, String name) {
        return house.member(tenant, name, "Test", name.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example");
    }

    private Actor with(Tenant tenant, String name, PredefinedRole role, ScopeId scope) {
        var actor = member(tenant, name);
        grants.give(tenant.admin(), subject(actor), house.gift(tenant, role, scope));
        return actor;
    }

    private void give(Tenant tenant, Actor holder, RoleId role) {
        grants.give(tenant.admin(), subject(holder), Gift.of(role, ScopeId.of(tenant.id())));
    }

    private Role predefined(Tenant tenant, PredefinedRole role) {
        return roles.all(tenant.admin()).stream()
                .filter(one -> one.is(role))
                .findFirst()
                .orElseThrow();
    }

    private static SubjectId subject(Actor actor) {
        return Objects.requireNonNull(actor.subject());
    }

    private static RoleForm form(String name, String... permissions) {
        return new RoleForm(name, "", new HashSet<>(List.of(permissions)));
    }

    private static Set<String> keys(String words) {
        return Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).collect(toSet());
    }

    private static <T> void assertRefusedAll(List<Race.Outcome<T>> outcomes, Set<String> codes) {
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused())
                        .isInstanceOfSatisfying(
                                Refusal.class, refusal -> assertThat(codes).contains(refusal.code())));
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertRefused(code, null, call);
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            if (field != null) assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
