package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The level that a member carries is that of the highest role they hold, whichever way it came or went. */
@InHouse
class MemberLevelsTest {

    private final House house;

    MemberLevelsTest(House house) {
        this.house = house;
    }

    private Granting granting(String name) {
        return new Granting(house, house.tenant(name));
    }

    @Test
    @DisplayName("MEM-1 a role given raises the level to the highest held, and one taken lowers it to what is left")
    void givenAndTaken() {
        var at = granting("Given");
        var hub = at.hub("Marketing");
        var person = at.person("Ada");
        assertThat(at.level(person)).isEqualTo("none");

        at.grant(person, "member", at.organization());
        assertThat(at.level(person)).isEqualTo("member");
        at.grant(person, "community_admin", at.organization());
        assertThat(at.level(person)).isEqualTo("other_admin");
        var hubAdmin = at.grant(person, "hub_admin", hub);
        assertThat(at.level(person)).isEqualTo("hub_admin");
        at.grant(person, "organization_admin", at.organization());
        assertThat(at.level(person)).isEqualTo("organization_admin");

        at.sql(
                "delete from role_grant where organization_id = :o and role_id = :a and subject_id = :b",
                at.predefined("organization_admin"),
                person);
        assertThat(at.level(person)).isEqualTo("hub_admin");
        at.sql("update role_grant set ended_at = '2026-02-01' where organization_id = :o and id = :a", hubAdmin);
        assertThat(at.level(person)).isEqualTo("other_admin");
        at.sql("delete from role_grant where organization_id = :o and subject_id = :a", person);
        assertThat(at.level(person)).isEqualTo("none");
    }

    @Test
    @DisplayName("MEM-1 a grant that is given to somebody else, or with another role, changes the levels of both")
    void grantMoved() {
        var at = granting("Moved");
        var ada = at.person("Ada");
        var ben = at.person("Ben");
        var grant = at.grant(ada, "community_admin", at.organization());
        at.sql("update role_grant set subject_id = :b where organization_id = :o and id = :a", grant, ben);
        assertThat(List.of(at.level(ada), at.level(ben))).containsExactly("none", "other_admin");
        at.sql(
                "update role_grant set role_id = :b where organization_id = :o and id = :a",
                grant,
                at.predefined("member"));
        assertThat(at.level(ben)).isEqualTo("member");
    }

    @Test
    @DisplayName("MEM-1 what a team holds counts for its members, from joining to leaving")
    void teams() {
        var at = granting("Teams");
        var ada = at.person("Ada");
        var ben = at.person("Ben");
        var team = at.team("Launch", ada);
        at.grant(ben, "member", at.organization());
        at.grant(team, "hub_admin", at.hub("Marketing"));
        assertThat(at.level(ada)).isEqualTo("hub_admin");

        at.join(team, ben);
        assertThat(at.level(ben)).isEqualTo("hub_admin");
        at.leave(team, ada, ben);
        assertThat(List.of(at.level(ada), at.level(ben))).containsExactly("none", "member");

        at.join(team, ada);
        at.sql("delete from role_grant where organization_id = :o and subject_id = :a", team);
        assertThat(at.level(ada)).isEqualTo("none");
    }

    @Test
    @DisplayName("MEM-1 what a team held ends with the team, whichever of its rows is deleted")
    void teamDeleted() {
        var at = granting("Deleted");
        for (var statement : List.of(
                "delete from permission_subject where organization_id = :o and id = :a",
                "delete from team where organization_id = :o and id = :a")) {
            var ada = at.person("Ada");
            var team = at.team("Launch", ada);
            at.grant(team, "community_admin", at.organization());
            assertThat(at.level(ada)).isEqualTo("other_admin");
            at.sql(statement, team);
            assertThat(at.level(ada)).as(statement).isEqualTo("none");
        }
    }

