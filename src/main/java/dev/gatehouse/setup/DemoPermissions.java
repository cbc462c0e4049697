package dev.gatehouse.setup;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.TimeIds;
import dev.gatehouse.setup.DemoPermissionStore.Given;
import dev.gatehouse.setup.DemoPermissionStore.Happened;
import dev.gatehouse.setup.DemoPermissionStore.Place;
import dev.gatehouse.setup.DemoPermissionStore.Promised;
import dev.gatehouse.setup.DemoPermissionStore.Team;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hubs, teams and roles of the example, so that every page of them has something to show. One of these fills one organization. */
final class DemoPermissions {

    private static final long SEED = 20_260_102;
    private static final int WITHOUT_PERMISSIONS = 14;
    private static final int INVITED_WITHOUT_PROMISE = 9;

    private static final Map<String, List<String>> HUBS = new LinkedHashMap<>();

    static {
        HUBS.put("Stores North", List.of("Opening hours", "Shift plans", "Store handbook"));
        HUBS.put("Stores South", List.of("Opening hours", "Shift plans"));
        HUBS.put("Online shop", List.of("Campaigns", "Product texts", "Returns"));
        HUBS.put("Logistics", List.of("Carriers", "Warehouse safety"));
        HUBS.put("Head office", List.of("Newsletter", "People", "Works council"));
        HUBS.put("Pop-up stores 2024", List.of("Locations"));
    }

    private final DemoPermissionStore store;
    private final Clock clock;
    private final List<Place> places = new ArrayList<>();
    private final List<Team> teams = new ArrayList<>();
    private final List<Given> given = new ArrayList<>();
    private final List<Happened> events = new ArrayList<>();

