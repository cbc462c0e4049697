package dev.gatehouse.bench;

import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lists, searches, filters and counts of members, through the face, as the application's role, one transaction each. */
public final class MembersBench {

    private static final int WARM = 20;
    private static final int OTHERS = 1_000;

    private MembersBench() {}

    /** Arguments: members in the organization, runs of each case. */
    public static void main(String[] arguments) throws IOException {
        var members = Integer.parseInt(arguments.length > 0 ? arguments[0] : "10000");
        var runs = Integer.parseInt(arguments.length > 1 ? arguments[1] : "100");
        var house = House.moveIn();
        var tenant = house.tenant("Big");
        fill(house, tenant, members);
        var cases = cases(house, tenant);
        for (var i = 0; i < WARM; i++)
            for (var one : cases.values()) house.get(MemberList.class).page(tenant.admin(), query(one));
        describe(house, members, runs);
        System.out.printf(
                Locale.ROOT,
                "%-58s %8s %8s %8s %8s %9s %9s%n",
                "case",
                "p50 ms",
                "p99 ms",
                "mean ms",
                "JVM ms",
                "PG ms",
                "matches");
        for (var one : cases.entrySet()) measure(house, tenant, one.getKey(), one.getValue(), runs);
        System.exit(0);
    }

    private static Map<String, String> cases(House house, Tenant tenant) {
        var cases = new LinkedHashMap<String, String>();
        for (var sort : List.of("name", "-name", "status", "-status", "role", "-role", "active", "-active"))
            cases.put("list by " + sort, "sort=" + sort);
        cases.put("deep page by name", deep(house, tenant, "name"));
        cases.put("deep page by -active", deep(house, tenant, "-active"));
        for (var filter : List.of(
                "role=admin",
                "role=hub_admin",
                "role=other_admin",
                "role=none",
                "role=nothing",
                "status=active",
                "status=invited",
                "status=expired",
                "status=terminated",
                "source=sso",
                "activity=inactive",
                "activity=inactive&sort=active",
                "status=expired&sort=-active",
                "role=nothing&status=active&source=sso&sort=-active")) cases.put("filter " + filter, filter);
        var address = house.asOwner()
                .sql("select email from member where organization_id = :o and first_name = 'Anna' order by id limit 1")
                .param("o", tenant.id().value())
                .query(String.class)
                .single();
        var searches = new LinkedHashMap<String, String>();
        searches.put("infix, 7 %", "mar");
        searches.put("infix, 5 %", "and");
        searches.put("infix, 1.5 %", "ing");
        searches.put("infix, everybody", "example");
        searches.put("rare", "zhuk");
        searches.put("none", "qqxyz");
        searches.put("accents", "MÜLL");
        searches.put("two letters, common", "li");
        searches.put("two letters, rare", "zh");
        searches.put("two letters, none", "qz");
        searches.put("one letter", "m");
        searches.put("Chinese", "田中");
        searches.put("Cyrillic", "смир");
        searches.put("Arabic", "حسن");
        searches.put("exact e-mail", address);
        searches.put("e-mail of nobody", "anna.muller0@northwind.example");
        searches.put("domain", "@northwind");
        searches.put("first and last name", "anna muller");
        searches.put("last and first name", "mull ann");
        searches.put("late in the alphabet", "zygm");
        searches.forEach((name, typed) -> cases.put("search: " + name + " (" + typed + ")", "q=" + typed));
        for (var filter : List.of(
                "role=admin",
                "role=hub_admin",
                "role=other_admin",
                "role=nothing",
                "status=invited",
                "status=terminated",
                "status=blocked",
                "source=sso",
                "activity=inactive",
                "status=expired"))
            for (var typed : List.of("mar", "li", "zhuk", "anna muller"))
                cases.put("search " + typed + " with " + filter, "q=" + typed + "&" + filter);
        for (var sort : List.of("-name", "status", "-active")) cases.put("search mar by " + sort, "q=mar&sort=" + sort);
        for (var team : teams(house, tenant).entrySet()) {
            cases.put("team of " + team.getKey(), "team=" + team.getValue());
            for (var filter : List.of(
                    "sort=-active",
                    "sort=status",
                    "status=invited",
                    "role=nothing",
                    "activity=inactive",
                    "q=mar",
                    "q=zhuk"))
                cases.put("team of " + team.getKey() + ", " + filter, "team=" + team.getValue() + "&" + filter);
        }
        return cases;
    }

