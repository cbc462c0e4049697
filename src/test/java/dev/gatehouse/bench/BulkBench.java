package dev.gatehouse.bench;

import dev.gatehouse.bulk.Bulk;
import dev.gatehouse.bulk.BulkAction;
import dev.gatehouse.bulk.BulkRequest;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Actions on all that match, batch by batch as the job does them, each batch a transaction with its events. */
public final class BulkBench {

    private BulkBench() {}

    /** Argument: how many members. */
    public static void main(String[] arguments) {
        var many = Integer.parseInt(arguments.length > 0 ? arguments[0] : "100000");
        var house = House.moveIn();
        var tenant = house.tenant("Bench");
        fill(house, tenant, many);
        var teams = Stream.of("One", "Two", "Three")
                .map(name -> house.get(Teams.class).create(tenant.admin(), name, false, List.of()))
                .toList();
        System.out.printf(
                Locale.ROOT,
                "%s, %d processors, Java %s; %d members%n",
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                many);
        System.out.printf(Locale.ROOT, "%-28s %9s %9s%n", "case", "click s", "job s");
        var active = MemberListQuery.of(Map.of("status", "active"));
        measure(house, tenant, "add to 3 teams", BulkAction.TEAM_JOINING, active, teams);
        measure(house, tenant, "remove from 3 teams", BulkAction.TEAM_LEAVING, active, teams);
        measure(house, tenant, "create a team", BulkAction.TEAM_CREATION, active, List.of());
        measure(house, tenant, "deactivate", BulkAction.DEACTIVATION, active, List.of());
        measure(
                house,
                tenant,
                "remove from organization",
                BulkAction.REMOVAL,
                MemberListQuery.of(Map.of("status", "blocked")),
                List.of());
        System.exit(0);
    }

    private static void measure(
            House house, Tenant tenant, String name, BulkAction action, MemberListQuery query, List<TeamId> teams) {
        var bulk = house.get(Bulk.class);
        var began = System.nanoTime();
        var job = bulk.start(
                tenant.admin(), BulkRequest.all(action, query).with(teams).named("Everybody"));
        var clicked = System.nanoTime();
        for (var more = true; more; ) more = bulk.step(tenant.id(), job.id());
        var done = bulk.get(tenant.admin(), job.id());
        System.out.printf(
                Locale.ROOT,
                "%-28s %9.2f %9.2f   %s, %d done, %d left out%n",
                name,
                (clicked - began) / 1e9,
                (System.nanoTime() - clicked) / 1e9,
                done.state(),
                done.done(),
                done.leftOut());
    }

    private static void fill(House house, Tenant tenant, int many) {
        house.asOwner()
                .sql("""
                with subject as (
                     insert into permission_subject (organization_id, active)
                     select :organization, true from generate_series(1, :many) returning id)
                insert into member (organization_id, subject_id, status, first_name, last_name, email, created_at, status_changed_at)
                select :organization, id, 'REGISTERED', 'Person', right(id::text, 12), id || '@example.com', now(), now() from subject
                """)
                .param("organization", tenant.id().value())
                .param("many", many)
                .update();
        house.asOwner()
                .sql("update organization set seats_used = seats_used + :many where id = :organization")
                .param("many", many)
                .param("organization", tenant.id().value())
                .update();
        house.asOwner().sql("analyze").update();
    }
}
