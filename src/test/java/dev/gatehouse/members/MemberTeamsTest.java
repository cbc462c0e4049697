package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.members.MembersView.Row;
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
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Teams and roles in the members list: the filter, the columns, the export. */
@InHouse
class MemberTeamsTest {

    private final House house;
    private final MemberList list;

    MemberTeamsTest(House house) {
        this.house = house;
        this.list = house.get(MemberList.class);
    }

    private Granting granting(String name) {
        return new Granting(house, house.tenant(name));
    }

    @Test
    @DisplayName("MEM-3 the list of a team has its people alone, by its id or its name, and the address keeps it")
    void team() {
        var at = granting("Team");
        var team = at.team("Größe XL", at.person("Ada"), at.person("Ben"));
        at.person("Cleo");
        for (var asked : List.of(Map.of("team", team.toString()), Map.of("team_name", "größe xl"))) {
            var page = list.page(at.tenant().admin(), MemberListQuery.of(asked));
            assertThat(page.rows()).extracting(Row::name).containsExactly("Ada Test", "Ben Test");
            assertThat(page.page().matches()).isEqualTo(2);
            assertThat(page.query().at(page.address())).contains("team=" + team);
            assertThat(page.teamFilter().chosen()).isEqualTo("Größe XL");
        }
        assertThat(names(at, Map.of("team", team.toString(), "q", "ben"))).containsExactly("Ben Test");
    }

    @Test
    @DisplayName("MEM-3 a team that is none of the organization's does not narrow the list")
    void unknown() {
        var at = granting("Unknown");
        var foreign = granting("Foreign").team("Theirs");
        at.team("Ours");
        for (var asked : List.of(
                Map.of("team", foreign.toString()),
                Map.of("team", "x"),
                Map.of("team", UUID.randomUUID().toString()),
                Map.of("team_name", "Theirs"))) {
            var page = list.page(at.tenant().admin(), MemberListQuery.of(asked));
            assertThat(page.rows()).hasSize(1);
            assertThat(page.query().narrow()).isFalse();
        }
    }

    @Test
    @DisplayName("MEM-3 up to fifty teams are offered to choose from; of more, those that begin with what is typed")
    void offered() {
        var at = granting("Offered");
        assertThat(list.page(at.tenant().admin(), MemberListQuery.everybody()).teams())
                .isFalse();
        for (var i = 10; i < 60; i++) at.team("Team " + i);
        var fifty = list.page(at.tenant().admin(), MemberListQuery.everybody());
        assertThat(fifty.teams()).isTrue();
        assertThat(fifty.teamFilter().options()).hasSize(50);
        at.team("Zürich");
        var more = list.page(at.tenant().admin(), MemberListQuery.everybody()).teamFilter();
        assertThat(more.options()).isEmpty();
        assertThat(more.many()).isTrue();
        assertThat(list.teamsBeginning(at.tenant().admin(), "zur")).containsExactly("Zürich");
        assertThat(list.teamsBeginning(at.tenant().admin(), "team 1")).hasSize(10);
    }

    @Test
    @DisplayName(
            "MEM-3 the team goes together with every other filter, sort and search, whether the team is small or large")
    void together() {
        var at = granting("Together");
        fill(at, 6_000);
        var small = at.team("Small", people(at, "n % 7 = 0"));
        var large = at.team("Large", people(at, "n % 20 < 19"));
        var apart = at.team("Apart", people(at, "status <> 'BLOCKED' or n % 300 = 0"));
        var everybody = new HashMap<Map<String, String>, List<String>>();
        for (var team : List.of(small, large, apart))
            for (var asked : List.of(
                    Map.of("sort", "name"),
                    Map.of("sort", "-active"),
                    Map.of("sort", "status", "role", "none"),
                    Map.of("sort", "-role", "source", "sso"),
                    Map.of("status", "blocked"),
                    Map.of("status", "expired"),
                    Map.of("activity", "inactive", "sort", "active"),
                    Map.of("role", "hub_admin"),
                    Map.of("role", "nothing", "q", "li"),
                    Map.of("q", "m59"),
                    Map.of("q", "maria", "status", "blocked"))) {
                var question = new HashMap<>(asked);
                question.put("team", team.toString());
                var truth = truth(at, question);
                var bounded = asked.containsKey("q") && truth > MemberList.SEARCH_BOUND;
                var listed = everything(at, question);
                assertThat(listed)
                        .as("%s", question)
                        .doesNotHaveDuplicates()
                        .hasSize(bounded ? MemberList.SEARCH_BOUND : (int) truth);
                var page = list.page(at.tenant().admin(), MemberListQuery.of(question))
                        .page();
                if (page.more()) assertThat(page.matches()).as("%s", question).isLessThanOrEqualTo(truth);
                else assertThat(page.matches()).as("%s", question).isEqualTo(truth);
                if (!bounded && !asked.containsKey("q"))
                    assertThat(listed)
                            .as("%s", question)
                            .isEqualTo(everybody.computeIfAbsent(asked, _ -> everything(at, asked)).stream()
                                    .filter(Set.copyOf(listed)::contains)
                                    .toList());
            }
    }

