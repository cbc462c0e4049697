package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Uploaded files, sealed, a piece at a time. */
@Repository
class ImportPieceStore {

    private final JdbcClient jdbc;

    ImportPieceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(OrganizationId organization, ImportId id, int number, byte[] sealed) {
        jdbc.sql("""
                insert into import_piece (organization_id, import_id, number, content) values (:organization, :id, :number, :content)
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("number", number)
                .param("content", sealed)
                .update();
    }

    Optional<byte[]> find(OrganizationId organization, ImportId id, int number) {
        return jdbc.sql("""
                select content from import_piece where organization_id = :organization and import_id = :id and number = :number
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .param("number", number)
                .query((row, n) -> row.getBytes("content"))
                .optional();
    }

    void delete(OrganizationId organization, ImportId id) {
        jdbc.sql("delete from import_piece where organization_id = :organization and import_id = :id")
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** The length of what is stored outside of its row is known without reading it. */
    long bytes(OrganizationId organization) {
        return jdbc.sql(
                        "select coalesce(sum(octet_length(content)), 0) as bytes from import_piece where organization_id = :organization")
                .param("organization", organization.value())
                .query((row, n) -> row.getLong("bytes"))
                .single();
    }
}