    @Test
    @DisplayName("MEM-5 a member who goes takes memberships and grants along, the row first and its subject after it")
    void memberDeleted() {
        var at = granting("Gone");
        var ada = at.person("Ada");
        at.team("Launch", ada);
        at.grant(ada, "community_admin", at.organization());
        assertThat(at.sql("delete from member where organization_id = :o and subject_id = :a", ada))
                .isEqualTo(1);
        assertThat(at.sql("delete from permission_subject where organization_id = :o and id = :a", ada))
                .isEqualTo(1);
        assertThat(house.asOwner()
                        .sql("select count(*) from level_pending")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName("ORG-2 what is archived gives nobody a level, nor does what lies in it, until it is brought back")
    void archived() {
        var at = granting("Archived");
        var hub = at.hub("Marketing");
        var repository = at.repository(hub, "Brand");
        var ada = at.person("Ada");
        var ben = at.person("Ben");
        var cleo = at.person("Cleo");
        at.grant(ada, "hub_admin", hub);
        at.grant(ben, "repository_editor", repository);
        at.grant(at.team("Launch", cleo), "repository_viewer", repository);

        at.archive(hub, true);
        assertThat(List.of(at.level(ada), at.level(ben), at.level(cleo))).containsOnly("none");
        at.grant(ben, "repository_viewer", repository);
        assertThat(at.level(ben)).isEqualTo("none");
        at.archive(hub, false);
        assertThat(List.of(at.level(ada), at.level(ben), at.level(cleo)))
                .containsExactly("hub_admin", "member", "member");
        at.archive(repository, true);
        assertThat(List.of(at.level(ada), at.level(ben), at.level(cleo))).containsExactly("hub_admin", "none", "none");
    }

    @Test
    @DisplayName("ROL-2 a role that rises or falls takes its holders along")
    void roleLevel() {
        var at = granting("Role");
        var role = at.role("Auditor", "member");
        var ada = at.person("Ada");
        var ben = at.person("Ben");
        at.grant(ada, role, at.organization());
        at.grant(at.team("Launch", ben), role, at.organization());
        at.sql("update role set level = :b where organization_id = :o and id = :a", role, "other_admin");
        assertThat(List.of(at.level(ada), at.level(ben))).containsOnly("other_admin");
        at.sql("update role set level = :b where organization_id = :o and id = :a", role, "member");
        assertThat(List.of(at.level(ada), at.level(ben))).containsOnly("member");
    }

    @Test
    @DisplayName("SSO-4 a second login of the same person begins with what the person holds")
    void secondLogin() {
        var at = granting("Second");
        var ada = at.person("Ada");
        var other = at.person("Ada");
        at.grant(ada, "community_admin", at.organization());
        at.sql("""
                insert into member (organization_id, subject_id, status, source, first_name, email, created_at, status_changed_at)
                values (:o, :a, 'REGISTERED', 'sso', :b, 'second@granting.test', '2026-01-01', '2026-01-01')
                """, ada, "Second");
        at.sql("update member set subject_id = :b where organization_id = :o and subject_id = :a", other, ada);
        assertThat(house.asOwner()
                        .sql(
                                "select m.level || ' ' || w.level from member m join member_words w using (organization_id, subject_id)"
                                        + " where organization_id = :o and subject_id = :ada and w.member_id = m.id")
                        .param("o", at.organization())
                        .param("ada", ada)
                        .query(String.class)
                        .list())
                .containsExactly("other_admin 2", "other_admin 2", "other_admin 2");
    }

    @Test
    @DisplayName(
            "MEM-1 the application itself, behind row-level security, keeps levels right, and only those of the organization it entered")
    void byTheApplication() {
        var at = granting("Application");
        var there = granting("Elsewhere");
        var ada = at.person("Ada");
        var elsewhere = there.person("Ada");
        var jdbc = JdbcClient.create(house.connections());
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(at.tenant().id());
            return jdbc.sql("""
                            insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_at)
                            select organization_id, :ada, id, organization_id, '2026-01-01' from role where predefined = 'community_admin'
                            """).param("ada", ada).update();
        });
        assertThat(at.level(ada)).isEqualTo("other_admin");
        assertThat(there.level(elsewhere)).isEqualTo("none");
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(at.tenant().id());
            return jdbc.sql("delete from role_grant where subject_id = :ada")
                    .param("ada", ada)
                    .update();
        });
        assertThat(at.level(ada)).isEqualTo("none");
    }

    @Test
    @DisplayName(
            "MEM-1 where one change is that of thousands, their levels follow by the job, in the lists' counts too")
    void thousands() {
        var at = granting("Thousands");
        var many = at.people("Many", 4_500).toArray(UUID[]::new);
        var team = at.team("Everybody", many);
        at.grant(team, "repository_viewer", at.repository(at.hub("Marketing"), "Brand"));
        assertThat(at.level(many[0])).isEqualTo("none");

        at.follow();
        assertThat(tally(at)).containsExactlyInAnyOrder("member 4500", "organization_admin 1");

        at.leave(team, many);
        at.follow();
        assertThat(tally(at)).containsExactlyInAnyOrder(" 4500", "organization_admin 1");
        assertThat(house.asOwner()
                        .sql("select count(*) from level_pending")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "MEM-1 of sixteen who give and take the same person's roles at once, none leaves a level behind that nobody gave")
    void race() {
        var at = granting("Race");
        for (var round = 0; round < 5; round++) {
            var person = at.person("Ada");
            var team = at.team("Launch " + round);
            var role = at.role("Auditor " + round, "member");
            var outcomes = Race.of(16, i -> switch (i % 4) {
                case 0 ->
                    at.sql(
                            "insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_at) values (:o, :a, :b, :o, '2026-01-01')"
                                    + " on conflict do nothing",
                            team,
                            role);
                case 1 ->
                    at.sql(
                            "insert into team_member (organization_id, team_id, subject_id, added_at) values (:o, :a, :b, '2026-01-01')"
                                    + " on conflict do nothing",
                            team,
                            person);
                case 2 ->
                    at.sql("update role set level = :b where organization_id = :o and id = :a", role, "other_admin");
                default ->
                    at.sql(
                            "insert into role_grant (organization_id, subject_id, role_id, scope_id, granted_at) values (:o, :a, :b, :o, '2026-01-01')"
                                    + " on conflict do nothing",
                            person,
                            at.predefined("member"));
            });
            assertThat(outcomes).allMatch(Race.Outcome::won);
            assertThat(at.level(person)).isEqualTo("other_admin");
        }
    }

    @Test
    @DisplayName("MEM-2 a change of level touches no index of words, even where everybody's changes")
    void hot() {
        var at = granting("Hot");
        var many = at.people("Many", 6_000).toArray(UUID[]::new);
        var team = at.team("Everybody", many);
        var before = updates();
        at.grant(team, "repository_viewer", at.repository(at.hub("Marketing"), "Brand"));
        at.follow();
        house.await("the statistics", () -> updates().all() >= before.all() + many.length);
        var all = updates().all() - before.all();
        var hot = updates().hot() - before.hot();
        // What other tests changed may be counted late.
        assertThat(all).isBetween((long) many.length, many.length + 200L);
        assertThat(hot).isGreaterThan(all * 95 / 100);
    }

    private record Updates(long all, long hot) {}

    private Updates updates() {
        return house.asOwner()
                .sql(
                        "select sum(n_tup_upd) as updated, sum(n_tup_hot_upd) as hot from pg_stat_user_tables where relname like 'member\\_words\\_%'")
                .query((row, n) -> new Updates(row.getLong("updated"), row.getLong("hot")))
                .single();
    }

    private List<String> tally(Granting at) {
        return house.asOwner()
                .sql(
                        "select level || ' ' || sum(members) from member_tally where organization_id = :o group by level having sum(members) > 0")
                .param("o", at.organization())
                .query((row, n) -> row.getString(1))
                .list();
    }
}
