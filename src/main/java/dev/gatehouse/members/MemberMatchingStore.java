package dev.gatehouse.members;

import dev.gatehouse.members.MemberList.Narrowed;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that a list holds, counted or read wholly: for what is done to all that match (MEM-4). */
@Repository
class MemberMatchingStore {

    private final JdbcClient jdbc;

    MemberMatchingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long count(OrganizationId organization, Narrowed list, Instant now) {
        return matching("count(*)", "", organization, list, now)
                .query(Long.class)
                .single();
    }

    /** One statement, and one moment, whatever their number: read behind a cursor, so that what it takes in memory does not grow. */
    void all(OrganizationId organization, Narrowed list, Instant now, int portion, Consumer<List<MemberId>> taker) {
        try (var ids = matching("m.id", " order by m.id", organization, list, now)
                .withFetchSize(portion)
                .query((row, n) -> new MemberId(row.getObject("id", UUID.class)))
                .stream()) {
            var taken = new ArrayList<MemberId>(portion);
            ids.forEach(id -> {
                taken.add(id);
                if (taken.size() < portion) return;
                taker.accept(List.copyOf(taken));
                taken.clear();
            });
            if (!taken.isEmpty()) taker.accept(taken);
        }
    }

    private JdbcClient.StatementSpec matching(
            String what, String order, OrganizationId organization, Narrowed list, Instant now) {
        var query = list.query();
        var team = query.team();
        var department = list.department();
        var statement = jdbc.sql("""
                select %s
                  from member m
                 where m.organization_id = :organization and m.cell = any (:cells::smallint[])%s%s%s%s%s
                """.formatted(
                        what,
                        ListedStore.timely(query),
                        list.patterns().isEmpty()
                                ? ""
                                : " and member_words(m.first_name, m.last_name, m.email, m.username, m.phone, m.universal_identifier)"
                                        + " like all (:patterns)",
                        team == null
                                ? ""
                                : " and exists (select from team_member t where t.organization_id = :organization"
                                        + " and t.team_id = :team and t.subject_id = m.subject_id)",
                        department == null ? "" : " and " + MemberDepartmentStore.IN_DEPARTMENT.formatted("m"),
                        order));
        if (!list.patterns().isEmpty())
            statement = statement.param("patterns", list.patterns().toArray(String[]::new));
        if (team != null) statement = statement.param("team", team.value());
        if (department != null) statement = statement.param("departments", department.ids());
        return ListedStore.times(statement, query, now)
                .param("organization", organization.value())
                .param("cells", ListedStore.numbers(query.cells()));
    }
}
