package dev.gatehouse.bench;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Permission checks in a large organization (API-5): how many a second, and what one costs. A hundred checks share a transaction,
 * as they do in a request that asks for several things; what the transaction itself costs stands in a line of its own.
 */
public final class AccessBench {

    private static final int CROWDED = 1_000;
    private static final int TOGETHER = 100;
    private static final UUID ANY = new UUID(7, 7);

    private final House house;
    private final Access access;
    private final Tenant tenant;
    private final List<UUID> members;
    private final List<UUID> crowded;
    private final List<UUID> repositories;

    private AccessBench(House house, Tenant tenant) {
        this.house = house;
        this.tenant = tenant;
        access = house.get(Access.class);
        members =
                ids("select subject_id from bench_subject where n > " + CROWDED + " order by md5(n::text) limit 5000");
        crowded = ids("select subject_id from bench_subject where n <= " + CROWDED + " order by n");
        repositories = ids("select id from scope where kind = 'repository' order by md5(id::text) limit 5000");
    }

    /** Arguments: members, teams, repositories, rounds of a hundred checks. */
    public static void main(String[] arguments) throws IOException {
        var sizes = Map.of(
                "members", argument(arguments, 0, 10_000),
                "teams", argument(arguments, 1, 10_000),
                "repositories", argument(arguments, 2, 100_000),
                "others", 100,
                "crowded", CROWDED);
        var rounds = argument(arguments, 3, 100);
        var house = House.moveIn();
        var tenant = house.tenant("Big");
        Fill.run(house, tenant, "bench/members.sql", sizes);
        Fill.run(house, tenant, "bench/permissions.sql", sizes);
        Meter.describe("%s members, %s teams, %s repositories; %d checks a transaction, figures for each such hundred"
                .formatted(sizes.get("members"), sizes.get("teams"), sizes.get("repositories"), TOGETHER));
        new AccessBench(house, tenant).run(rounds);
        System.exit(0);
    }

    private void run(int rounds) {
        measure("nothing but the transaction", rounds, 1, i -> {});
        measure("may edit in a repository", rounds, 1, i -> check(members, i));
        measure("the same, in 200 teams", rounds, 1, i -> check(crowded, i));
        measure(
                "may invite to the organization",
                rounds,
                1,
                i -> access.may(actor(members, i), Permission.MEMBERS_INVITE));
        measure(
                "all permissions at a repository",
                rounds,
                1,
                i -> access.permissionsOf(actor(members, i), repository(i)));
        var editor = house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, ScopeId.of(tenant.id()))
                .role();
        measure(
                "may give a role at a repository",
                rounds,
                1,
                i -> access.beyond(actor(members, i), List.of(Gift.of(editor, repository(i)))));
        measure("may edit in a repository, 8 at once", rounds, 8, i -> check(members, i));
    }

    private void check(List<UUID> subjects, int i) {
        access.may(actor(subjects, i), Permission.CONTENT_EDIT, repository(i));
    }

    private void measure(String name, int rounds, int threads, IntConsumer work) {
        var transaction = house.get(TransactionTemplate.class);
        Meter.measure(
                name,
                rounds,
                threads,
                round -> transaction.executeWithoutResult(_ -> {
                    house.get(Tenancy.class).enter(tenant.id());
                    for (var i = 0; i < TOGETHER; i++) work.accept(round * TOGETHER + i);
                }));
    }

    private Actor actor(List<UUID> subjects, int i) {
        return Actor.member(
                tenant.id(),
                new AccountId(ANY),
                new MemberId(ANY),
                new SubjectId(subjects.get(i % subjects.size())),
                Origin.SERVER);
    }

    private ScopeId repository(int i) {
        return new ScopeId(repositories.get(i % repositories.size()));
    }

    private List<UUID> ids(String sql) {
        return house.asOwner()
                .sql(sql)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private static int argument(String[] arguments, int place, int otherwise) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
    }
}
