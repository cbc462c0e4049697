package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.members.MembersView.Row;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The filter of the members list by department: whatever way it goes, it finds the same people. */
@InHouse
class MemberDepartmentsTest {

    private final House house;
    private final MemberList list;
    private final Departments departments;

    MemberDepartmentsTest(House house) {
        this.house = house;
        this.list = house.get(MemberList.class);
        this.departments = house.get(Departments.class);
    }

    @Test
    @DisplayName(
            "MEM-3 the list of a department has its people and those of all that lies in it, by id, name or path, and the address keeps it")
    void department() {
        var at = new Granting(house, house.tenant("Northwind"));
        var admin = at.tenant().admin();
        var sales = departments.create(admin, "Sales", null).id();
        var europe = departments.create(admin, "Europe", sales).id();
        var support = departments.create(admin, "Support", null).id();
        put(at, at.person("Ada"), sales);
        put(at, at.person("Ben"), europe);
        put(at, at.person("Cleo"), support);
        at.person("Dora");

        for (var asked : List.of(
                Map.of("department", sales.toString()),
                Map.of("department_name", "sales"),
                Map.of("department_name", "SALES"))) {
            var page = list.page(admin, MemberListQuery.of(asked));
            assertThat(page.rows()).extracting(Row::name).containsExactly("Ada Test", "Ben Test");
            assertThat(page.page().matches()).isEqualTo(2);
            assertThat(page.query().at(page.address())).contains("department=" + sales);
            assertThat(page.departmentFilter().chosen()).isEqualTo("Sales");
        }
        assertThat(names(admin, Map.of("department_name", "Sales › Europe"))).containsExactly("Ben Test");
        assertThat(names(admin, Map.of("department", sales.toString(), "q", "ben")))
                .containsExactly("Ben Test");
        assertThat(names(admin, Map.of("department", sales.toString(), "q", "cleo")))
                .isEmpty();
        var team = at.team("Both", at.person("Emil"));
        assertThat(names(admin, Map.of("department", sales.toString(), "team", team.toString())))
                .isEmpty();
        assertThat(list.departmentsNamed(admin, "EUR")).containsExactly("Sales › Europe");
        assertThat(list.page(admin, MemberListQuery.everybody())
                        .departmentFilter()
                        .options())
                .hasSize(3);
    }

    @Test
    @DisplayName("MEM-3 a department that is not there has nobody, so that what is done to all of it is done to nobody")
    void gone() {
        var at = new Granting(house, house.tenant("Northwind"));
        var admin = at.tenant().admin();
        var foreign = house.tenant("Contoso");
        var theirs = departments.create(foreign.admin(), "Theirs", null).id();
        at.person("Ada");
        for (var id : List.of(theirs.toString(), UUID.randomUUID().toString())) {
            var query = MemberListQuery.of(Map.of("department", id));
            assertThat(list.page(admin, query).rows()).isEmpty();
            assertThat(list.count(admin, query)).isZero();
        }
        assertThat(names(admin, Map.of("department", "no id")))
                .as("what is no id asks for nothing")
                .hasSize(2);
        assertThat(names(admin, Map.of("department_name", "Nowhere"))).hasSize(2);
    }

    @Test
    @DisplayName(
            "MEM-3 MEM-7 small and large departments page through the same people that the database has, in every order and with every filter")
    void everyWay() {
        var at = new Granting(house, house.tenant("Large"));
        var admin = at.tenant().admin();
        var large = departments.create(admin, "Large", null).id();
        var inner = departments.create(admin, "Inner", large).id();
        var small = departments.create(admin, "Small", null).id();
        fill(at, 12_000, large, inner, small);

        for (var department : List.of(large, inner, small))
            for (var filter : List.of(
                    Map.<String, String>of(),
                    Map.of("status", "invited"),
                    Map.of("role", "admin"),
                    Map.of("activity", "inactive"),
                    Map.of("status", "expired"))) {
                var expected = expected(at, department, filter);
                for (var sort : List.of("name", "-name", "-active", "status"))
                    assertThat(walk(admin, department, filter, sort, 4))
                            .as(department + " " + filter + " " + sort)
                            .doesNotHaveDuplicates()
                            .allMatch(expected::contains)
                            .hasSize(Math.min(expected.size(), 200));
                var asked = new HashMap<>(filter);
                asked.put("department", department.toString());
                var page = list.page(admin, MemberListQuery.of(asked)).page();
                if (page.more()) assertThat(page.matches()).isLessThanOrEqualTo(expected.size());
                else assertThat(page.matches()).isEqualTo(expected.size());
                assertThat(list.count(admin, MemberListQuery.of(asked))).isEqualTo(expected.size());
            }
        for (var department : List.of(large, small)) {
            var page =
                    list.page(admin, MemberListQuery.of(Map.of("department", department.toString(), "q", "lindqvist")));
            assertThat(page.rows())
                    .hasSize(50)
                    .allMatch(row -> String.valueOf(row.name()).contains("Lindqvist"));
            var one = expected(at, department, Map.of()).getFirst();
            assertThat(names(admin, Map.of("department", department.toString(), "q", emailOf(at, one))))
                    .hasSize(1);
        }
        var team = at.team("Everybody", subjects(at).toArray(UUID[]::new));
        assertThat(list.page(admin, MemberListQuery.of(Map.of("department", large.toString(), "team", team.toString())))
                        .page()
                        .matches())
                .isEqualTo(expected(at, large, Map.of()).size());
    }

