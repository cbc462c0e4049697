package dev.gatehouse.setup;

import static dev.gatehouse.setup.DemoStore.texts;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Timestamps;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Writes the example's hubs, teams and roles, as {@link DemoStore} writes its people: only into what was empty before. */
@Repository
class DemoPermissionStore {

    /** A hub, or a repository in one. */
    record Place(UUID id, @Nullable UUID hub, String name, UUID by, Instant at) {}

    /** A team and who made it. */
    record Team(UUID id, String name, boolean onboarding, UUID by, Instant at) {}

    /** A predefined role that was given. */
    record Given(
            UUID holder,
            String role,
            UUID place,
            UUID by,
            Instant at,
            @Nullable Instant ends) {}

    /** A team, or a predefined role at a place, that was promised. */
    record Promised(
            @Nullable UUID team,
            @Nullable String role,
            @Nullable UUID place) {}

    /** An event of the log. */
    record Happened(
            UUID id,
            Instant at,
            String kind,
            DemoMember by,
            String targetKind,
            UUID target,
            Map<String, String> detail) {}

    private static final int DIGEST = 32;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DemoPermissionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insertPlaces(OrganizationId organization, List<Place> places, List<UUID> archived, Instant archivedAt) {
        jdbc.sql("""
                insert into scope (organization_id, id, kind, parent_id, path, archived_at)
                select :organization, id, case when hub is null then 'hub' else 'repository' end, coalesce(hub, :organization),
                       case when hub is null then array[id, :organization] else array[id, hub, :organization] end,
                       case when id = any (:archived::uuid[]) then :archivedAt::timestamptz end
                  from unnest(:ids::text[]::uuid[], :hubs::text[]::uuid[]) as place (id, hub)
                """)
                .param("organization", organization.value())
                .param("archived", archived.toArray(UUID[]::new))
                .param("archivedAt", Timestamps.utc(archivedAt))
                .param("ids", texts(places, Place::id))
                .param("hubs", texts(places, Place::hub))
                .update();
        for (var hubs : List.of(true, false)) {
            var some = places.stream()
                    .filter(place -> (place.hub() == null) == hubs)
                    .toList();
            jdbc.sql((hubs
                                    ? "insert into hub (organization_id, id, name, created_by, created_at) select :organization, id, name, made, at"
                                    : "insert into repository (organization_id, id, hub_id, name, created_by, created_at) select :organization, id, hub, name, made, at")
                            + """
                               from unnest(:ids::text[]::uuid[], :hubs::text[]::uuid[], :names::text[], :by::text[]::uuid[], :times::text[]::timestamptz[])
                                    as place (id, hub, name, made, at)
                            """)
                    .param("organization", organization.value())
                    .param("ids", texts(some, Place::id))
                    .param("hubs", texts(some, Place::hub))
                    .param("names", texts(some, Place::name))
                    .param("by", texts(some, Place::by))
                    .param("times", texts(some, Place::at))
                    .update();
        }
    }

    void insertRole(
            OrganizationId organization,
            UUID id,
            String name,
            String description,
            List<String> permissions,
            UUID by,
            Instant at) {
        jdbc.sql("""
                insert into role (organization_id, id, name, description, level, scope_kinds, permissions, created_by, created_at)
                values (:organization, :id, :name, :description, 'other_admin', array['organization'], :permissions, :by, :at)
                """)
                .param("organization", organization.value())
                .param("id", id)
                .param("name", name)
                .param("description", description)
                .param("permissions", permissions.toArray(String[]::new))
                .param("by", by)
                .param("at", Timestamps.utc(at))
                .update();
    }

    void insertTeams(OrganizationId organization, List<Team> teams) {
        jdbc.sql("""
                with subject as (
                    insert into permission_subject (organization_id, id, kind, active)
                    select :organization, id, 'team', true from unnest(:ids::text[]::uuid[]) as made (id)
                    returning id)
                insert into team (organization_id, id, name, onboarding, created_by, created_at)
                select :organization, id, name, onboarding, made, at
                  from unnest(:ids::text[]::uuid[], :names::text[], :onboarding::text[]::boolean[], :by::text[]::uuid[], :times::text[]::timestamptz[])
                       as team (id, name, onboarding, made, at)
                 where id in (select id from subject)
                """)
                .param("organization", organization.value())
                .param("ids", texts(teams, Team::id))
                .param("names", texts(teams, Team::name))
                .param("onboarding", texts(teams, Team::onboarding))
                .param("by", texts(teams, Team::by))
                .param("times", texts(teams, Team::at))
                .update();
    }

