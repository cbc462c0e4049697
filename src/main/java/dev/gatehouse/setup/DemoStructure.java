package dev.gatehouse.setup;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.TimeIds;
import dev.gatehouse.setup.DemoPermissionStore.Happened;
import dev.gatehouse.setup.DemoStructureStore.Named;
import dev.gatehouse.setup.DemoStructureStore.Placed;
import dev.gatehouse.setup.DemoStructureStore.Valued;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the example retailer sorts its people by: departments in the languages of its countries, job profiles, partners, attributes. */
final class DemoStructure {

    private static final long SEED = 20_260_103;
    private static final int AGES = 370;
    private static final Map<String, List<String>> DEPARTMENTS = new LinkedHashMap<>();
    private static final List<String> PROFILES =
            List.of("Sales assistant", "Store manager", "Warehouse worker", "Driver", "Buyer", "Accountant");
    private static final List<String> PARTNERS = List.of("Contoso Logistics", "Fabrikam Displays");
    private static final List<String> SIZES = List.of("XS", "S", "M", "L", "XL");

    static {
        DEPARTMENTS.put("Head office", List.of("Finance", "People", "Marketing"));
        DEPARTMENTS.put(
                "Stores",
                List.of("Great Britain", "Deutschland", "France", "España", "日本", "الإمارات العربية المتحدة"));
        DEPARTMENTS.put("Logistics", List.of("Lager Hamburg", "Warehouse Leeds"));
    }

    private final DemoStructureStore store;
    private final DemoPermissionStore log;
    private final Clock clock;
    private final Random random = new Random(SEED);
    private final List<Named> departments = new ArrayList<>();
    private final List<Happened> events = new ArrayList<>();

    DemoStructure(DemoStructureStore store, DemoPermissionStore log, Clock clock) {
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** Fills the organization of these members, the first of whom is its admin. */
    void fill(OrganizationId organization, List<DemoMember> members) {
        var amara = members.getFirst();
        for (var above : DEPARTMENTS.entrySet()) {
            var id = add(departments, amara, "department", null, above.getKey());
            for (var name : above.getValue()) add(departments, amara, "department", id, name);
        }
        var profiles = new ArrayList<Named>();
        for (var name : PROFILES) add(profiles, amara, "job_profile", null, name);
        var partners = new ArrayList<Named>();
        for (var name : PARTNERS) add(partners, amara, "partner", null, name);
        store.insertDepartments(organization, departments, ago(AGES));
        store.insertNames("job_profile", organization, profiles, ago(AGES));
        store.insertNames("partner", organization, partners, ago(AGES));
        var size = UUID.randomUUID();
        var cost = UUID.randomUUID();
        store.insertAttributes(organization, size, SIZES, cost, ago(AGES));
        happened(amara, "attribute", size, Map.of("name", "Shirt size", "kind", "choice"));
        happened(amara, "attribute", cost, Map.of("name", "Cost centre", "kind", "number"));

        var placed = new ArrayList<Placed>();
        var values = new ArrayList<Valued>();
        for (var member : members) {
            if (member.status().equals("TERMINATED")) continue;
            var external = random.nextInt(60) == 0 && !member.equals(amara);
            var department = department(member.person().language());
            placed.add(new Placed(
                    member.id(),
                    external ? null : department,
                    external ? null : profile(profiles, department),
                    external ? random.nextBoolean() ? "advertiser" : "consultant" : "platform",
                    external ? partners.get(random.nextInt(partners.size())).id() : null));
            if (external || member.status().equals("INVITED")) continue;
            values.add(new Valued(member.id(), size, SIZES.get(random.nextInt(SIZES.size()))));
            values.add(new Valued(
                    member.id(), cost, Integer.toString(4_000 + 10 * departments.indexOf(named(department)))));
        }
        store.place(organization, placed);
        store.insertValues(organization, values);
        store.insertManagers(
                organization,
                members.get(1).id(),
                members.get(3).id(),
                partners.getLast().id(),
                ago(90));
        store.insertDefaults(
                organization, profiles.getFirst().id(), departments.get(4).id());
        log.insertEvents(organization, events);
    }

    /** People of the stores of their country, and some of everywhere else. */
    private UUID department(String language) {
        var country =
                switch (language) {
                    case "de" -> "Deutschland";
                    case "fr" -> "France";
                    case "es" -> "España";
                    default -> "Great Britain";
                };
        return random.nextInt(3) == 0
                ? departments.get(random.nextInt(departments.size())).id()
                : departments.stream()
                        .filter(one -> one.name().equals(country))
                        .findFirst()
                        .orElseThrow()
                        .id();
    }

    private UUID profile(List<Named> profiles, UUID department) {
        var around = Objects.requireNonNullElse(named(department).parent(), department);
        var names =
                switch (named(around).name()) {
                    case "Head office" -> List.of("Buyer", "Accountant");
                    case "Logistics" -> List.of("Warehouse worker", "Warehouse worker", "Driver");
                    default ->
                        List.of(
                                "Sales assistant",
                                "Sales assistant",
                                "Sales assistant",
                                "Sales assistant",
                                "Store manager");
                };
        var name = names.get(random.nextInt(names.size()));
        return profiles.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Named named(UUID department) {
        return departments.stream()
                .filter(one -> one.id().equals(department))
                .findFirst()
                .orElseThrow();
    }

    private UUID add(List<Named> list, DemoMember by, String kind, @Nullable UUID parent, String name) {
        var id = UUID.randomUUID();
        list.add(new Named(id, parent, name));
        happened(
                by,
                kind,
                id,
                Map.of("name", parent == null ? name : named(parent).name() + " › " + name));
        return id;
    }

    /** After the events of teams and roles, which have the first numbers of their moments. */
    private void happened(DemoMember by, String kind, UUID target, Map<String, String> detail) {
        events.add(new Happened(
                TimeIds.at(ago(AGES), 30_000 + events.size()), ago(AGES), kind + ".created", by, kind, target, detail));
    }

    private Instant ago(int days) {
        return clock.instant()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(10, ChronoUnit.HOURS)
                .minus(days, ChronoUnit.DAYS);
    }
}
