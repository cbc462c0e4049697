package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The parts of an import that are applied side by side. */
@Repository
class ImportLaneStore {

    /**
     * Rows in their order, and the number of the last of them that was applied.
     *
     * @param last the number of its last row
     */
    record Lane(int lane, int appliedTo, int last) {

        boolean done() {
            return appliedTo >= last;
        }
    }

    private final JdbcClient jdbc;

    ImportLaneStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Halves the numbers of the rows up to the last one. */
    void insert(OrganizationId organization, ImportId id, int lastRow, int lanes) {
        jdbc.sql("""
                insert into import_lane (organization_id, import_id, lane, first, last, applied_to)
                select :organization, :id, lane, :last::bigint * lane / :lanes + 1, :last::bigint * (lane + 1) / :lanes,
                       :last::bigint * lane / :lanes
                  from generate_series(0, :lanes - 1) lane
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("last", lastRow)
                .param("lanes", lanes)
                .update();
    }

    Optional<Lane> lock(OrganizationId organization, ImportId id, int lane) {
        return jdbc.sql("""
                select lane, applied_to, last from import_lane
                 where organization_id = :organization and import_id = :id and lane = :lane for no key update
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("lane", lane)
                .query((row, n) -> new Lane(row.getInt("lane"), row.getInt("applied_to"), row.getInt("last")))
                .optional();
    }

    void advance(OrganizationId organization, ImportId id, int lane, int appliedTo, int added, int seats) {
        jdbc.sql("""
                update import_lane set applied_to = :appliedTo, added = added + :added, seats = seats + :seats
                 where organization_id = :organization and import_id = :id and lane = :lane
                """)
                .param("appliedTo", appliedTo)
                .param("added", added)
                .param("seats", seats)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("lane", lane)
                .update();
    }

    boolean allDone(OrganizationId organization, ImportId id) {
        return jdbc.sql("""
                select not exists (select from import_lane
                                    where organization_id = :organization and import_id = :id and applied_to < last)
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }
}
