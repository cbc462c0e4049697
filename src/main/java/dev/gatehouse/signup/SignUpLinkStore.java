package dev.gatehouse.signup;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.signup.SignUpLink.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SignUpLinkStore {

    private static final String LINK = """
            select l.id, l.code, l.kind, l.department_id, d.path as department_path, l.created_by,
                   coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, m.username, f.label) as by_label,
                   coalesce(m.status = 'REGISTERED', false) as by_active, l.created_at, l.expires_at, l.most_uses, l.uses, l.ended_at
              from sign_up_link l
              left join member m on m.organization_id = l.organization_id and m.id = l.created_by
              left join former_member f on f.organization_id = l.organization_id and f.member_id = l.created_by
              left join lateral (
                  with recursive up (above, path) as (
                      select parent_id, name from department where organization_id = l.organization_id and id = l.department_id
                       union all
                      select p.parent_id, p.name || ' › ' || up.path
                        from up join department p on p.organization_id = l.organization_id and p.id = up.above)
                  select path from up where above is null) d on true
             where l.organization_id = :organization
            """;

    private final JdbcClient jdbc;

    SignUpLinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(
            OrganizationId organization,
            String code,
            Kind kind,
            @Nullable DepartmentId department,
            MemberId by,
            Instant now,
            @Nullable Instant expiresAt,
            @Nullable Integer mostUses) {
        return jdbc.sql("""
                insert into sign_up_link (organization_id, code, kind, department_id, created_by, created_at, expires_at, most_uses)
                values (:organization, :code, :kind, :department, :by, :now, :expires, :most)
                returning id
                """)
                .param("organization", organization.value())
                .param("code", code)
                .param("kind", kind.key())
                .param("department", department == null ? null : department.value())
                .param("by", by.value())
                .param("now", Timestamps.utc(now))
                .param("expires", Timestamps.optionalUtc(expiresAt))
                .param("most", mostUses)
                .query((row, n) -> row.getObject("id", UUID.class))
                .single();
    }

    Optional<SignUpLink> byCode(OrganizationId organization, String code) {
        return jdbc.sql(LINK + " and l.code = :code")
                .param("organization", organization.value())
                .param("code", code)
                .query(SignUpLinkStore::link)
                .optional();
    }

    Optional<SignUpLink> find(OrganizationId organization, UUID id) {
        return jdbc.sql(LINK + " and l.id = :id")
                .param("organization", organization.value())
                .param("id", id)
                .query(SignUpLinkStore::link)
                .optional();
    }

    /** A page of a kind, the newest first; backwards from the key where the page before it is asked for. */
    List<SignUpLink> page(OrganizationId organization, Kind kind, @Nullable UUID from, boolean backward, int rows) {
        var narrowed = from == null ? "" : backward ? " and l.id > :from" : " and l.id < :from";
        var asked = jdbc.sql(LINK + " and l.kind = :kind" + narrowed + " order by l.id " + (backward ? "" : "desc ")
                        + "limit :rows")
                .param("organization", organization.value())
                .param("kind", kind.key())
                .param("rows", rows);
        return (from == null ? asked : asked.param("from", from))
                .query(SignUpLinkStore::link)
                .list();
    }

    /** What a colleague made, the newest first. */
    List<SignUpLink> by(OrganizationId organization, MemberId colleague, int rows) {
        return jdbc.sql(LINK + " and l.kind = 'colleague' and l.created_by = :by order by l.id desc limit :rows")
                .param("organization", organization.value())
                .param("by", colleague.value())
                .param("rows", rows)
                .query(SignUpLinkStore::link)
                .list();
    }

    /** Counts one use, if there is one left; of those who come at once for the last, one gets it. */
    boolean use(OrganizationId organization, UUID id, Instant now) {
        return jdbc.sql("""
                update sign_up_link set uses = uses + 1
                 where organization_id = :organization and id = :id and ended_at is null and (expires_at is null or expires_at > :now)
                   and (most_uses is null or uses < most_uses)
                """)
                        .param("organization", organization.value())
                        .param("id", id)
                        .param("now", Timestamps.utc(now))
                        .update()
                == 1;
    }

    void giveBack(OrganizationId organization, UUID id) {
        jdbc.sql(
                        "update sign_up_link set uses = uses - 1 where organization_id = :organization and id = :id and uses > 0")
                .param("organization", organization.value())
                .param("id", id)
                .update();
    }

    /** False where it is over already. */
    boolean end(OrganizationId organization, UUID id, Instant now) {
        return jdbc.sql("""
                update sign_up_link set ended_at = :now where organization_id = :organization and id = :id and ended_at is null
                """)
                        .param("now", Timestamps.utc(now))
                        .param("organization", organization.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** The address of the organization that a code leads to. */
    Optional<String> place(String code) {
        return jdbc.sql("select sign_up_place(:code)")
                .param("code", code)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single();
    }

    private static SignUpLink link(ResultSet row, int number) throws SQLException {
        var department = row.getObject("department_id", UUID.class);
        return new SignUpLink(
                row.getObject("id", UUID.class),
                row.getString("code"),
                Kind.of(row.getString("kind")),
                department == null ? null : new DepartmentId(department),
                row.getString("department_path"),
                new MemberId(row.getObject("created_by", UUID.class)),
                row.getString("by_label"),
                row.getBoolean("by_active"),
                Timestamps.instant(row, "created_at"),
                Timestamps.optionalInstant(row, "expires_at"),
                row.getObject("most_uses", Integer.class),
                row.getInt("uses"),
                Timestamps.optionalInstant(row, "ended_at"));
    }
}
