package dev.gatehouse.members;

import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.UUID;

/** Arranges members, teams, places and grants of an organization straight in the tables, whichever rooms there will be for them. */
record Granting(House house, Tenant tenant) {

    UUID organization() {
        return tenant.id().value();
    }

    /** An active member without any permission; the subject that grants hang on. */
    UUID person(String firstName) {
        return people(firstName, 1).getFirst();
    }

    List<UUID> people(String firstName, int howMany) {
        return people(firstName, howMany, "");
    }

    /** So many that writing the words that search finds them by would take most of a test: those are behind. */
    List<UUID> crowd(String firstName, int howMany) {
        return people(firstName, howMany, "behind");
    }

    private List<UUID> people(String firstName, int howMany, String words) {
        return house.asOwner()
                .sql("""
                        with words as materialized (select set_config('gatehouse.words', :words, true)),
                             subject as (
                            insert into permission_subject (organization_id, active)
                            select :o, true from words, generate_series(1, :n) returning id),
                             person as (
                            insert into member (organization_id, subject_id, status, first_name, last_name, email, created_at, status_changed_at)
                            select :o, id, 'REGISTERED', :name, 'Test', id || '@granting.test', :now, :now from subject)
                        select id from subject
                        """)
                .param("words", words)
                .param("o", organization())
                .param("n", howMany)
                .param("name", firstName)
                .param("now", Timestamps.utc(house.clock().instant()))
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
    }

    UUID team(String name, UUID... members) {
        var team = house.asOwner()
                .sql("""
                        with subject as (insert into permission_subject (organization_id, kind, active) values (:o, 'team', true) returning id)
                        insert into team (organization_id, id, name, created_at) select :o, id, :name, :now from subject returning id
                        """)
                .param("o", organization())
                .param("name", name)
                .param("now", Timestamps.utc(house.clock().instant()))
                .query(UUID.class)
                .single();
        join(team, members);
        return team;
    }

    void join(UUID team, UUID... members) {
        house.asOwner()
                .sql(
                        "insert into team_member (organization_id, team_id, subject_id, added_at) select :o, :team, unnest(:members::uuid[]), :now")
                .param("o", organization())
                .param("team", team)
                .param("members", members)
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
    }

    void leave(UUID team, UUID... members) {
        sql(
                "delete from team_member where organization_id = :o and team_id = :a and subject_id = any (:b::uuid[])",
                team,
                members);
    }

    UUID hub(String name) {
        var hub = place("hub", organization(), List.of());
        sql("insert into hub (organization_id, id, name, created_at) values (:o, :a, :b, '2026-01-01')", hub, name);
        return hub;
    }

    UUID repository(UUID hub, String name) {
        var repository = place("repository", hub, List.of(hub));
        house.asOwner()
                .sql(
                        "insert into repository (organization_id, id, hub_id, name, created_at) values (:o, :id, :hub, :name, '2026-01-01')")
                .param("o", organization())
                .param("id", repository)
                .param("hub", hub)
                .param("name", name)
                .update();
        return repository;
    }

    private UUID place(String kind, UUID parent, List<UUID> above) {
        return house.asOwner()
                .sql("""
                        insert into scope (organization_id, id, kind, parent_id, path)
                        select :o, id, :kind, :parent, array[id] || :above::uuid[] || :o from uuidv7() as id returning id
                        """)
                .param("o", organization())
                .param("kind", kind)
                .param("parent", parent)
                .param("above", above.toArray(UUID[]::new))
                .query(UUID.class)
                .single();
    }

    void archive(UUID place, boolean archived) {
        sql(
                "update scope set archived_at = case when :b then timestamptz '2026-01-01' end where organization_id = :o and id = :a",
                place,
                archived);
    }

    /** A role of the organization's own. */
    UUID role(String name, String level) {
        return house.asOwner()
                .sql("""
                        insert into role (organization_id, name, level, scope_kinds, permissions, created_at)
                        values (:o, :name, :level, '{organization}', '{}', '2026-01-01') returning id
                        """)
                .param("o", organization())
                .param("name", name)
                .param("level", level)
                .query(UUID.class)
                .single();
    }

    UUID predefined(String key) {
        return house.asOwner()
                .sql("select id from role where organization_id = :o and predefined = :key")
                .param("o", organization())
                .param("key", key)
                .query(UUID.class)
                .single();
    }

    UUID grant(UUID holder, String predefined, UUID place) {
        return grant(holder, predefined(predefined), place);
    }

    UUID grant(UUID holder, UUID role, UUID place) {
        return house.asOwner()
                .sql("""
                        insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_at)
                        values (:o, :holder, :role, :place, '2026-01-01') returning id
                        """)
                .param("o", organization())
                .param("holder", holder)
                .param("role", role)
                .param("place", place)
                .query(UUID.class)
                .single();
    }

    /** Runs a statement of {@code :o}, the organization, and {@code :a}. */
    int sql(String statement, Object a) {
        return house.asOwner()
                .sql(statement)
                .param("o", organization())
                .param("a", a)
                .update();
    }

    /** The same with {@code :b}. */
    int sql(String statement, Object a, Object b) {
        return house.asOwner()
                .sql(statement)
                .param("o", organization())
                .param("a", a)
                .param("b", b)
                .update();
    }

    /** Lets the levels of many follow, as the job does. */
    void follow() {
        var levels = house.get(MemberLevels.class);
        for (var organization : levels.waiting()) while (levels.follow(organization) > 0) {}
    }

    /** The level that the member of a subject carries; "none" for nothing. */
    String level(UUID subject) {
        return house.asOwner()
                .sql("select coalesce(level, 'none') from member where organization_id = :o and subject_id = :subject")
                .param("o", organization())
                .param("subject", subject)
                .query(String.class)
                .single();
    }
}