    void join(OrganizationId organization, UUID team, List<UUID> subjects, UUID by, Instant at) {
        jdbc.sql("""
                insert into team_member (organization_id, team_id, subject_id, added_by, added_at)
                select :organization, :team, subject, :by, :at from unnest(:subjects::uuid[]) as subject
                    on conflict do nothing
                """)
                .param("organization", organization.value())
                .param("team", team)
                .param("by", by)
                .param("at", Timestamps.utc(at))
                .param("subjects", subjects.toArray(UUID[]::new))
                .update();
    }

    void grant(OrganizationId organization, List<Given> given, Instant now) {
        jdbc.sql("""
                insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_by, granted_at, expires_at, ended_at)
                select :organization, holder, r.id, place, giver, at, ends, case when ends <= :now then ends end
                  from unnest(:holders::text[]::uuid[], :roles::text[], :places::text[]::uuid[], :by::text[]::uuid[],
                              :times::text[]::timestamptz[], :ends::text[]::timestamptz[]) as given (holder, role, place, giver, at, ends)
                  join role r on r.organization_id = :organization and r.predefined = given.role
                    on conflict do nothing
                """)
                .param("organization", organization.value())
                .param("now", Timestamps.utc(now))
                .param("holders", texts(given, Given::holder))
                .param("roles", texts(given, Given::role))
                .param("places", texts(given, Given::place))
                .param("by", texts(given, Given::by))
                .param("times", texts(given, Given::at))
                .param("ends", texts(given, Given::ends))
                .update();
    }

    void grantCustom(OrganizationId organization, UUID subject, UUID role, UUID by, Instant at) {
        jdbc.sql("""
                insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_by, granted_at)
                values (:organization, :subject, :role, :organization, :by, :at)
                """)
                .param("organization", organization.value())
                .param("subject", subject)
                .param("role", role)
                .param("by", by)
                .param("at", Timestamps.utc(at))
                .update();
    }

    /** Promises this instead of what was promised before. */
    void promise(OrganizationId organization, UUID member, List<Promised> promised, UUID by) {
        forget(organization, List.of(member));
        jdbc.sql("""
                insert into initial_permission (organization_id, member_id, team_id, role_id, scope_id, given_by)
                select :organization, :member, team, r.id, place, :by
                  from unnest(:teams::text[]::uuid[], :roles::text[], :places::text[]::uuid[]) as promise (team, role, place)
                  left join role r on r.organization_id = :organization and r.predefined = promise.role
                """)
                .param("organization", organization.value())
                .param("member", member)
                .param("by", by)
                .param("teams", texts(promised, Promised::team))
                .param("roles", texts(promised, Promised::role))
                .param("places", texts(promised, Promised::place))
                .update();
    }

    /** Leaves some without any permission, and others without any promise. */
    void takeAway(OrganizationId organization, List<UUID> subjects, List<UUID> invited) {
        for (var table : List.of("role_grant", "team_member"))
            jdbc.sql("delete from " + table
                            + " where organization_id = :organization and subject_id = any (:subjects::uuid[])")
                    .param("organization", organization.value())
                    .param("subjects", subjects.toArray(UUID[]::new))
                    .update();
        forget(organization, invited);
    }

    void insertEvents(OrganizationId organization, List<Happened> happened) {
        var digest = new byte[DIGEST];
        new SecureRandom().nextBytes(digest);
        jdbc.sql("""
                with recorded as (
                    insert into event (organization_id, id, at, kind, actor_account, actor_member, target_kind, target_id, detail, origin_digest)
                    select :organization, id, at, kind, account, member, target_kind, target, detail, :digest
                      from unnest(:ids::text[]::uuid[], :times::text[]::timestamptz[], :kinds::text[], :accounts::text[]::uuid[], :members::text[]::uuid[],
                                  :targetKinds::text[], :targets::text[]::uuid[], :details::text[]::jsonb[])
                           as happened (id, at, kind, account, member, target_kind, target, detail)
                    returning id)
                insert into event_unchained (organization_id, event_id) select :organization, id from recorded
                """)
                .param("organization", organization.value())
                .param("digest", digest)
                .param("ids", texts(happened, Happened::id))
                .param("times", texts(happened, Happened::at))
                .param("kinds", texts(happened, Happened::kind))
                .param("accounts", texts(happened, event -> event.by().account()))
                .param("members", texts(happened, event -> event.by().id()))
                .param("targetKinds", texts(happened, Happened::targetKind))
                .param("targets", texts(happened, Happened::target))
                .param("details", texts(happened, event -> json.writeValueAsString(event.detail())))
                .update();
    }

    private void forget(OrganizationId organization, List<UUID> members) {
        jdbc.sql(
                        "delete from initial_permission where organization_id = :organization and member_id = any (:members::uuid[])")
                .param("organization", organization.value())
                .param("members", members.toArray(UUID[]::new))
                .update();
    }
}
