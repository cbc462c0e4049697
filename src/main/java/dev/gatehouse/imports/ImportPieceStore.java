package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Uploaded files, sealed, a piece at a time, and a few values of their columns. */
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

    /** Keeps a few values of its columns until it is confirmed or ends. */
    void keepSamples(OrganizationId organization, ImportId id, byte[] sealed) {
        jdbc.sql("update import_run set samples = :samples where organization_id = :organization and id = :id")
                .param("samples", sealed)
                .param("organization", organization.value())
                .param("id", id.value())
                .update();
    }

    /** A few values of its columns; empty where none are kept. */
    Optional<byte[]> samples(OrganizationId organization, ImportId id) {
        return jdbc.sql("""
                select samples from import_run where organization_id = :organization and id = :id and samples is not null
                """)
                .param("organization", organization.value())
                .param("id", id.value())
                .query((row, n) -> row.getBytes("samples"))
                .optional();
    }
}
