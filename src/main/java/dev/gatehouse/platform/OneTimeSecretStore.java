package dev.gatehouse.platform;

import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OneTimeSecrets.Subject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OneTimeSecretStore {

    private final JdbcClient jdbc;

    OneTimeSecretStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void replace(Purpose purpose, List<Subject> subjects, Instant now) {
        jdbc.sql("""
                update one_time_secret set replaced_at = :now
                 where subject_id = any(:subjects::uuid[]) and purpose = :purpose and used_at is null and replaced_at is null
                """)
                .param("now", Timestamps.utc(now))
                .param("subjects", subjects.stream().map(Subject::id).toArray(UUID[]::new))
                .param("purpose", purpose.name())
                .update();
    }

    void insert(
            List<String> secrets,
            Purpose purpose,
            OrganizationId organization,
            List<Subject> subjects,
            Instant now,
            Instant expiresAt) {
        jdbc.sql("""
                insert into one_time_secret (secret_hash, purpose, organization_id, subject_id, binding, created_at, expires_at)
                select secret_hash, :purpose, :organization, subject, binding, :now, :expires
                  from unnest(:hashes::bytea[], :subjects::uuid[], :bindings::bytea[]) as issued (secret_hash, subject, binding)
                """)
                .param("hashes", secrets.stream().map(OneTimeSecrets::hash).toArray(byte[][]::new))
                .param("purpose", purpose.name())
                .param("organization", organization.value())
                .param("subjects", subjects.stream().map(Subject::id).toArray(UUID[]::new))
                .param(
                        "bindings",
                        subjects.stream()
                                .map(subject -> OneTimeSecrets.hash(subject.binding()))
                                .toArray(byte[][]::new))
                .param("now", Timestamps.utc(now))
                .param("expires", Timestamps.utc(expiresAt))
                .update();
    }

    Optional<Found> find(byte[] hash, Purpose purpose, Instant now) {
        return jdbc.sql("""
                select organization_id, subject_id, expires_at,
                       case when used_at is not null then 'USED'
                            when replaced_at is not null then 'REPLACED'
                            when expires_at <= :now then 'EXPIRED'
                            else 'VALID' end as standing
                  from one_time_secret
                 where secret_hash = :hash and purpose = :purpose
                """)
                .param("now", Timestamps.utc(now))
                .param("hash", hash)
                .param("purpose", purpose.name())
                .query((row, n) -> new Found(
                        new OrganizationId(row.getObject("organization_id", UUID.class)),
                        row.getObject("subject_id", UUID.class),
                        Timestamps.instant(row, "expires_at"),
                        Standing.valueOf(row.getString("standing"))))
                .optional();
    }

    boolean use(byte[] hash, Purpose purpose, byte[] binding, Instant now) {
        return jdbc.sql("""
                update one_time_secret set used_at = :now
                 where secret_hash = :hash and purpose = :purpose and binding = :binding
                   and used_at is null and replaced_at is null and expires_at > :now
                """)
                        .param("now", Timestamps.utc(now))
                        .param("hash", hash)
                        .param("purpose", purpose.name())
                        .param("binding", binding)
                        .update()
                == 1;
    }

    void endAll(List<UUID> subjects, Instant now) {
        jdbc.sql("""
                update one_time_secret set replaced_at = :now
                 where subject_id = any (:subjects::uuid[]) and used_at is null and replaced_at is null
                """)
                .param("now", Timestamps.utc(now))
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    Map<Purpose, Instant> open(UUID subject, Instant now) {
        var open = new EnumMap<Purpose, Instant>(Purpose.class);
        jdbc.sql("""
                select purpose, expires_at from one_time_secret
                 where subject_id = :subject and used_at is null and replaced_at is null and expires_at > :now
                """)
                .param("subject", subject)
                .param("now", Timestamps.utc(now))
                .query(row -> {
                    open.put(Purpose.valueOf(row.getString("purpose")), Timestamps.instant(row, "expires_at"));
                });
        return open;
    }

    void delete(List<UUID> subjects) {
        jdbc.sql("delete from one_time_secret where subject_id = any (:subjects::uuid[])")
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    int purge(Instant before) {
        return jdbc.sql("delete from one_time_secret where expires_at < :before")
                .param("before", Timestamps.utc(before))
                .update();
    }
}