    DemoPermissions(DemoPermissionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Fills the organization of these members, the first of whom is its admin. */
    void fill(OrganizationId organization, List<DemoMember> members) {
        var random = new Random(SEED);
        var amara = members.getFirst();
        var jonas = members.get(1);
        var tomas = members.get(3);
        var mei = members.get(6);
        var inside = members.stream()
                .filter(member -> member.status().equals("REGISTERED"))
                .skip(3)
                .toList();
        places(amara);
        teams(amara, jonas);
        store.insertPlaces(organization, places, List.of(place("Pop-up stores 2024")), ago(30));
        var recruiting = UUID.randomUUID();
        store.insertRole(
                organization,
                recruiting,
                "Recruiting",
                "Invites new people, and sees who is there.",
                List.of("members:read", "members:invite"),
                amara.id(),
                ago(200));
        happened(ago(200), "role.created", amara, "role", recruiting, Map.of("role", "Recruiting"));
        store.insertTeams(organization, teams);
        for (var team : teams) fillTeam(organization, team, inside, random);
        store.join(
                organization,
                team("Launch").id(),
                List.of(jonas.subject(), tomas.subject(), mei.subject()),
                amara.id(),
                ago(40));

        give(jonas.subject(), "hub_admin", place("Stores North"), amara, 180, null);
        give(tomas.subject(), "hub_admin", place("Online shop"), amara, 150, null);
        give(inside.get(4).subject(), "hub_admin", place("Logistics"), amara, 90, null);
        give(inside.get(7).subject(), "community_admin", organization.value(), amara, 120, null);
        give(inside.get(9).subject(), "repository_publisher", place("Campaigns"), tomas, 12, ahead(20));
        give(tomas.subject(), "repository_editor", place("Newsletter"), amara, 60, ago(5));
        give(inside.get(12).subject(), "hub_viewer", place("Head office"), amara, 30, ahead(3));
        give(team("Store managers").id(), "repository_editor", place("Stores North"), jonas, 100, null);
        give(team("Store managers").id(), "hub_viewer", place("Stores South"), amara, 100, null);
        give(team("Launch").id(), "repository_author", place("Campaigns"), amara, 40, ahead(60));
        give(team("Warehouse").id(), "hub_viewer", place("Logistics"), amara, 130, null);
        give(team("Marketing").id(), "repository_publisher", place("Online shop"), amara, 130, null);
        give(team("Works council").id(), "repository_publisher", place("Works council"), amara, 300, null);
        give(team("Newcomers").id(), "member", organization.value(), amara, 300, null);
        give(team("Newcomers").id(), "repository_viewer", place("Store handbook"), jonas, 90, null);
        give(team("Safety first").id(), "repository_viewer", place("Warehouse safety"), amara, 90, null);
        give(team("Summer helpers").id(), "repository_viewer", place("Stores North"), jonas, 20, ahead(75));
        store.grant(organization, given, clock.instant());
        store.grantCustom(organization, inside.get(15).subject(), recruiting, amara.id(), ago(110));

        store.promise(organization, mei.id(), likeTomas(), amara.id());
        store.takeAway(
                organization,
                inside.subList(20, 20 + WITHOUT_PERMISSIONS).stream()
                        .map(DemoMember::subject)
                        .toList(),
                members.stream()
                        .filter(member -> member.status().equals("INVITED") && !member.equals(mei))
                        .limit(INVITED_WITHOUT_PROMISE)
                        .map(DemoMember::id)
                        .toList());
        store.insertEvents(organization, events);
    }

    /** Mei's invitation copied what Tomás had. */
    private List<Promised> likeTomas() {
        return List.of(
                new Promised(null, "hub_admin", place("Online shop")),
                new Promised(null, "repository_viewer", place("Campaigns")),
                new Promised(team("Marketing").id(), null, null));
    }

    private void places(DemoMember amara) {
        var days = 380;
        for (var hub : HUBS.entrySet()) {
            var id = UUID.randomUUID();
            places.add(new Place(id, null, hub.getKey(), amara.id(), ago(days)));
            happened(ago(days), "hub.created", amara, "hub", id, Map.of("scope", hub.getKey()));
            for (var name : hub.getValue()) {
                var repository = UUID.randomUUID();
                places.add(new Place(repository, id, name, amara.id(), ago(--days)));
                happened(ago(days), "repository.created", amara, "repository", repository, Map.of("scope", name));
            }
        }
        happened(
                ago(30),
                "hub.archived",
                amara,
                "hub",
                place("Pop-up stores 2024"),
                Map.of("scope", "Pop-up stores 2024"));
    }

    private void teams(DemoMember amara, DemoMember jonas) {
        var names = List.of(
                "Customer care",
                "Finance",
                "IT",
                "Launch",
                "Marketing",
                "Newcomers",
                "Safety first",
                "Store managers",
                "Visual merchandising",
                "Warehouse",
                "Works council");
        var days = 360;
        for (var name : names) {
            var onboarding = name.equals("Newcomers") || name.equals("Safety first");
            team(name, onboarding, amara, days -= 9);
        }
        team("Night shift", false, jonas, 95);
        team("Summer helpers", false, jonas, 25);
    }

    private void team(String name, boolean onboarding, DemoMember by, int days) {
        var team = new Team(UUID.randomUUID(), name, onboarding, by.id(), ago(days));
        teams.add(team);
        happened(
                ago(days),
                "team.created",
                by,
                "team",
                team.id(),
                onboarding ? Map.of("team", name, "onboarding", "yes") : Map.of("team", name));
    }

    private void fillTeam(OrganizationId organization, Team team, List<DemoMember> inside, Random random) {
        var size = team.onboarding() ? 60 + random.nextInt(60) : 4 + random.nextInt(40);
        var chosen = random.ints(40, inside.size())
                .distinct()
                .limit(size)
                .mapToObj(place -> inside.get(place).subject())
                .toList();
        store.join(organization, team.id(), chosen, team.by(), team.at());
    }

    private void give(UUID holder, String role, UUID place, DemoMember by, int daysAgo, @Nullable Instant ends) {
        given.add(new Given(holder, role, place, by.id(), ago(daysAgo), ends));
        var detail = new LinkedHashMap<String, String>();
        detail.put("role", role);
        places.stream()
                .filter(one -> one.id().equals(place))
                .findFirst()
                .ifPresent(one -> detail.put("scope", one.name()));
        if (ends != null) detail.put("until", ends.toString());
        happened(ago(daysAgo), "role.granted", by, "subject", holder, detail);
    }

    private void happened(
            Instant at, String kind, DemoMember by, String targetKind, UUID target, Map<String, String> detail) {
        events.add(new Happened(TimeIds.at(at, events.size()), at, kind, by, targetKind, target, detail));
    }

    private UUID place(String name) {
        return places.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Team team(String name) {
        return teams.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private Instant ago(int days) {
        return clock.instant()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(9, ChronoUnit.HOURS)
                .minus(days, ChronoUnit.DAYS);
    }

    private Instant ahead(int days) {
        return clock.instant().truncatedTo(ChronoUnit.DAYS).plus(days + 1L, ChronoUnit.DAYS);
    }
}
