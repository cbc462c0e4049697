package dev.gatehouse.members;

import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that a list holds, counted or read wholly: for what is done to all that match (MEM-4). */
@Repository
class MemberMatchingStore {

    private final JdbcClient jdbc;

    MemberMatchingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param patterns what their words must match; empty for all
     * @param department whose people alone are meant; null for everybody
     */
    long count(
            OrganizationId organization,
            MemberListQuery query,
            String[] patterns,
            @Nullable ListedDepartment department,
            Instant now) {
        return matching("count(*)", "", organization, query, patterns, department, now)
                .query(Long.class)
                .single();
    }

    /** One statement, and one moment, whatever their number: read behind a cursor, so that what it takes in memory does not grow. */
    void all(
            OrganizationId organization,
            MemberListQuery query,
            String[] patterns,
            @Nullable ListedDepartment department,
            Instant now,
            int portion,
            Consumer<List<MemberId>> taker) {
        try (var ids = matching("m.id", " order by m.id", organization, query, patterns, department, now)
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
            String what,
            String order,
            OrganizationId organization,
            MemberListQuery query,
            String[] patterns,
            @Nullable ListedDepartment department,
            Instant now) {
        var team = query.team();
        var statement = jdbc.sql("""
                select %s
                  from member m
                 where m.organization_id = :organization and m.cell = any (:cells::smallint[])%s%s%s%s%s
                """.formatted(
                        what,
                        ListedStore.timely(query),
                        patterns.length == 0
                                ? ""
                                : " and member_words(m.first_name, m.last_name, m.email, m.username, m.phone, m.universal_identifier)"
                                        + " like all (:patterns)",
                        team == null
                                ? ""
                                : " and exists (select from team_member t where t.organization_id = :organization"
                                        + " and t.team_id = :team and t.subject_id = m.subject_id)",
                        department == null ? "" : " and " + MemberDepartmentStore.IN_DEPARTMENT.formatted("m"),
                        order));
        if (patterns.length > 0) statement = statement.param("patterns", patterns);
        if (team != null) statement = statement.param("team", team.value());
        if (department != null) statement = statement.param("departments", department.ids());
        return ListedStore.times(statement, query, now)
                .param("organization", organization.value())
                .param("cells", ListedStore.numbers(query.cells()));
    }
}