    /** The ids of teams by their size. */
    private static Map<Integer, String> teams(House house, Tenant tenant) {
        var teams = new TreeMap<Integer, String>();
        house.asOwner()
                .sql("select id, members from team where organization_id = :o order by members")
                .param("o", tenant.id().value())
                .query(row -> {
                    teams.put(row.getInt("members"), row.getString("id"));
                });
        return teams;
    }

    /** The address of a page at about nine tenths of the list. */
    private static String deep(House house, Tenant tenant, String sort) {
        var opposite = sort.startsWith("-") ? sort.substring(1) : "-" + sort;
        var page = house.get(MemberList.class).page(tenant.admin(), query("sort=" + opposite));
        for (var i = 0; i < 200 && page.page().next() != null; i++)
            page = house.get(MemberList.class)
                    .page(tenant.admin(), query(after(page.page().next())));
        return after(String.valueOf(
                        page.page().next() == null
                                ? page.page().previous()
                                : page.page().next()))
                .replace("sort=" + opposite, "sort=" + sort);
    }

    private static String after(String address) {
        return address.substring(address.indexOf('?') + 1);
    }

    private static MemberListQuery query(String address) {
        var parameters = new HashMap<String, String>();
        for (var pair : address.split("&", -1)) {
            var parts = pair.split("=", 2);
            parameters.put(parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return MemberListQuery.of(parameters);
    }

    private static void measure(House house, Tenant tenant, String name, String address, int runs) throws IOException {
        var list = house.get(MemberList.class);
        var query = query(address);
        var matches = "";
        for (var i = 0; i < WARM; i++) {
            var page = list.page(tenant.admin(), query).page();
            matches = page.matches() + (page.more() ? "+" : "");
        }
        var times = new double[runs];
        var backends = backends(house);
        var postgres = cpu(backends);
        var own = processCpu();
        for (var i = 0; i < runs; i++) {
            var start = System.nanoTime();
            list.page(tenant.admin(), query);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        own = processCpu() - own;
        postgres = cpu(backends) - postgres;
        var mean = Arrays.stream(times).average().orElse(0);
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "%-58s %8.2f %8.2f %8.2f %8.2f %9.2f %9s%n",
                name,
                times[runs / 2],
                times[Math.min(runs - 1, runs * 99 / 100)],
                mean,
                own / 1e6 / runs,
                postgres / 1e6 / runs,
                matches);
    }

    private static List<@Nullable Integer> backends(House house) {
        return house.asOwner()
                .sql(
                        "select pid from pg_stat_activity where usename = 'gatehouse_app' and datname = current_database()")
                .query(Integer.class)
                .list();
    }

    /** Nanoseconds that the processes ran on a processor. */
    private static long cpu(List<@Nullable Integer> processes) throws IOException {
        var total = 0L;
        for (var process : processes) {
            var statistics = Path.of("/proc", String.valueOf(process), "schedstat");
            if (Files.exists(statistics))
                total += Long.parseLong(Files.readString(statistics).split(" ", 2)[0]);
        }
        return total;
    }

    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static void fill(House house, Tenant tenant, int members) throws IOException {
        var owner = house.asOwner();
        var sql = Files.readString(Path.of("bench/members.sql"));
        for (var statement : sql.split(";\\s*\n", -1))
            if (!statement.isBlank())
                owner.sql(statement
                                .replace(":organization", "'" + tenant.id() + "'")
                                .replace(":members", Integer.toString(members))
                                .replace(":others", Integer.toString(OTHERS)))
                        .update();
    }

    private static void describe(House house, int members, int runs) throws IOException {
        var machine = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 2))
                .orElse("unknown processor");
        System.out.printf(
                Locale.ROOT,
                "%s, %d processors, load %.1f; Java %s; %s%n",
                machine,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version(),
                house.asOwner()
                        .sql("select split_part(version(), ' on ', 1)")
                        .query(String.class)
                        .single());
        System.out.println(house.asOwner()
                .sql("""
                        select format('%s members in the organization, %s in others; member %s, indexes %s; member_words %s, indexes %s; shared_buffers %s',
                                      :members::text, (select count(*) from member) - :members, pg_size_pretty(pg_relation_size('member')),
                                      pg_size_pretty(pg_indexes_size('member')),
                                      (select pg_size_pretty(sum(pg_relation_size(inhrelid))) from pg_inherits where inhparent = 'member_words'::regclass),
                                      (select pg_size_pretty(sum(pg_indexes_size(inhrelid))) from pg_inherits where inhparent = 'member_words'::regclass),
                                      current_setting('shared_buffers'))
                        """)
                .param("members", members)
                .query(String.class)
                .single());
        System.out.printf(Locale.ROOT, "%d runs of each case, after %d to warm up%n%n", runs, 2 * WARM);
    }
}