    @Test
    @DisplayName(
            "MEM-1 the list names the role that makes the level, and where it holds when that is not the whole organization")
    void roles() {
        var at = granting("Roles");
        var marketing = at.hub("Marketing");
        var brand = at.repository(marketing, "Brand");
        var ada = at.person("Ada");
        at.grant(ada, "member", at.organization());
        at.grant(ada, "hub_admin", marketing);
        var ben = at.person("Ben");
        at.grant(at.team("Editors", ben), "repository_editor", brand);
        at.grant(at.person("Cleo"), at.role("Auditor", "other_admin"), at.organization());
        var dora = at.person("Dora");
        at.grant(dora, "hub_admin", at.hub("Archive"));
        at.grant(dora, "community_admin", at.organization());
        at.archive(
                house.asOwner()
                        .sql("select id from hub where name = 'Archive'")
                        .query(UUID.class)
                        .single(),
                true);
        at.person("Emil");

        var rows = list.page(at.tenant().admin(), MemberListQuery.everybody()).rows();
        assertThat(rows)
                .extracting(row -> row.name() + ": "
                        + (row.role() == null
                                ? "-"
                                : row.role().predefined() + row.role().name()) + " " + row.scope())
                .containsExactly(
                        "Ada Test: hub_admin Marketing",
                        "Amara Okafor: organization_admin null",
                        "Ben Test: repository_editor Brand",
                        "Cleo Test: nullAuditor null",
                        "Dora Test: community_admin null",
                        "Emil Test: - null");
        for (var filter : Map.of("admin", "Amara Okafor", "hub_admin", "Ada Test", "nothing", "Emil Test")
                .entrySet())
            assertThat(names(at, Map.of("role", filter.getKey()))).containsExactly(filter.getValue());
        assertThat(names(at, Map.of("role", "other_admin"))).containsExactly("Cleo Test", "Dora Test");
        assertThat(names(at, Map.of("role", "none"))).containsExactly("Ben Test", "Emil Test");
    }

    @Test
    @DisplayName("MEM-1 three teams are named, the others counted")
    void threeTeams() {
        var at = granting("Many teams");
        var ada = at.person("Ada");
        for (var name : List.of("Echo", "Delta", "charlie", "Bravo", "Alpha")) at.team(name, ada);
        var row = list.page(at.tenant().admin(), MemberListQuery.everybody())
                .rows()
                .getFirst();
        assertThat(row.teams()).containsExactly("Alpha", "Bravo", "charlie");
        assertThat(row.moreTeams()).isEqualTo(2);
    }

    @Test
    @DisplayName("MEM-1 a page of fifty costs as many statements as a page of one")
    void statements() {
        var at = granting("Statements");
        var team = at.team("Everybody", at.people("Many", 60).toArray(UUID[]::new));
        at.grant(team, "hub_viewer", at.hub("Marketing"));
        var one = statements(at, Map.of("q", "amara"));
        assertThat(statements(at, Map.of("q", "many"))).isEqualTo(one);
        assertThat(statements(at, Map.of())).isEqualTo(statements(at, Map.of("role", "admin")));
    }

