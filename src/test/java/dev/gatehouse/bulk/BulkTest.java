package dev.gatehouse.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.bulk.BulkJob.State;
import dev.gatehouse.invitations.Channel;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class BulkTest {

    private final House house;
    private final Bulk bulk;
    private final Teams teams;

    BulkTest(House house) {
        this.house = house;
        this.bulk = house.get(Bulk.class);
        this.teams = house.get(Teams.class);
    }

    @Test
    @DisplayName(
            "TEA-5 a selection joins several teams and leaves them again in one action, and the report names who was left out")
    void teams() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 3);
        var launch = team(tenant, "Launch");
        var press = team(tenant, "Press");
        teams.addMembers(tenant.admin(), List.of(launch, press), List.of(people.get(0)));

        var joined = bulk.start(
                tenant.admin(), BulkRequest.of(BulkAction.TEAM_JOINING, people).with(List.of(launch, press)));

        assertThat(joined.state()).isEqualTo(State.DONE);
        assertThat(joined.done()).isEqualTo(2);
        assertThat(leftOut(tenant, joined)).isEqualTo(Map.of(people.get(0), "already"));
        assertThat(size(tenant, launch)).isEqualTo(3);
        assertThat(size(tenant, press)).isEqualTo(3);

        teams.removeMembers(tenant.admin(), List.of(launch, press), List.of(people.get(2)));
        var left = bulk.start(
                tenant.admin(), BulkRequest.of(BulkAction.TEAM_LEAVING, people).with(List.of(launch, press)));

        assertThat(left.done()).isEqualTo(2);
        assertThat(leftOut(tenant, left)).isEqualTo(Map.of(people.get(2), "not_in_it"));
        assertThat(size(tenant, launch)).isZero();
    }

    @Test
    @DisplayName(
            "TEA-1 MEM-4 a selection becomes a team; a taken name and an empty selection are refused and nothing is kept")
    void createTeam() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 2);

        var job = bulk.start(
                tenant.admin(), BulkRequest.of(BulkAction.TEAM_CREATION, people).named("Launch"));

        assertThat(teams.get(tenant.admin(), job.teams().getFirst()).members()).isEqualTo(2);
        assertRefused(
                "team.name.taken",
                () -> bulk.start(
                        tenant.admin(),
                        BulkRequest.of(BulkAction.TEAM_CREATION, people).named("LAUNCH")));
        assertRefused(
                "bulk.nobody",
                () -> bulk.start(
                        tenant.admin(),
                        BulkRequest.of(BulkAction.TEAM_CREATION, List.of()).named("Nobody")));
        assertRefused(
                "bulk.teams.none", () -> bulk.start(tenant.admin(), BulkRequest.of(BulkAction.TEAM_JOINING, people)));
        assertThat(bulk.recent(tenant.admin())).hasSize(1);
    }

    @Test
    @DisplayName(
            "MEM-4 INV-4 invitations are sent again to those who wait for one; the others are left out with the reason")
    void resend() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 3);
        var lena = id(house.member(tenant, "Lena", "Fischer", "lena-resend@example.com"));
        house.get(Lifecycle.class).deactivate(tenant.admin(), people.get(1));
        for (var i = 0; i < 9; i++) house.get(Invitations.class).resend(tenant.admin(), people.get(2), Channel.EMAIL);
        house.runJobs();
        var gone = new MemberId(UUID.randomUUID());

        var job = bulk.start(
                tenant.admin(),
                BulkRequest.of(
                        BulkAction.INVITATION, List.of(people.get(0), people.get(1), people.get(2), lena, gone)));

        assertThat(job.done()).isEqualTo(1);
        assertThat(leftOut(tenant, job))
                .isEqualTo(Map.of(people.get(1), "blocked", people.get(2), "limit", lena, "joined", gone, "gone"));
        assertThat(house.asOwner()
                        .sql("select count(*) from message where member_id = :member")
                        .param("member", people.get(0).value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "MEM-4 LIF-2 MEM-5 many are deactivated and removed; oneself, the last admin and those above are left out")
    void deactivateAndRemove() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 2);
        var community = house.member(tenant, "Cara", "Community", "cara-bulk@example.com");
        grant(tenant, community, PredefinedRole.COMMUNITY_ADMIN);
        var all = List.of(people.get(0), people.get(1), id(community), id(tenant.admin()));

        var deactivated = bulk.start(community, BulkRequest.of(BulkAction.DEACTIVATION, all));

        assertThat(deactivated.done()).isEqualTo(2);
        assertThat(bulk.leftOut(community, deactivated.id(), 0, 9))
                .extracting(BulkTarget::problem)
                .containsExactlyInAnyOrder("self", "above");
        assertThat(seatsUsed(tenant)).isEqualTo(2);

        var again = bulk.start(community, BulkRequest.of(BulkAction.DEACTIVATION, people));
        assertThat(again.leftOut()).isEqualTo(2);

        var removed = bulk.start(community, BulkRequest.of(BulkAction.REMOVAL, all));
        assertThat(removed.done()).isEqualTo(2);
        assertThat(seatsUsed(tenant)).isEqualTo(2);
        assertThat(events(tenant, "member.removed")).isEqualTo(2);
    }

    @Test
    @DisplayName("MEM-5 of all admins who are to go at once, one stays")
    void lastAdmin() {
        var tenant = house.tenant("Northwind");
        var temporary = house.member(tenant, "Tara", "Temp", "tara@example.com");
        var second = house.member(tenant, "Jonas", "Lindqvist", "jonas-bulk@example.com");
        grant(tenant, temporary, PredefinedRole.ORGANIZATION_ADMIN);
        grant(tenant, second, PredefinedRole.ORGANIZATION_ADMIN);
        house.asOwner()
                .sql("update role_grant set expires_at = now() + interval '50 years' where subject_id = :subject")
                .param("subject", Objects.requireNonNull(temporary.subject()).value())
                .update();

        var job = bulk.start(temporary, BulkRequest.of(BulkAction.REMOVAL, List.of(id(tenant.admin()), id(second))));

        assertThat(job.done()).isEqualTo(1);
        assertThat(bulk.leftOut(temporary, job.id(), 0, 9))
                .extracting(BulkTarget::problem)
                .containsExactly("last_admin");
    }

    @Test
    @DisplayName("MEM-4 all that match, more than a hundred, are done by a job; who comes in later is not among them")
    void job() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 2_500);
        var launch = team(tenant, "Launch");

        var job = bulk.start(tenant.admin(), allInvited().with(List.of(launch)));
        invited(tenant, 1);
        assertThat(job.state()).isEqualTo(State.RUNNING);
        assertThat(job.total()).isEqualTo(2_500);
        house.runJobs();

        var done = bulk.get(tenant.admin(), job.id());
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.done()).isEqualTo(2_500);
        assertThat(size(tenant, launch)).isEqualTo(2_500);
        assertThat(events(tenant, "member.teams_joined")).isEqualTo(2_500);
        assertThat(bulk.targets(tenant.admin(), job.id(), 2_499, 9)).hasSize(1);
    }

    @Test
    @DisplayName("MEM-4 each of the other actions is done to thousands by a job too")
    void everyAction() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 1_200);
        for (var action : List.of(BulkAction.INVITATION, BulkAction.DEACTIVATION, BulkAction.REMOVAL)) {
            var query = MemberListQuery.of(Map.of("role", "nothing"));
            var job = bulk.start(tenant.admin(), BulkRequest.all(action, query));
            for (var more = true; more; ) more = bulk.step(tenant.id(), job.id());
            assertThat(bulk.get(tenant.admin(), job.id()).done())
                    .as(action.key())
                    .isEqualTo(1_200);
        }
        assertThat(seatsUsed(tenant)).isEqualTo(1);
        var team = bulk.start(
                tenant.admin(),
                BulkRequest.all(BulkAction.TEAM_CREATION, MemberListQuery.everybody())
                        .named("Rest"));
        assertThat(size(tenant, team.teams().getFirst())).isEqualTo(1);
    }

    @Test
    @DisplayName("MEM-4 a batch that breaks off leaves nothing of itself, and the job goes on where it was")
    void resume() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 2_300);
        var launch = team(tenant, "Launch");
        var job = bulk.start(tenant.admin(), allInvited().with(List.of(launch)));
        bulk.step(tenant.id(), job.id());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> house.inTransaction(() -> {
                    bulk.step(tenant.id(), job.id());
                    throw new IllegalStateException("the process dies");
                }));

        assertThat(bulk.get(tenant.admin(), job.id()).reached()).isEqualTo(1_000);
        assertThat(size(tenant, launch)).isEqualTo(1_000);
        house.runJobs();
        assertThat(bulk.get(tenant.admin(), job.id()).done()).isEqualTo(2_300);
        assertThat(events(tenant, "member.teams_joined")).isEqualTo(2_300);
    }

    @Test
    @DisplayName("MEM-4 cancelling keeps what is done, and nothing follows")
    void cancel() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 1_500);
        var launch = team(tenant, "Launch");
        var job = bulk.start(tenant.admin(), allInvited().with(List.of(launch)));
        bulk.step(tenant.id(), job.id());

        bulk.cancel(tenant.admin(), job.id());
        house.runJobs();

        var cancelled = bulk.get(tenant.admin(), job.id());
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.done()).isEqualTo(1_000);
        assertThat(size(tenant, launch)).isEqualTo(1_000);
        assertThat(bulk.cancel(tenant.admin(), job.id()).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    @DisplayName("ROL-3 MEM-4 who loses the right, or the organization, stops their job; so does a deleted team")
    void lostRights() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 1_500);
        var launch = team(tenant, "Launch");
        var second = house.member(tenant, "Jonas", "Lindqvist", "jonas-rights@example.com");
        grant(tenant, second, PredefinedRole.ORGANIZATION_ADMIN);
        var right = bulk.start(second, allInvited().with(List.of(launch)));
        bulk.step(tenant.id(), right.id());
        take(tenant, second);
        var blocked = bulk.start(tenant.admin(), allInvited().with(List.of(launch)));
        house.asOwner()
                .sql("update bulk_job set created_by = :by where id = :id")
                .param("by", id(second).value())
                .param("id", blocked.id().value())
                .update();
        house.get(Lifecycle.class).deactivate(tenant.admin(), id(second));
        var deleted = team(tenant, "Deleted");
        var gone = bulk.start(tenant.admin(), allInvited().with(List.of(deleted)));
        teams.delete(tenant.admin(), deleted);

        house.runJobs();

        assertThat(failure(right)).isEqualTo("FAILED rights 1000");
        assertThat(failure(blocked)).isEqualTo("FAILED rights 0");
        assertThat(failure(gone)).isEqualTo("FAILED team_gone 0");
        assertThat(size(tenant, launch)).isEqualTo(1_000);
    }

    @Test
    @DisplayName("ROL-3 nobody begins what they may not do, and nobody sees what others began")
    void refusals() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 1);
        var lena = house.member(tenant, "Lena", "Fischer", "lena-bulk@example.com");
        var launch = team(tenant, "Launch");
        for (var action : BulkAction.values())
            assertRefused(
                    "forbidden",
                    () -> bulk.start(
                            lena,
                            BulkRequest.of(action, people).with(List.of(launch)).named("Mine")));
        var job = bulk.start(
                tenant.admin(), BulkRequest.of(BulkAction.TEAM_JOINING, people).with(List.of(launch)));

        assertRefused("not.found", () -> bulk.get(lena, job.id()));
        assertRefused("not.found", () -> bulk.cancel(lena, job.id()));
        assertRefused("not.found", () -> bulk.leftOut(lena, job.id(), 0, 9));
        assertThat(bulk.recent(lena)).isEmpty();
    }

    @Test
    @DisplayName("ROL-3 a team that gives what the actor may not give takes nobody in")
    void beyond() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 1);
        var community = house.member(tenant, "Cara", "Community", "cara-beyond@example.com");
        grant(tenant, community, PredefinedRole.COMMUNITY_ADMIN);
        var admins = team(tenant, "Admins");
        house.get(Grants.class)
                .give(
                        tenant.admin(),
                        admins.subject(),
                        house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));

        assertRefused(
                "team.beyond",
                () -> bulk.start(
                        community,
                        BulkRequest.of(BulkAction.TEAM_JOINING, people).with(List.of(admins))));
    }

    @Test
    @DisplayName("MEM-4 old actions are forgotten after 30 days")
    void purge() {
        var tenant = house.tenant("Northwind");
        var people = invited(tenant, 1);
        bulk.start(tenant.admin(), BulkRequest.of(BulkAction.INVITATION, people));
        house.clock().tick(Bulk.KEPT);
        bulk.purge(tenant.id());
        assertThat(bulk.recent(tenant.admin())).hasSize(1);
        house.clock().tick(Duration.ofMillis(1));
        bulk.purge(tenant.id());
        assertThat(bulk.recent(tenant.admin())).isEmpty();
    }

    @Test
    @DisplayName("MEM-4 edits in opposite order, removals and the deletion of a team at once: nobody sees a deadlock")
    void races() {
        for (var round = 0; round < 5; round++) {
            var tenant = house.tenant("Northwind");
            fill(tenant, 90);
            var everyone = ids(tenant);
            var launch = team(tenant, "Launch");
            var press = team(tenant, "Press");
            house.get(Grants.class)
                    .give(
                            tenant.admin(),
                            press.subject(),
                            house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));

            var outcomes = Race.of(8, i -> switch (i) {
                case 0, 1 ->
                    bulk.start(
                            tenant.admin(),
                            BulkRequest.of(BulkAction.TEAM_JOINING, everyone).with(List.of(launch, press)));
                case 2, 3 ->
                    bulk.start(
                            tenant.admin(),
                            BulkRequest.of(BulkAction.TEAM_LEAVING, everyone.reversed())
                                    .with(List.of(press, launch)));
                case 4 -> bulk.start(tenant.admin(), BulkRequest.of(BulkAction.REMOVAL, everyone.subList(0, 40)));
                case 5 -> bulk.start(tenant.admin(), BulkRequest.of(BulkAction.DEACTIVATION, everyone.subList(20, 60)));
                case 6 -> house.get(Members.class).remove(tenant.admin(), everyone.getLast());
                default -> teams.delete(tenant.admin(), launch);
            });

            assertThat(outcomes).extracting(outcome -> outcome.refused()).allSatisfy(refused -> {
                if (refused != null) assertThat(refused).isInstanceOf(Refusal.class);
            });
            assertThat(house.asOwner()
                            .sql(
                                    "select members - (select count(*) from team_member m where m.team_id = team.id) from team where id = :id")
                            .param("id", press.value())
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    @DisplayName("MEM-4 two jobs on the same teams and members, in opposite order, both end")
    void twoJobs() {
        var tenant = house.tenant("Northwind");
        fill(tenant, 2_200);
        var launch = team(tenant, "Launch");
        var press = team(tenant, "Press");
        var one = bulk.start(tenant.admin(), allInvited().with(List.of(launch, press)));
        var other = bulk.start(tenant.admin(), allInvited().with(List.of(press, launch)));

        house.runJobs();

        assertThat(bulk.get(tenant.admin(), one.id()).done()
                        + bulk.get(tenant.admin(), other.id()).done())
                .isEqualTo(2_200);
        assertThat(size(tenant, press)).isEqualTo(2_200);
    }

    @Test
    @DisplayName("ORG-4 the counters agree with what they count, whatever happened")
    void countersAgree() {
        assertThat(house.asOwner().sql("""
                select count(*) from organization o
                 where seats_used <> (select count(*) from member m
                                       where m.organization_id = o.id and status in ('INVITED', 'REGISTERING', 'REGISTERED'))
                    or exists (select from team t where t.organization_id = o.id
                                  and t.members <> (select count(*) from team_member m where m.team_id = t.id))
                """).query(Integer.class).single()).isZero();
    }

    private static BulkRequest allInvited() {
        return BulkRequest.all(BulkAction.TEAM_JOINING, MemberListQuery.of(Map.of("status", "invited")));
    }

    /** People of an organization, past the faces: only many of them. */
    private void fill(Tenant tenant, int many) {
        house.asOwner()
                .sql("""
                with subject as (
                     insert into permission_subject (organization_id) select :organization from generate_series(1, :many) returning id),
                person as (
                     insert into member (organization_id, subject_id, status, email, created_at, status_changed_at, invitation_expires_at)
                     select :organization, id, 'INVITED', id || '@example.com', now(), now(), now() + interval '100 years' from subject
                     returning id)
                insert into invitation (organization_id, member_id, channel, sent_at, expires_at)
                select :organization, id, 'email', now(), now() + interval '100 years' from person
                """)
                .param("organization", tenant.id().value())
                .param("many", many)
                .update();
        house.asOwner()
                .sql("update organization set seats_used = seats_used + :many where id = :organization")
                .param("many", many)
                .param("organization", tenant.id().value())
                .update();
    }

    private List<MemberId> invited(Tenant tenant, int many) {
        var before = ids(tenant);
        house.get(Invitations.class)
                .invite(
                        tenant.admin(),
                        IntStream.range(0, many)
                                .mapToObj(i -> "person-" + UUID.randomUUID() + "@example.com")
                                .collect(Collectors.joining("\n")),
                        InitialPermissions.NONE,
                        Channel.EMAIL);
        return ids(tenant).stream().filter(id -> !before.contains(id)).toList();
    }

    private List<MemberId> ids(Tenant tenant) {
        return house.asOwner()
                .sql("select id from member where organization_id = :id and status = 'INVITED' order by id")
                .param("id", tenant.id().value())
                .query((row, n) -> new MemberId(row.getObject("id", UUID.class)))
                .list();
    }

    private TeamId team(Tenant tenant, String name) {
        return teams.create(tenant.admin(), name, false, List.of());
    }

    private int size(Tenant tenant, TeamId team) {
        return teams.get(tenant.admin(), team).members();
    }

    private Map<MemberId, String> leftOut(Tenant tenant, BulkJob job) {
        return bulk.leftOut(tenant.admin(), job.id(), 0, 100).stream()
                .collect(Collectors.toMap(BulkTarget::id, target -> Objects.requireNonNull(target.problem())));
    }

    private String failure(BulkJob job) {
        return house.asOwner()
                .sql("select state || ' ' || failure || ' ' || done from bulk_job where id = :id")
                .param("id", job.id().value())
                .query(String.class)
                .single();
    }

    private void grant(Tenant tenant, Actor to, PredefinedRole role) {
        house.get(Grants.class)
                .give(
                        tenant.admin(),
                        Objects.requireNonNull(to.subject()),
                        house.gift(tenant, role, ScopeId.of(tenant.id())));
    }

    private void take(Tenant tenant, Actor from) {
        var grants = house.get(Grants.class);
        for (var grant : grants.ofHolder(tenant.admin(), Objects.requireNonNull(from.subject())))
            grants.take(tenant.admin(), grant.id());
    }

    private int events(Tenant tenant, String kind) {
        return house.asOwner()
                .sql("select count(*) from event where organization_id = :organization and kind = :kind")
                .param("organization", tenant.id().value())
                .param("kind", kind)
                .query(Integer.class)
                .single();
    }

    private int seatsUsed(Tenant tenant) {
        return house.asOwner()
                .sql("select seats_used from organization where id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