    @Test
    @DisplayName("MEM-7 the export has the people of the department alone, and the log says by what it was narrowed")
    void export() throws IOException {
        var at = new Granting(house, house.tenant("Export"));
        var admin = at.tenant().admin();
        var sales = departments.create(admin, "Sales", null).id();
        put(at, at.person("Ada"), departments.create(admin, "Europe", sales).id());
        at.person("Ben");
        var export = house.get(MemberExport.class);
        var query = MemberListQuery.of(Map.of("department", sales.toString()));
        var file = new ByteArrayOutputStream();
        export.csv(admin, query, export.first(admin, query), file);
        assertThat(file.toString(StandardCharsets.UTF_8).lines()).hasSize(2).anyMatch(line -> line.contains(",Ada,"));
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'filters' from event where organization_id = :o and kind = 'members.exported'")
                        .param("o", at.organization())
                        .query(String.class)
                        .single())
                .isEqualTo("department");
    }

    // ---------------------------------------------------------------- arranging and looking

    private void fill(Granting at, int howMany, DepartmentId large, DepartmentId inner, DepartmentId small) {
        house.asOwner()
                .sql("""
                        with subject as (insert into permission_subject (organization_id) select :o from generate_series(1, :n) returning id),
                             person as (select id, row_number() over () as n from subject)
                        insert into member (organization_id, subject_id, status, first_name, last_name, email, level, department_id,
                                            invitation_expires_at, last_active_at, created_at, status_changed_at)
                        select :o, id, status, (array['Maria', 'Li', '太郎', 'Åsa'])[1 + n % 4], (array['Lindqvist', '田中', 'Zhang'])[1 + n % 3],
                               'm' || n || '@fill.test',
                               case when n % 11 = 0 then 'organization_admin' when n % 3 = 0 then 'member' end,
                               case when n % 40 = 0 then null when n % 20 = 1 then :small::uuid when n % 10 = 2 then :inner::uuid else :large::uuid end,
                               case when status = 'INVITED' then :now::timestamptz + (n % 9 - 4) * interval '1 day' end,
                               case when n % 4 > 0 then :now::timestamptz - (n % 30) * interval '10 days' end,
                               :now::timestamptz - interval '300 days', :now::timestamptz - interval '300 days'
                          from (select *, (array['REGISTERED', 'REGISTERED', 'REGISTERED', 'INVITED', 'REGISTERING', 'CREATED', 'BLOCKED',
                                                 'REGISTERED'])[1 + n * 7 % 8] as status from person) p
                        """)
                .param("o", at.organization())
                .param("n", howMany)
                .param("large", large.value())
                .param("inner", inner.value())
                .param("small", small.value())
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
        house.asOwner().sql("analyze member").update();
    }

    /** Who is in a department by the plainest of statements. */
    private List<String> expected(Granting at, DepartmentId department, Map<String, String> filter) {
        var condition =
                switch (filter.toString()) {
                    case "{status=invited}" -> "status = 'INVITED'";
                    case "{role=admin}" -> "level = 'organization_admin'";
                    case "{activity=inactive}" ->
                        "status = 'REGISTERED' and coalesce(last_active_at, '-infinity') < :now::timestamptz - interval '90 days'";
                    case "{status=expired}" -> "status = 'INVITED' and invitation_expires_at <= :now::timestamptz";
                    default -> "true";
                };
        var statement = house.asOwner()
                .sql("""
                        select id::text from member
                         where organization_id = :o and %s
                           and department_id in (with recursive down as (select id from department where id = :department
                                                  union all select d.id from department d join down on d.parent_id = down.id) select id from down)
                        """.formatted(condition))
                .param("o", at.organization())
                .param("department", department.value());
        if (condition.contains(":now"))
            statement = statement.param("now", Timestamps.utc(house.clock().instant()));
        return statement.query((row, n) -> row.getString(1)).list();
    }

    /** The ids of the first pages. */
    private List<String> walk(
            Actor admin, DepartmentId department, Map<String, String> filter, String sort, int pages) {
        var ids = new ArrayList<String>();
        var asked = new HashMap<>(filter);
        asked.put("department", department.toString());
        asked.put("sort", sort);
        @Nullable String next = null;
        for (var page = 0; page < pages; page++) {
            if (next != null) asked.put("after", next);
            var found = list.page(admin, MemberListQuery.of(asked));
            found.rows().forEach(row -> ids.add(row.id()));
            if (found.page().next() == null) break;
            next = URLDecoder.decode(found.page().next().split("after=", -1)[1], StandardCharsets.UTF_8);
        }
        return ids;
    }

    private List<String> names(Actor admin, Map<String, String> asked) {
        return list.page(admin, MemberListQuery.of(asked)).rows().stream()
                .map(row -> String.valueOf(row.name()))
                .toList();
    }

    private void put(Granting at, UUID subject, DepartmentId department) {
        house.asOwner()
                .sql(
                        "update member set department_id = :department where organization_id = :o and subject_id = :subject")
                .param("department", department.value())
                .param("o", at.organization())
                .param("subject", subject)
                .update();
    }

    private List<UUID> subjects(Granting at) {
        return house.asOwner()
                .sql("select subject_id from member where organization_id = :o and department_id is not null")
                .param("o", at.organization())
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private String emailOf(Granting at, String id) {
        return house.asOwner()
                .sql("select email from member where organization_id = :o and id = :id")
                .param("o", at.organization())
                .param("id", MemberId.parse(id).value())
                .query(String.class)
                .single();
    }
}
