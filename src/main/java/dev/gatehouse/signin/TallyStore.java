package dev.gatehouse.signin;

import dev.gatehouse.platform.OrganizationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TallyStore {

    private final JdbcClient jdbc;

    TallyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Invited people count (MEM-1); those whose access ended for good do not. */
    long members(OrganizationId organization) {
        return jdbc.sql("""
                select coalesce(sum(members), 0) from member_tally
                 where organization_id = :organization and status <> 'TERMINATED'
                """)
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }

    long teams(OrganizationId organization) {
        return jdbc.sql("select count(*) from team where organization_id = :organization")
                .param("organization", organization.value())
                .query(Long.class)
                .single();
    }
}
