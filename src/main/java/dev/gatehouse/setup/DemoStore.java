package dev.gatehouse.setup;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.TimeIds;
import dev.gatehouse.platform.Timestamps;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes the example in a few statements. It is the one store that writes other rooms' tables, and only into an empty database. */
@Repository
class DemoStore {

    private static final int DIGEST = 32;

    private final JdbcClient jdbc;

    DemoStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isEmpty() {
        return jdbc.sql("""
                select not exists (select from organization) and not exists (select from account) and not exists (select from operator)
                """).query(Boolean.class).single();
    }

    /** Logins of all who have come in, with proved addresses and no password: only the admin can sign in. */
    void insertAccounts(List<DemoMember> members) {
        var inside = members.stream()
                .filter(member -> member.account() != null && member.source().equals("password"))
                .toList();
        jdbc.sql("""
                with made as (
                    insert into account (id, first_name, last_name, language, created_at)
                    select id, first_name, last_name, language, created_at
                      from unnest(:accounts::text[]::uuid[], :firstNames::text[], :lastNames::text[], :languages::text[], :created::text[]::timestamptz[])
                           as person (id, first_name, last_name, language, created_at)
                        on conflict (id) do nothing
                    returning id)
                insert into account_email (account_id, email, email_key, verified_at, created_at)
                select id, email, email, case when proved then created_at end, created_at
                  from unnest(:accounts::text[]::uuid[], :emails::text[], :created::text[]::timestamptz[], :proved::text[]::boolean[])
                       as person (id, email, created_at, proved)
                 where id in (select id from made)
                """)
                .param("accounts", texts(inside, DemoMember::account))
                .param("firstNames", texts(inside, member -> member.person().firstName()))
                .param("lastNames", texts(inside, member -> member.person().lastName()))
                .param("languages", texts(inside, member -> member.person().language()))
                .param("emails", texts(inside, member -> member.person().email()))
                .param("created", texts(inside, DemoMember::createdAt))
                .param("proved", texts(inside, member -> !member.status().equals("REGISTERING")))
                .update();
    }

    void insertMembers(OrganizationId organization, List<DemoMember> members) {
        jdbc.sql("""
                insert into permission_subject (organization_id, id, active)
                select :organization, id, active
                  from unnest(:subjects::text[]::uuid[], :active::text[]::boolean[]) as subject (id, active)
                """)
                .param("organization", organization.value())
                .param("subjects", texts(members, DemoMember::subject))
                .param("active", texts(members, member -> member.status().equals("REGISTERED")))
                .update();
        jdbc.sql("""
                insert into member (organization_id, id, subject_id, account_id, status, source, first_name, last_name, email, language,
                       invitation_expires_at, last_active_at, created_at, status_changed_at)
                select :organization, id, subject, case when source = 'password' then account end, status, source,
                       case when status = 'INVITED' then '' else first_name end, case when status = 'INVITED' then '' else last_name end,
                       email, language, expires, active, created, changed
                  from unnest(:ids::text[]::uuid[], :subjects::text[]::uuid[], :accounts::text[]::uuid[], :statuses::text[], :sources::text[],
                              :firstNames::text[], :lastNames::text[], :emails::text[], :languages::text[],
                              :expires::text[]::timestamptz[], :active::text[]::timestamptz[], :created::text[]::timestamptz[], :changed::text[]::timestamptz[])
                       as person (id, subject, account, status, source, first_name, last_name, email, language, expires, active, created, changed)
                """)
                .param("organization", organization.value())
                .param("ids", texts(members, DemoMember::id))
                .param("subjects", texts(members, DemoMember::subject))
                .param("accounts", texts(members, DemoMember::account))
                .param("statuses", texts(members, DemoMember::status))
                .param("sources", texts(members, DemoMember::source))
                .param("firstNames", texts(members, member -> member.person().firstName()))
                .param("lastNames", texts(members, member -> member.person().lastName()))
                .param("emails", texts(members, member -> member.person().email()))
                .param("languages", texts(members, member -> member.person().language()))
                .param("expires", texts(members, DemoMember::invitationExpiresAt))
                .param("active", texts(members, DemoMember::lastActiveAt))
                .param("created", texts(members, DemoMember::createdAt))
                .param("changed", texts(members, DemoMember::changedAt))
                .update();
        jdbc.sql("""
                insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_at)
                select :organization, given.id, r.id, :organization, given.granted_at
                  from unnest(:subjects::text[]::uuid[], :roles::text[], :changed::text[]::timestamptz[]) as given (id, role, granted_at)
                  join role r on r.organization_id = :organization and r.predefined = given.role
                """)
                .param("organization", organization.value())
                .param("subjects", texts(members, DemoMember::subject))
                .param("roles", texts(members, DemoMember::role))
                .param("changed", texts(members, DemoMember::changedAt))
                .update();
    }

