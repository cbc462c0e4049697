package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Explanation.Reason;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PlaceHolders;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.ScopeKind;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@InHouse
class HubsTest {

    private final House house;
    private final Hubs hubs;
    private final Access access;
    private final Grants grants;

    HubsTest(House house) {
        this.house = house;
        this.hubs = house.get(Hubs.class);
        this.access = house.get(Access.class);
        this.grants = house.get(Grants.class);
    }

    @Test
    @DisplayName(
            "ORG-2 an organization admin makes, renames, archives and restores hubs and repositories, and each is recorded")
    void all() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();

        var hub = hubs.create(admin, " Europe ");
        var repository = hubs.createRepository(admin, hub.id(), "Catalogue");
        hubs.rename(admin, hub.id(), "Europa");
        hubs.rename(admin, hub.id(), "Europa");
        hubs.renameRepository(admin, hub.id(), repository.id(), "Katalog");
        hubs.archiveRepository(admin, hub.id(), repository.id());
        hubs.restoreRepository(admin, hub.id(), repository.id());
        hubs.archive(admin, hub.id());
        hubs.archive(admin, hub.id());
        hubs.restore(admin, hub.id());

        assertThat(hubs.get(admin, hub.id())).isEqualTo(new Hub(hub.id(), "Europa", "europa", false, 1));
        assertThat(hubs.repository(admin, hub.id(), repository.id()).name()).isEqualTo("Katalog");
        assertThat(house.asOwner()
                        .sql(
                                "select kind || ' ' || (detail ->> 'scope') from event where organization_id = :organization"
                                        + " and target_kind in ('hub', 'repository') order by id")
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "hub.created Europe",
                        "repository.created Catalogue",
                        "hub.renamed Europa",
                        "repository.renamed Katalog",
                        "repository.archived Katalog",
                        "repository.restored Katalog",
                        "hub.archived Europa",
                        "hub.restored Europa");
    }

    @ParameterizedTest(name = "ORG-2 the name \"{0}\" is refused at its field: {1}")
    @CsvSource(
            delimiter = '|',
            value = {"''|empty", "a\u202eb|characters", "EUROPE|taken", "old|archived", "Ｅｕｒｏｐｅ|taken"})
    void wrongNames(String name, String code) {
        var admin = house.tenant("Northwind").admin();
        var hub = hubs.create(admin, "Europe").id();
        var inside = hubs.createRepository(admin, hub, "Europe").id();
        hubs.archive(admin, hubs.create(admin, "Old").id());
        hubs.archiveRepository(
                admin, hub, hubs.createRepository(admin, hub, "Old").id());
        var other = hubs.create(admin, "Other").id();
        var sibling = hubs.createRepository(admin, hub, "Other").id();

        assertRefused("hub.name." + code, "name", () -> hubs.create(admin, name));
        assertRefused("repository.name." + code, "name", () -> hubs.createRepository(admin, hub, name));
        if (!code.equals("archived")) {
            assertRefused("hub.name." + code, "name", () -> hubs.rename(admin, other, name));
            assertRefused("repository.name." + code, "name", () -> hubs.renameRepository(admin, hub, sibling, name));
        }
        hubs.rename(admin, hub, "EUROPE");
        hubs.renameRepository(admin, hub, inside, "EUROPE");
        assertRefused("hub.name.long", "name", () -> hubs.create(admin, "x".repeat(101)));
        hubs.createRepository(admin, other, "Europe");
    }

    @Test
    @DisplayName(
            "ORG-2 archiving takes access away and keeps the grants; a repository goes and comes with its hub, and its own mark stays its own")
    void archive() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var hub = hubs.create(admin, "Europe").id();
        var one = hubs.createRepository(admin, hub, "One").id();
        var two = hubs.createRepository(admin, hub, "Two").id();
        var viewer = with(tenant, "viewer", PredefinedRole.HUB_VIEWER, hub);
        var before = grants.at(admin, hub);
        hubs.archiveRepository(admin, hub, two);
        assertThat(may(viewer, hub, one, two)).containsExactly(true, true, false);
        assertThat(hubs.get(admin, hub).repositories()).isEqualTo(1);

        hubs.archive(admin, hub);
        assertThat(may(viewer, hub, one, two)).containsExactly(false, false, false);
        assertThat(may(admin, hub, one, two)).containsExactly(false, false, false);
        assertThat(grants.at(admin, hub))
                .extracting("id")
                .isEqualTo(before.stream().map(grant -> grant.id()).toList());
        var closed = hubs.repository(viewer, hub, one);
        assertThat(closed.archived()).isFalse();
        assertThat(closed.closed()).isTrue();

        hubs.restore(admin, hub);
        assertThat(may(viewer, hub, one, two)).containsExactly(true, true, false);
        hubs.restoreRepository(admin, hub, two);
        assertThat(may(viewer, hub, one, two)).containsExactly(true, true, true);
    }

    @Test
    @DisplayName("ORG-2 in an archived hub nothing changes until it is restored")
    void archivedStays() {
        var admin = house.tenant("Northwind").admin();
        var hub = hubs.create(admin, "Europe").id();
        var repository = hubs.createRepository(admin, hub, "One").id();
        hubs.archiveRepository(admin, hub, repository);
        assertRefused("repository.archived", null, () -> hubs.renameRepository(admin, hub, repository, "Two"));
        hubs.archive(admin, hub);

        assertRefused("hub.archived", null, () -> hubs.rename(admin, hub, "Other"));
        assertRefused("hub.archived", null, () -> hubs.createRepository(admin, hub, "Two"));
        assertRefused("hub.archived", null, () -> hubs.renameRepository(admin, hub, repository, "Two"));
        assertRefused("hub.archived", null, () -> hubs.restoreRepository(admin, hub, repository));
        assertRefused("hub.archived", null, () -> hubs.archiveRepository(admin, hub, repository));
    }

    @Test
    @DisplayName(
            "ORG-2 members, hub admins and community admins change no hub, and what is another organization's is not there")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var hub = hubs.create(admin, "Europe").id();
        var repository = hubs.createRepository(admin, hub, "One").id();
        var second = hubs.create(admin, "Asia").id();
        for (var actor : List.of(
                member(tenant, "plain"),
                with(tenant, "hub", PredefinedRole.HUB_ADMIN, hub),
                with(tenant, "community", PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id())))) {
            assertThat(hubs.page(actor, PlaceQuery.all()).rows())
                    .extracting(Hub::name)
                    .containsExactly("Asia", "Europe");
            assertRefused("forbidden", null, () -> hubs.create(actor, "Mine"));
            assertRefused("forbidden", null, () -> hubs.rename(actor, hub, "Mine"));
            assertRefused("forbidden", null, () -> hubs.archive(actor, hub));
            assertRefused("forbidden", null, () -> hubs.restore(actor, hub));
            assertRefused("forbidden", null, () -> hubs.createRepository(actor, hub, "Mine"));
            assertRefused("forbidden", null, () -> hubs.renameRepository(actor, hub, repository, "Mine"));
            assertRefused("forbidden", null, () -> hubs.archiveRepository(actor, hub, repository));
            assertRefused("forbidden", null, () -> hubs.restoreRepository(actor, hub, repository));
        }
        var other = house.tenant("Contoso").admin();
        for (var id : List.of(hub, new ScopeId(UUID.randomUUID()), ScopeId.of(tenant.id()), repository)) {
            assertRefused("not.found", null, () -> hubs.get(other, id));
            assertRefused("not.found", null, () -> hubs.repositories(other, id, PlaceQuery.all()));
            assertRefused("not.found", null, () -> hubs.rename(other, id, "Mine"));
            assertRefused("not.found", null, () -> hubs.archive(other, id));
            assertRefused("not.found", null, () -> hubs.createRepository(other, id, "Mine"));
        }
        assertRefused("not.found", null, () -> hubs.get(admin, repository));
        assertRefused("not.found", null, () -> hubs.repository(admin, second, repository));
        assertRefused("not.found", null, () -> hubs.archiveRepository(admin, second, repository));
        assertRefused("not.found", null, () -> hubs.page(other.in(tenant.id()), PlaceQuery.all()));
    }

    @Test
    @DisplayName(
            "ORG-2 of sixteen who take one name at once, one gets it; nobody makes a repository in a hub that is archived meanwhile")
    void races() {
        var admin = house.tenant("Northwind").admin();
        var hub = hubs.create(admin, "Europe").id();

        var made = Race.of(16, i -> hubs.create(admin, i % 2 == 0 ? "Asia" : "ASIA"));
        assertThat(made).filteredOn(Race.Outcome::won).hasSize(1);
        assertOnly(made, Set.of("hub.name.taken"));
        var inside = Race.of(16, i -> hubs.createRepository(admin, hub, "One"));
        assertThat(inside).filteredOn(Race.Outcome::won).hasSize(1);
        assertOnly(inside, Set.of("repository.name.taken"));
        var against = Race.of(16, i -> {
            if (i % 4 == 0) hubs.archive(admin, hub);
            else if (i % 4 == 1) hubs.restore(admin, hub);
            else hubs.createRepository(admin, hub, "R" + i);
            return true;
        });
        assertOnly(against, Set.of("hub.archived"));
        hubs.restore(admin, hub);
        assertThat(hubs.get(admin, hub).repositories())
                .isEqualTo(1
                        + IntStream.range(0, 16)
                                .filter(i -> i % 4 > 1 && against.get(i).won())
                                .count());
    }

    @Test
    @DisplayName(
            "ORG-2 hubs and repositories page by key, forth and back, are found by any part of their name, and archived ones by their filter")
    void paging() {
        var admin = house.tenant("Northwind").admin();
        var names =
                IntStream.range(0, 120).mapToObj(i -> "Hub %03d".formatted(i)).toList();
        names.forEach(name -> hubs.create(admin, name));
        var hub = hubs.create(admin, "Ärger_100%").id();
        names.forEach(name -> hubs.createRepository(admin, hub, name));
        hubs.archive(admin, hubs.create(admin, "Gone").id());

        var seen = new ArrayList<String>();
        var asked = new HashMap<String, String>(Map.of("q", "HUB"));
        var pages = new ArrayList<String>();
        for (var page = hubs.page(admin, PlaceQuery.of(asked)); ; page = hubs.page(admin, PlaceQuery.of(asked))) {
            page.rows().forEach(row -> seen.add(row.name()));
            if (page.previous() != null) pages.add(page.previous());
            if (page.next() == null) break;
            asked.put("after", page.next());
        }
        assertThat(seen).isEqualTo(names);
        var back = hubs.page(admin, PlaceQuery.of(Map.of("q", "hub", "before", pages.getLast())));
        assertThat(back.rows()).extracting(Hub::name).isEqualTo(names.subList(50, 100));
        assertThat(back.previous()).isNotNull();
        assertThat(found(admin, "arger")).containsExactly("Ärger_100%");
        assertThat(found(admin, "_1")).containsExactly("Ärger_100%");
        assertThat(found(admin, "0%")).containsExactly("Ärger_100%");
        assertThat(found(admin, "gone")).isEmpty();
        assertThat(hubs.page(admin, PlaceQuery.of(Map.of("state", "archived"))).rows())
                .extracting(Hub::name)
                .containsExactly("Gone");
        assertThat(hubs.page(admin, PlaceQuery.of(Map.of("after", "nonsense"))).rows())
                .hasSize(50);
        assertThat(hubs.counts(admin)).isEqualTo(new Hubs.Counts(121, 1));

        var first = hubs.repositories(admin, hub, PlaceQuery.all());
        var second =
                hubs.repositories(admin, hub, PlaceQuery.of(Map.of("after", Objects.requireNonNull(first.next()))));
        assertThat(second.rows()).extracting(Repository::name).isEqualTo(names.subList(50, 100));
    }

    @Test
    @DisplayName("ORG-2 the hub admins of many hubs are named in one question, as far as there is room")
    void admins() {
        var tenant = house.tenant("Northwind");
        var hub = hubs.create(tenant.admin(), "Europe").id();
        var empty = hubs.create(tenant.admin(), "Asia").id();
        for (var name : List.of("Cora", "Anna", "Ben")) with(tenant, name, PredefinedRole.HUB_ADMIN, hub);
        with(tenant, "Viewer", PredefinedRole.HUB_VIEWER, hub);

        var holders = grants.holders(tenant.admin(), PredefinedRole.HUB_ADMIN, List.of(hub, empty), 2);

        assertThat(holders).containsOnlyKeys(hub);
        assertThat(holders.get(hub)).isEqualTo(new PlaceHolders(List.of("Anna Test", "Ben Test"), 3));
    }

    @ParameterizedTest(name = "ORG-3 a member who is {0} reaches a hub only when registered, whatever is asked")
    @EnumSource(MemberStatus.class)
    void status(MemberStatus status) {
        var tenant = house.tenant("Northwind");
        var hub = hubs.create(tenant.admin(), "Europe").id();
        var repository = hubs.createRepository(tenant.admin(), hub, "One").id();
        var actor = with(tenant, "someone", PredefinedRole.HUB_ADMIN, hub);
        var subject = Objects.requireNonNull(actor.subject());
        become(actor, status);
        var active = status == MemberStatus.REGISTERED;

        for (var place : List.of(hub, repository)) {
            assertThat(access.may(actor, Permission.REPOSITORIES_VIEW, place)).isEqualTo(active);
            assertThat(access.permissionsOf(actor, place)).matches(all -> all.isEmpty() != active);
            assertThat(access.placesWhere(actor, Permission.CONTENT_EDIT, List.of(place)))
                    .hasSize(active ? 1 : 0);
            assertThat(within(tenant, () -> access.mayNow(tenant.id(), subject, Permission.CONTENT_EDIT, place)))
                    .isEqualTo(active);
            assertThat(within(
                            tenant,
                            () -> access.whoMay(tenant.id(), Permission.ROLES_ASSIGN, place, null, 10)
                                    .contains(subject)))
                    .isEqualTo(active);
            var why = access.explain(tenant.admin(), subject, Permission.CONTENT_EDIT, place);
            assertThat(why.allowed()).isEqualTo(active);
            assertThat(why.reason()).isEqualTo(active ? Reason.GRANTED : Reason.NOT_ACTIVE);
        }
        assertThat(access.may(actor, Permission.HUBS_READ)).isEqualTo(active);
        assertThat(access.permissionsAnywhere(actor)).matches(all -> all.isEmpty() != active);
        assertThat(within(
                        tenant,
                        () -> access.reach(
                                tenant.id(), subject, Permission.CONTENT_EDIT, ScopeKind.REPOSITORY, null, 10)))
                .hasSize(active ? 1 : 0);
        assertThat(within(
                        tenant,
                        () -> access.beyond(actor, List.of(house.gift(tenant, PredefinedRole.HUB_VIEWER, hub)))))
                .hasSize(active ? 0 : 1);
        if (active) assertThat(hubs.get(actor, hub).name()).isEqualTo("Europe");
        else assertRefused("not.found", null, () -> hubs.get(actor, hub));
    }

    /** As every change of status does: the subject is active while its member is registered. */
    private void become(Actor actor, MemberStatus status) {
        var member = Objects.requireNonNull(actor.member());
        house.asOwner()
                .sql("update member set status = :status where organization_id = :organization and id = :member")
                .param("status", status.name())
                .param("organization", actor.organization().value())
                .param("member", member.value())
                .update();
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(actor.organization());
            grants.setActive(
                    actor.organization(), Objects.requireNonNull(actor.subject()), status == MemberStatus.REGISTERED);
            return true;
        });
    }

    private <T> T within(Tenant tenant, Supplier<T> question) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return question.get();
        });
    }

    private List<Boolean> may(Actor actor, ScopeId hub, ScopeId... repositories) {
        var answers = new ArrayList<Boolean>();
        answers.add(access.may(actor, Permission.HUBS_VIEW, hub));
        for (var repository : repositories) answers.add(access.may(actor, Permission.REPOSITORIES_VIEW, repository));
        return answers;
    }

    private List<String> found(Actor actor, String text) {
        return hubs.page(actor, PlaceQuery.of(Map.of("q", text))).rows().stream()
                .map(Hub::name)
                .toList();
    }

    private Actor member(Tenant tenant, String name) {
        return house.member(tenant, name, "Test", name.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example");
    }

    private Actor with(Tenant tenant, String name, PredefinedRole role, ScopeId scope) {
        var actor = member(tenant, name);
        SubjectId subject = Objects.requireNonNull(actor.subject());
        grants.give(tenant.admin(), subject, house.gift(tenant, role, scope));
        return actor;
    }

    private static <T> void assertOnly(List<Race.Outcome<T>> outcomes, Set<String> codes) {
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused())
                        .isInstanceOfSatisfying(
                                Refusal.class, refusal -> assertThat(codes).contains(refusal.code())));
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            if (field != null) assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
