package dev.gatehouse.members;

import dev.gatehouse.access.RoleName;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the page of one member shows beside the member (MEM-6). */
@Repository
class MemberPageStore {

    private final JdbcClient jdbc;

    MemberPageStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What happened to a member, the newest first, with the name of who did it as far as it is still known. */
    List<MemberView.Happening> history(OrganizationId organization, MemberId member, int most) {
        return jdbc.sql("""
                select e.at, e.kind, e.detail ->> 'from' as from_status, e.detail ->> 'to' as to_status, e.detail ->> 'role' as role,
                       coalesce(nullif(btrim(a.first_name || ' ' || a.last_name), ''), a.email, f.label) as actor
                  from event e
                  left join member a on a.organization_id = e.organization_id and a.id = e.actor_member
                  left join former_member f on f.organization_id = e.organization_id and f.member_id = e.actor_member
                 where e.organization_id = :organization and e.target_id = :member and e.target_kind = 'member'
                 order by e.id desc
                 limit :most
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .param("most", most)
                .query((row, n) -> new MemberView.Happening(
                        Timestamps.instant(row, "at"),
                        row.getString("kind"),
                        row.getString("from_status"),
                        row.getString("to_status"),
                        row.getString("actor")))
                .list();
    }

    List<MemberView.Granted> grants(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select r.predefined, r.name, g.granted_at,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as granted_by
                  from member m
                  join role_grant g on g.organization_id = m.organization_id and g.subject_id = m.subject_id
                  join role r on r.organization_id = g.organization_id and r.id = g.role_id
                  left join member b on b.organization_id = g.organization_id and b.id = g.granted_by
                  left join former_member f on f.organization_id = g.organization_id and f.member_id = g.granted_by
                 where m.organization_id = :organization and m.id = :member and g.ended_at is null
                 order by g.granted_at
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new MemberView.Granted(
                        RoleName.of(row.getString("predefined"), row.getString("name")),
                        Timestamps.instant(row, "granted_at"),
                        row.getString("granted_by")))
                .list();
    }

    Optional<MemberView.Invited> invitation(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select i.channel, i.sent_at, i.expires_at, i.accepted_at,
                       coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label) as invited_by
                  from invitation i
                  left join member b on b.organization_id = i.organization_id and b.id = i.invited_by
                  left join former_member f on f.organization_id = i.organization_id and f.member_id = i.invited_by
                 where i.organization_id = :organization and i.member_id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> new MemberView.Invited(
                        row.getString("channel"),
                        Timestamps.instant(row, "sent_at"),
                        Timestamps.instant(row, "expires_at"),
                        Timestamps.optionalInstant(row, "accepted_at"),
                        row.getString("invited_by")))
                .optional();
    }
}
