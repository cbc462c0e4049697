package dev.gatehouse.platform;

import dev.gatehouse.platform.OneTimeCodes.Kept;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.OneTimeCodes.Standing;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OneTimeCodeStore {

    private final JdbcClient jdbc;

    OneTimeCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(Purpose purpose, OrganizationId organization, List<Kept> codes, Instant now, Instant expiresAt) {
        jdbc.sql("""
                insert into one_time_code (purpose, subject_id, organization_id, code_hash, binding, created_at, expires_at)
                select :purpose, subject, :organization, code_hash, binding, :now, :expires
                  from unnest(:subjects::uuid[], :hashes::bytea[], :bindings::bytea[]) as issued (subject, code_hash, binding)
                    on conflict (purpose, subject_id) do update
                   set organization_id = excluded.organization_id, code_hash = excluded.code_hash, binding = excluded.binding,
                       wrong_tries = 0, created_at = excluded.created_at, expires_at = excluded.expires_at, used_at = null
                """)
                .param("purpose", purpose.name())
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now))
                .param("expires", Timestamps.utc(expiresAt))
                .param("subjects", codes.stream().map(Kept::subject).toArray(UUID[]::new))
                .param(
                        "hashes",
                        codes.stream()
                                .map(code -> HexFormat.of().parseHex(code.hash()))
                                .toArray(byte[][]::new))
                .param(
                        "bindings",
                        codes.stream()
                                .map(code -> OneTimeSecrets.hash(code.binding()))
                                .toArray(byte[][]::new))
                .update();
    }

    /** One statement, so that tries at once each count, and a right one succeeds once. */
    boolean use(Purpose purpose, UUID subject, byte[] hash, byte[] binding, int most, Instant now) {
        return jdbc.sql("""
                update one_time_code
                   set used_at = case when code_hash = :hash and binding = :binding then :now::timestamptz end,
                       wrong_tries = wrong_tries + case when code_hash = :hash and binding = :binding then 0 else 1 end
                 where purpose = :purpose and subject_id = :subject and used_at is null and expires_at > :now and wrong_tries < :most
                returning used_at is not null
                """)
                .param("hash", hash)
                .param("binding", binding)
                .param("now", Timestamps.utc(now))
                .param("purpose", purpose.name())
                .param("subject", subject)
                .param("most", most)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    boolean given(Purpose purpose, UUID subject, byte[] hash) {
        return jdbc.sql("""
                select exists (select from one_time_code where purpose = :purpose and subject_id = :subject and code_hash = :hash)
                """)
                .param("purpose", purpose.name())
                .param("subject", subject)
                .param("hash", hash)
                .query(Boolean.class)
                .single();
    }

    Optional<Standing> standing(Purpose purpose, UUID subject, int most, Instant now) {
        return jdbc.sql("""
                select expires_at, :most - wrong_tries as tries_left from one_time_code
                 where purpose = :purpose and subject_id = :subject and used_at is null and expires_at > :now and wrong_tries < :most
                """)
                .param("most", most)
                .param("purpose", purpose.name())
                .param("subject", subject)
                .param("now", Timestamps.utc(now))
                .query((row, n) -> new Standing(Timestamps.instant(row, "expires_at"), row.getInt("tries_left")))
                .optional();
    }

    boolean open(Purpose purpose, UUID subject, byte[] binding, int most, Instant now) {
        return jdbc.sql("""
                select exists (select from one_time_code
                                where purpose = :purpose and subject_id = :subject and binding = :binding and used_at is null
                                  and expires_at > :now and wrong_tries < :most)
                """)
                .param("purpose", purpose.name())
                .param("subject", subject)
                .param("binding", binding)
                .param("now", Timestamps.utc(now))
                .param("most", most)
                .query(Boolean.class)
                .single();
    }

    void end(Purpose purpose, List<UUID> subjects) {
        jdbc.sql("delete from one_time_code where purpose = :purpose and subject_id = any (:subjects::uuid[])")
                .param("purpose", purpose.name())
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    void delete(List<UUID> subjects) {
        jdbc.sql("delete from one_time_code where subject_id = any (:subjects::uuid[])")
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    int purge(Instant before) {
        return jdbc.sql("delete from one_time_code where expires_at < :before")
                .param("before", Timestamps.utc(before))
                .update();
    }
}
