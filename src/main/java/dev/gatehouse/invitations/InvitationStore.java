package dev.gatehouse.invitations;

import dev.gatehouse.members.Member;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InvitationStore {

    private final JdbcClient jdbc;

    InvitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes an invitation for each, over an older one that was not accepted. */
    void put(
            OrganizationId organization,
            List<Member> members,
            Channel channel,
            @Nullable MemberId invitedBy,
            Instant now,
            Instant expiresAt) {
        jdbc.sql("""
                insert into invitation (organization_id, member_id, channel, invited_by, sent_at, expires_at)
                select :organization, member, :channel, :invitedBy, :now, :expires from unnest(:members::uuid[]) as member
                    on conflict (organization_id, member_id)
                    do update set channel = excluded.channel, invited_by = excluded.invited_by,
                                  sent_at = excluded.sent_at, expires_at = excluded.expires_at
                """)
                .param("organization", organization.value())
                .param("channel", channel.key())
                .param("invitedBy", invitedBy == null ? null : invitedBy.value())
                .param("now", Timestamps.utc(now))
                .param("expires", Timestamps.utc(expiresAt))
                .param(
                        "members",
                        members.stream().map(member -> member.id().value()).toArray(UUID[]::new))
                .update();
    }

    Optional<Invitation> find(OrganizationId organization, MemberId member) {
        return jdbc.sql("""
                select member_id, channel, invited_by, sent_at, expires_at, accepted_at
                  from invitation where organization_id = :organization and member_id = :member
                """)
                .param("organization", organization.value())
                .param("member", member.value())
                .query((row, n) -> {
                    var inviter = row.getObject("invited_by", UUID.class);
                    return new Invitation(
                            new MemberId(row.getObject("member_id", UUID.class)),
                            Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                            inviter == null ? null : new MemberId(inviter),
                            Timestamps.instant(row, "sent_at"),
                            Timestamps.instant(row, "expires_at"),
                            Timestamps.optionalInstant(row, "accepted_at"));
                })
                .optional();
    }

    void accept(OrganizationId organization, MemberId member, Instant now) {
        jdbc.sql("""
                update invitation set accepted_at = :now where organization_id = :organization and member_id = :member
                """)
                .param("now", Timestamps.utc(now))
                .param("organization", organization.value())
                .param("member", member.value())
                .update();
    }

    /** Those of some members who were invited, and did not come another way. */
    Set<MemberId> invited(OrganizationId organization, List<MemberId> members) {
        return new HashSet<>(jdbc.sql("""
                select member_id from invitation where organization_id = :organization and member_id = any (:members::uuid[])
                """)
                .param("organization", organization.value())
                .param("members", members.stream().map(MemberId::value).toArray(UUID[]::new))
                .query((row, n) -> new MemberId(row.getObject("member_id", UUID.class)))
                .list());
    }
}
