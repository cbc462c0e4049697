package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class DepartmentsTest {

    private final House house;
    private final Departments departments;
    private final DepartmentTree tree;

    DepartmentsTest(House house) {
        this.house = house;
        this.departments = house.get(Departments.class);
        this.tree = house.get(DepartmentTree.class);
    }

    @Test
    @DisplayName("CRE-9 a tree is built, renamed and moved; names are one of a kind beside each other, ignoring case")
    void build() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var sales = departments.create(admin, " Sales ", null);
        var europe = departments.create(admin, "Europe", sales.id());
        var nordics = departments.create(admin, "Nordics", europe.id());
        var support = departments.create(admin, "Support", null);
        departments.create(admin, "Europe", support.id());

        assertRefused("department.name.taken", "name", () -> departments.create(admin, "SALES", null));
        assertRefused("department.name.empty", "name", () -> departments.create(admin, " ", null));
        assertRefused("department.name.characters", "name", () -> departments.create(admin, "a\u202eb", null));
        assertRefused("department.name.taken", "name", () -> departments.rename(admin, support.id(), "sales"));
        assertRefused("department.place.taken", "parent", () -> departments.move(admin, europe.id(), support.id()));
        departments.rename(admin, support.id(), "Help");
        departments.move(admin, nordics.id(), sales.id());
        assertThat(paths(tenant))
                .containsExactly("Help", "Help › Europe", "Sales", "Sales › Europe", "Sales › Nordics");
        departments.move(admin, nordics.id(), null);
        assertThat(paths(tenant)).contains("Nordics");
        assertThat(kinds(tenant))
                .containsExactly(
                        "department.created Sales",
                        "department.created Sales › Europe",
                        "department.created Sales › Europe › Nordics",
                        "department.created Support",
                        "department.created Support › Europe",
                        "department.renamed Help",
                        "department.moved Sales › Nordics",
                        "department.moved Nordics");
    }

    @Test
    @DisplayName("CRE-9 no department comes to lie in itself, and the tree stays within fifteen levels")
    void noCircles() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var chain = new ArrayList<Department>();
        for (var i = 0; i < Departments.DEEPEST; i++)
            chain.add(departments.create(
                    admin, "Level " + i, i == 0 ? null : chain.getLast().id()));

        assertRefused(
                "department.circle",
                "parent",
                () -> departments.move(
                        admin, chain.getFirst().id(), chain.getFirst().id()));
        assertRefused(
                "department.circle",
                "parent",
                () -> departments.move(
                        admin, chain.getFirst().id(), chain.getLast().id()));
        assertRefused(
                "department.deep",
                "parent",
                () -> departments.create(admin, "Deeper", chain.getLast().id()));
        var other = departments.create(admin, "Other", null);
        assertRefused(
                "department.deep",
                "parent",
                () -> departments.move(admin, chain.getFirst().id(), other.id()));
        departments.move(admin, chain.get(1).id(), other.id());
        assertThat(paths(tenant)).hasSize(Departments.DEEPEST + 1);
    }

    @Test
    @DisplayName(
            "CRE-9 of fourteen moves at once that would make a circle together, one is refused and nothing is lost")
    void movesRaced() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var all = new ArrayList<Department>();
        for (var i = 0; i < 14; i++) all.add(departments.create(admin, "Department " + i, null));

        var outcomes = Race.of(
                14,
                i -> departments.move(
                        admin, all.get(i).id(), all.get((i + 1) % 14).id()));

        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused())
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo("department.circle")));
        assertThat(paths(tenant)).as("all are found from the top down").hasSize(14);
        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(13);
    }

    @Test
    @DisplayName("CRE-9 of sixteen who add one name in one place, one does")
    void nameRaced() {
        var tenant = house.tenant("Northwind");

        var outcomes = Race.of(16, i -> departments.create(tenant.admin(), i % 2 == 0 ? "Sales" : "sales", null));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(paths(tenant)).hasSize(1);
    }

    @Test
    @DisplayName(
            "CRE-9 deleting a department with people or departments in it demands where they go, and takes nobody's place away")
    void delete() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var sales = departments.create(admin, "Sales", null);
        var europe = departments.create(admin, "Europe", sales.id());
        var support = departments.create(admin, "Support", null);
        departments.create(admin, "Europe", support.id());
        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        put(tenant, lena, sales.id());
        makeDefault(tenant, sales.id());

        assertThat(tree.removal(admin, sales.id(), "", null).destinations().tree())
                .extracting(Department::name)
                .containsExactly("Support", "Europe");
        assertRefused("department.destination", "destination", () -> departments.delete(admin, sales.id(), ""));
        assertRefused(
                "department.circle",
                "destination",
                () -> departments.delete(admin, sales.id(), europe.id().toString()));
        assertRefused(
                "department.circle",
                "destination",
                () -> departments.delete(admin, sales.id(), sales.id().toString()));
        assertRefused(
                "department.destination.taken",
                "destination",
                () -> departments.delete(admin, sales.id(), support.id().toString()));
        assertRefused(
                "department.gone",
                "destination",
                () -> departments.delete(admin, sales.id(), UUID.randomUUID().toString()));
        departments.rename(admin, europe.id(), "EMEA");
        departments.delete(admin, sales.id(), support.id().toString());

        assertThat(paths(tenant)).containsExactly("Support", "Support › EMEA", "Support › Europe");
        assertThat(departmentOf(lena)).isEqualTo(support.id());
        assertThat(house.asOwner()
                        .sql(
                                "select default_department_id from organization_policy where organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(UUID.class)
                        .single())
                .isEqualTo(support.id().value());

        departments.delete(admin, support.id(), DepartmentRemovalView.TOP);
        assertThat(paths(tenant)).containsExactly("EMEA", "Europe");
        assertThat(departmentOf(lena)).isNull();
        departments.delete(admin, europe.id(), "");
        assertThat(paths(tenant)).containsExactly("Europe");
        assertThat(kinds(tenant)).contains("department.deleted Sales", "department.deleted Support");
    }

    @Test
    @DisplayName("CRE-9 a department whose only child has its own name gives it its place")
    void sameNameBelow() {
        var tenant = house.tenant("Northwind");
        var sales = departments.create(tenant.admin(), "Sales", null);
        departments.create(tenant.admin(), "Sales", sales.id());

        departments.delete(tenant.admin(), sales.id(), DepartmentRemovalView.TOP);

        assertThat(paths(tenant)).containsExactly("Sales");
    }

    @Test
    @DisplayName("CRE-9 while a department is deleted, whoever is put into it is taken along or refused, never lost")
    void deletionRaced() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var sales = departments.create(admin, "Sales", null);
        var support = departments.create(admin, "Support", null);
        var people = new ArrayList<Actor>();
        for (var i = 0; i < 15; i++)
            people.add(house.member(tenant, "P" + i, "X", "p" + i + "@" + tenant.slug() + ".example"));
        put(tenant, people.getFirst(), sales.id());

        var outcomes = Race.of(16, i -> {
            if (i == 15)
                return departments.delete(admin, sales.id(), support.id().toString());
            return house.inTransaction(() -> {
                house.get(Tenancy.class).enter(tenant.id());
                departments.hold(tenant.id(), sales.id());
                put(tenant, people.get(i), sales.id());
                return sales;
            });
        });

        assertThat(outcomes.get(15).refused()).isNull();
        for (var i = 0; i < 15; i++) {
            var refused = outcomes.get(i).refused();
            if (refused == null) assertThat(departmentOf(people.get(i))).isEqualTo(support.id());
            else
                assertThat(refused)
                        .isInstanceOfSatisfying(
                                Refusal.class, no -> assertThat(no.code()).isEqualTo("department.gone"));
        }
    }

    @Test
    @DisplayName("CRE-9 only those who may change the settings touch the tree, and nobody that of another organization")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var member = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var sales = departments.create(tenant.admin(), "Sales", null);
        var theirs = departments.create(foreign.admin(), "Theirs", null);

        assertRefused("forbidden", null, () -> departments.create(member, "Mine", null));
        assertRefused("forbidden", null, () -> departments.rename(member, sales.id(), "Mine"));
        assertRefused("forbidden", null, () -> departments.move(member, sales.id(), null));
        assertRefused("forbidden", null, () -> departments.delete(member, sales.id(), ""));
        assertRefused("forbidden", null, () -> tree.whole(member, PlaceQuery.all(), null, null));
        assertRefused("not.found", null, () -> departments.rename(tenant.admin(), theirs.id(), "Mine"));
        assertRefused("not.found", null, () -> departments.delete(tenant.admin(), theirs.id(), ""));
        assertRefused("department.gone", "parent", () -> departments.create(tenant.admin(), "In it", theirs.id()));
        assertRefused("department.gone", "parent", () -> departments.move(tenant.admin(), sales.id(), theirs.id()));
    }

    @Test
    @DisplayName("CRE-9 ten thousand departments are shown a branch at a time, and searched with their paths")
    void many() {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("""
                with top as (insert into department (organization_id, name, created_at)
                             select :organization, 'Region ' || lpad(n::text, 3, '0'), '2026-01-01' from generate_series(1, 250) n returning id, name),
                     next as (insert into department (organization_id, parent_id, name, created_at)
                             select :organization, t.id, 'Store ' || n, '2026-01-01' from top t, generate_series(1, 39) n returning id)
                select count(*) from next
                """)
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
        house.asOwner().sql("analyze department").update();

        var first = tree.whole(tenant.admin(), PlaceQuery.all(), null, null);
        assertThat(first.total()).isEqualTo(10_000);
        assertThat(first.branch().nodes())
                .hasSize(100)
                .allMatch(node -> node.opened() == null && node.row().below() == 39);
        var after = Objects.requireNonNull(first.branch().after());
        var second = tree.whole(tenant.admin(), PlaceQuery.of(Map.of("after", after)), null, null);
        assertThat(second.branch().nodes().getFirst().row().name()).isEqualTo("Region 101");

        var last = house.asOwner()
                .sql(
                        "select id from department where organization_id = :organization and name = 'Store 7'"
                                + " and parent_id = (select id from department where organization_id = :organization and name = 'Region 250')")
                .param("organization", tenant.id().value())
                .query(UUID.class)
                .single();
        var open = tree.whole(tenant.admin(), PlaceQuery.all(), new DepartmentId(last), null)
                .branch();
        assertThat(open.nodes()).hasSize(101);
        assertThat(Objects.requireNonNull(open.nodes().getLast().opened()).nodes())
                .as("the branch is open though its place in the list comes later")
                .hasSize(39);
        assertThat(open.without()).isEqualTo(open.nodes().getLast().row().id());

        var found = tree.whole(tenant.admin(), PlaceQuery.of(Map.of("q", "store 39")), null, null)
                .branch();
        assertThat(found.nodes())
                .hasSize(100)
                .allMatch(node -> node.row().path().matches("Region \\d{3} › Store 39"));
        assertThat(found.after()).isNotNull();

        assertThat(house.statements(() -> tree.whole(tenant.admin(), PlaceQuery.all(), null, null)))
                .as("a page asks a fixed number of questions")
                .isLessThan(12);
    }

    private List<String> paths(Tenant tenant) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return departments.few(tenant.id(), 100).orElseThrow().stream()
                    .map(Department::path)
                    .toList();
        });
    }

    private List<String> kinds(Tenant tenant) {
        return house.asOwner()
                .sql(
                        "select kind || ' ' || (detail ->> 'name') from event where organization_id = :organization and kind like 'department.%' order by id")
                .param("organization", tenant.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private void put(Tenant tenant, Actor person, DepartmentId department) {
        house.asOwner()
                .sql("update member set department_id = :department where organization_id = :organization and id = :id")
                .param("department", department.value())
                .param("organization", tenant.id().value())
                .param("id", Objects.requireNonNull(person.member()).value())
                .update();
    }

    private void makeDefault(Tenant tenant, DepartmentId department) {
        house.asOwner()
                .sql(
                        "update organization_policy set default_department_id = :department where organization_id = :organization")
                .param("department", department.value())
                .param("organization", tenant.id().value())
                .update();
    }

    private @Nullable DepartmentId departmentOf(Actor person) {
        return house.asOwner()
                .sql("select department_id from member where organization_id = :organization and id = :id")
                .param("organization", person.organization().value())
                .param("id", Objects.requireNonNull(person.member()).value())
                .query((row, n) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single()
                .map(DepartmentId::new)
                .orElse(null);
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