    @Test
    @DisplayName("MEM-7 the export has the level and the teams, and only the team's people where one is asked for")
    void export() throws IOException {
        var at = granting("Export");
        var ada = at.person("Ada");
        at.team("=Bravo", ada);
        var team = at.team("Alpha", ada, at.person("Ben"));
        at.grant(team, "hub_admin", at.hub("Marketing"));
        at.person("Cleo");
        var export = house.get(MemberExport.class);
        var query = MemberListQuery.of(Map.of("team", team.toString()));
        var file = new ByteArrayOutputStream();
        export.csv(at.tenant().admin(), query, export.first(at.tenant().admin(), query), file);
        var lines = file.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).contains(",role,status,level,teams,sign_in,");
        assertThat(lines.get(1)).contains(",Ada,Test,").contains(",registered,hub_admin,'=Bravo; Alpha,password,");
        assertThat(lines.get(2)).contains(",Ben,Test,").contains(",registered,hub_admin,Alpha,");
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'filters' from event where organization_id = :o and kind = 'members.exported'")
                        .param("o", at.organization())
                        .query(String.class)
                        .single())
                .isEqualTo("team");
    }

    // ---------------------------------------------------------------- arranging and looking

    private void fill(Granting at, int howMany) {
        house.asOwner()
                .sql("""
                        with subject as (insert into permission_subject (organization_id) select :o from generate_series(1, :n) returning id),
                             person as (select id, row_number() over () as n from subject)
                        insert into member (organization_id, subject_id, status, source, first_name, last_name, email, phone, level,
                                            invitation_expires_at, last_active_at, created_at, status_changed_at)
                        select :o, id, status, case when n % 5 = 0 then 'sso' else 'password' end,
                               (array['Maria', 'Li', '太郎', 'Åsa'])[1 + n % 4], (array['Lindqvist', '田中', 'Zhang'])[1 + n % 3], 'm' || n || '@fill.test', n,
                               case when n % 11 = 0 then 'organization_admin' when n % 13 = 2 then 'hub_admin' when n % 3 = 0 then 'member' end,
                               case when status = 'INVITED' then :now::timestamptz + (n % 9 - 4) * interval '1 day' end,
                               case when n % 4 > 0 then :now::timestamptz - (n % 30) * interval '10 days' end,
                               :now::timestamptz - interval '300 days', :now::timestamptz - interval '300 days'
                          from (select *, (array['REGISTERED', 'REGISTERED', 'REGISTERED', 'INVITED', 'REGISTERING', 'CREATED', 'BLOCKED',
                                                 'TERMINATED'])[1 + n * 7 % 8] as status from person) p
                        """)
                .param("o", at.organization())
                .param("n", howMany)
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
    }

    /** Subjects of those whom a condition names; their number stands in the phone. */
    private UUID[] people(Granting at, String condition) {
        return house.asOwner()
                .sql(
                        "select subject_id from (select *, phone::integer as n from member where organization_id = :o and phone is not null) m where "
                                + condition)
                .param("o", at.organization())
                .query((row, n) -> row.getObject("subject_id", UUID.class))
                .list()
                .toArray(UUID[]::new);
    }

    private long truth(Granting at, Map<String, String> asked) {
        var all = new HashMap<>(Map.of("role", "", "status", "", "source", "", "activity", "", "q", ""));
        all.putAll(asked);
        return house.asOwner()
                .sql("""
                        select count(*) from member
                         where organization_id = :o
                           and subject_id in (select subject_id from team_member where organization_id = :o and team_id = :team::uuid)
                           and case :role when 'hub_admin' then level = 'hub_admin' when 'none' then coalesce(level, 'member') = 'member'
                                          when 'nothing' then level is null else true end
                           and case :status when '' then true when 'expired' then status = 'INVITED' and invitation_expires_at <= :now
                                            else status = upper(:status) end
                           and (:source = '' or source = :source)
                           and (:activity = '' or status = 'REGISTERED' and coalesce(last_active_at, status_changed_at) < :now - interval '90 days')
                           and member_words(first_name, last_name, email, username, phone, universal_identifier) like '%' || :q || '%'
                        """)
                .param("o", at.organization())
                .params(all)
                .param("now", Timestamps.utc(house.clock().instant()))
                .query(Long.class)
                .single();
    }

    private int statements(Granting at, Map<String, String> asked) {
        return house.statements(() -> list.page(at.tenant().admin(), MemberListQuery.of(asked)));
    }

    private List<String> names(Granting at, Map<String, String> asked) {
        return list.page(at.tenant().admin(), MemberListQuery.of(asked)).rows().stream()
                .map(row -> String.valueOf(row.name()))
                .toList();
    }

    private List<String> everything(Granting at, Map<String, String> asked) {
        var ids = new ArrayList<String>();
        @Nullable String next = null;
        do {
            var query = next == null ? asked : parameters(next);
            var page = list.page(at.tenant().admin(), MemberListQuery.of(query));
            page.rows().forEach(row -> ids.add(row.id()));
            next = page.page().next();
        } while (next != null);
        return ids;
    }

    private static Map<String, String> parameters(String address) {
        var parameters = new HashMap<String, String>();
        for (var pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
            var parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
