package dev.gatehouse.members;

import dev.gatehouse.platform.OrganizationId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class MemberLevelStore {

    private final JdbcClient jdbc;

    MemberLevelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<OrganizationId> waiting() {
        return jdbc.sql("select distinct organization_id from level_pending")
                .query((row, n) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    /** Scattered, so that each page of a table has room for the few rows of it that change; what is being written waits for the next time. */
    List<UUID> take(OrganizationId organization, int most) {
        return jdbc.sql("""
                delete from level_pending
                 where organization_id = :organization
                   and subject_id in (select subject_id from level_pending
                                       where organization_id = :organization
                                       order by uuid_hash(subject_id)
                                       limit :most
                                         for update skip locked)
                returning subject_id
                """)
                .param("organization", organization.value())
                .param("most", most)
                .query((row, n) -> row.getObject("subject_id", UUID.class))
                .list();
    }

    void follow(OrganizationId organization, List<UUID> subjects) {
        jdbc.sql("select follow_levels(:organization, :subjects::uuid[])")
                .param("organization", organization.value())
                .param("subjects", subjects.toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }
}