    void insertInvitations(OrganizationId organization, List<DemoMember> members) {
        var invited = members.stream()
                .filter(member -> member.invitationExpiresAt() != null)
                .toList();
        jdbc.sql("""
                with promised as (
                    insert into initial_permission (organization_id, member_id, role_id, scope_id, given_by)
                    select :organization, invited.id, r.id, :organization, :admin
                      from unnest(:ids::text[]::uuid[]) as invited (id)
                      join role r on r.organization_id = :organization and r.predefined = 'member')
                insert into invitation (organization_id, member_id, channel, invited_by, sent_at, expires_at)
                select :organization, id, 'email', :admin, sent, expires
                  from unnest(:ids::text[]::uuid[], :created::text[]::timestamptz[], :expires::text[]::timestamptz[]) as invited (id, sent, expires)
                """)
                .param("organization", organization.value())
                .param("admin", members.getFirst().id())
                .param("ids", texts(invited, DemoMember::id))
                .param("created", texts(invited, DemoMember::createdAt))
                .param("expires", texts(invited, DemoMember::invitationExpiresAt))
                .update();
    }

    /** What happened: everybody was invited, and who is in became active. */
    void insertEvents(OrganizationId organization, List<DemoMember> members) {
        var admin = members.getFirst();
        var happened = new ArrayList<Happened>();
        for (var member : members.subList(1, members.size())) {
            if (member.status().equals("CREATED")) continue;
            var place = happened.size();
            happened.add(new Happened(
                    TimeIds.at(member.createdAt(), place), member.createdAt(), "member.invited", admin, member));
            if (member.role() != null)
                happened.add(new Happened(
                        TimeIds.at(member.changedAt(), place),
                        member.changedAt(),
                        "member.registered",
                        member,
                        member));
        }
        var digest = new byte[DIGEST];
        new SecureRandom().nextBytes(digest);
        jdbc.sql("""
                with recorded as (
                    insert into event (organization_id, id, at, kind, actor_account, actor_member, target_kind, target_id, origin_digest)
                    select :organization, id, at, kind, account, member, 'member', target, :digest
                      from unnest(:ids::text[]::uuid[], :times::text[]::timestamptz[], :kinds::text[], :accounts::text[]::uuid[],
                                  :members::text[]::uuid[], :targets::text[]::uuid[]) as happened (id, at, kind, account, member, target)
                    returning id)
                insert into event_unchained (organization_id, event_id) select :organization, id from recorded
                """)
                .param("organization", organization.value())
                .param("digest", digest)
                .param("ids", texts(happened, Happened::id))
                .param("times", texts(happened, Happened::at))
                .param("kinds", texts(happened, Happened::kind))
                .param("accounts", texts(happened, event -> event.actor().account()))
                .param("members", texts(happened, event -> event.actor().id()))
                .param("targets", texts(happened, event -> event.target().id()))
                .update();
    }

    void settle(OrganizationId organization, int seats, String color, Instant created) {
        jdbc.sql(
                        "update organization set seats_used = :seats, brand_color = :color, created_at = :created where id = :organization")
                .param("seats", seats)
                .param("color", color)
                .param("created", Timestamps.utc(created))
                .param("organization", organization.value())
                .update();
    }

    void insertMonth(OrganizationId organization, Instant now, int monthsAgo, int inUse, int peak) {
        jdbc.sql("""
                insert into seat_month (organization_id, month, in_use, peak)
                values (:organization, (date_trunc('month', :now at time zone 'UTC') - make_interval(months => :ago))::date, :inUse, greatest(:inUse, :peak))
                    on conflict (organization_id, month) do update set in_use = excluded.in_use, peak = excluded.peak
                """)
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now))
                .param("ago", monthsAgo)
                .param("inUse", inUse)
                .param("peak", peak)
                .update();
    }

    private record Happened(UUID id, Instant at, String kind, DemoMember actor, DemoMember target) {}

    static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> column) {
        var texts = new @Nullable String[rows.size()];
        for (var i = 0; i < texts.length; i++) {
            var value = column.apply(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }
}
