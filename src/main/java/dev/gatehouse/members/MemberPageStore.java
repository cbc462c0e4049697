package dev.gatehouse.members;

import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
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
