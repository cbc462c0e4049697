package dev.gatehouse.members;

import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ConsentStore {

    private final JdbcClient jdbc;

    ConsentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(
            OrganizationId organization,
            MemberId member,
            Purpose purpose,
            int version,
            String language,
            @Nullable MemberId confirmedBy,
            Instant now) {
        jdbc.sql("""
                insert into consent (organization_id, member_id, purpose, text_version, language, given_at, confirmed_by)
                values (:organization, :member, :purpose, :version, :language, :now, :by)
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("purpose", purpose.key())
                .param("version", version)
                .param("language", language)
                .param("now", Timestamps.utc(now))
                .param("by", confirmedBy == null ? null : confirmedBy.value())
                .update();
    }

    /** The first of each member goes by the id of the member: a million random numbers are a second or two. */
    void insertFirst(
            OrganizationId organization,
            RowSource people,
            Purpose purpose,
            int version,
            String language,
            @Nullable MemberId confirmedBy,
            Instant now) {
        jdbc.sql("""
                insert into consent (organization_id, id, member_id, purpose, text_version, language, given_at, confirmed_by)
                select :organization, id, id, :purpose, :version, :language, :now, :by from (%s) person
                """.formatted(people.query()))
                .params(people.parameters())
                .param("organization", organization.value())
                .param("purpose", purpose.key())
                .param("version", version)
                .param("language", language)
                .param("now", Timestamps.utc(now))
                .param("by", confirmedBy == null ? null : confirmedBy.value())
                .update();
    }

    /** The newest first. */
    List<Consent> of(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select c.id, c.purpose, c.text_version, c.language, c.given_at, c.confirmed_by, c.withdrawn_at,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as by_name
                  from consent c
                  left join member b on b.organization_id = c.organization_id and b.id = c.confirmed_by
                  left join former_member f on f.organization_id = c.organization_id and f.member_id = c.confirmed_by
                 where c.organization_id = :organization and c.member_id = :member
                 order by c.given_at desc, c.id desc
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new Consent(
                        row.getObject("id", UUID.class),
                        Purpose.of(row.getString("purpose")),
                        row.getInt("text_version"),
                        row.getString("language"),
                        Timestamps.instant(row, "given_at"),
                        row.getString("by_name"),
                        row.getObject("confirmed_by") == null,
                        Timestamps.optionalInstant(row, "withdrawn_at")))
                .list();
    }

    /** Returns how many of them held until now. */
    int withdraw(OrganizationId organization, MemberId member, Purpose purpose, Instant now) {
        return jdbc.sql("""
                update consent set withdrawn_at = :now
                 where organization_id = :organization and member_id = :member and purpose = :purpose and withdrawn_at is null
                """)
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("member", member.value())
                .param("purpose", purpose.key())
                .update();
    }
}
