package dev.gatehouse.setup;

import dev.gatehouse.organizations.NewOrganization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.TimeIds;
import dev.gatehouse.setup.DemoPeople.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The example to try (OPS-3): a retailer with 1,300 people, a small club, and one admin of both, who also runs the platform. */
@Service
class Demo {

    /** How to get into the example. */
    record SignIn(String email, String password) {}

    private static final long SEED = 20_260_101;
    private static final int PASSWORD_LENGTH = 20;
    private static final int SEATS = 1_500;
    private static final int REGISTERED = 1_186;
    private static final int REGISTERING = 12;
    private static final int INVITED = 86;
    private static final int SEATLESS = 26;
    private static final int MONTHS = 12;

    private final DemoStore store;
    private final DemoPermissionStore permissions;
    private final DemoStructureStore structure;
    private final SetUpStore setUp;
    private final Organizations organizations;
    private final Accounts accounts;
    private final Passwords passwords;
    private final OneTimeSecrets secrets;
    private final Tenancy tenancy;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Demo(
            DemoStore store,
            DemoPermissionStore permissions,
            DemoStructureStore structure,
            SetUpStore setUp,
            Organizations organizations,
            Accounts accounts,
            Passwords passwords,
            OneTimeSecrets secrets,
            Tenancy tenancy,
            Clock clock,
            TransactionTemplate transaction) {
        this.store = store;
        this.permissions = permissions;
        this.structure = structure;
        this.setUp = setUp;
        this.organizations = organizations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.secrets = secrets;
        this.tenancy = tenancy;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Fills an empty database; leaves any other alone. */
    Optional<SignIn> fill() {
        var password = secrets.random().substring(0, PASSWORD_LENGTH);
        var hash = passwords.hash(password);
        return Optional.ofNullable(transaction.execute(_ -> fill(password, hash)));
    }

    private @Nullable SignIn fill(String password, String hash) {
        setUp.takeTurns();
        if (!store.isEmpty()) return null;
        var people = new DemoPeople(SEED, "northwind.example");
        var amara = people.person("Amara", "Okafor", "en");
        tenancy.enter(OrganizationId.PLATFORM);
        var nobody = Actor.anonymous(OrganizationId.PLATFORM, Origin.SERVER);
        var id = accounts.create(
                nobody, new NewAccount(amara.firstName(), amara.lastName(), "en", "UTC", amara.email(), true, hash));
        setUp.insertOperator(id, clock.instant());
        var account = accounts.find(id).orElseThrow();
        northwind(people, amara, account);
        club(amara, account);
        return new SignIn(amara.email(), password);
    }

    private void northwind(DemoPeople people, Person amara, Account account) {
        var random = new Random(SEED);
        var organization = organizations.create(
                Actor.account(account.id(), Origin.SERVER),
                new NewOrganization("Northwind Retail", "northwind-retail", "en", SEATS));
        var members = new ArrayList<DemoMember>();
        members.add(admin(amara, account));
        members.add(member(random, people.person("Jonas", "Lindqvist", "en"), "REGISTERED", true));
        members.add(member(random, people.person("Priya", "Raman", "en"), "REGISTERING", false));
        members.add(member(random, people.person("Tomás", "Herrera", "en"), "REGISTERED", true));
        members.add(member(random, people.person("Lena", "Fischer", "de"), "BLOCKED", false));
        members.add(member(random, people.person("Samuel", "Adeyemi", "en"), "CREATED", false));
        members.add(member(random, people.person("Mei", "Tanaka", "en"), "INVITED", false));
        add(members, random, people, "REGISTERED", REGISTERED - 3);
        add(members, random, people, "REGISTERING", REGISTERING - 1);
        add(members, random, people, "INVITED", INVITED - 1);
        add(members, random, people, "BLOCKED", SEATLESS / 3);
        add(members, random, people, "CREATED", SEATLESS / 3);
        add(members, random, people, "TERMINATED", SEATLESS / 3);
        store(organization, members, REGISTERED + REGISTERING + INVITED, "#0a6e5c");
        new DemoPermissions(permissions, clock).fill(organization, members);
        new DemoStructure(structure, permissions, clock).fill(organization, members);
    }

    private void club(Person amara, Account account) {
        var random = new Random(SEED + 1);
        var people = new DemoPeople(SEED + 1, "harbour-rowing.example");
        var organization = organizations.create(
                Actor.account(account.id(), Origin.SERVER),
                new NewOrganization("Harbour Rowing Club", "harbour-rowing-club", "en", null));
        var members = new ArrayList<DemoMember>();
        members.add(admin(amara, account));
        add(members, random, people, "REGISTERED", 31);
        add(members, random, people, "INVITED", 4);
        store(organization, members, 36, "#7a3e9d");
    }

    private void store(OrganizationId organization, List<DemoMember> members, int seats, String color) {
        tenancy.enter(organization);
        store.insertAccounts(members);
        store.insertMembers(organization, members);
        store.insertInvitations(organization, members);
        store.insertEvents(organization, members);
        store.settle(organization, seats, color, now().minus(420, ChronoUnit.DAYS));
        for (var month = 0; month < MONTHS; month++)
            store.insertMonth(
                    organization,
                    now(),
                    MONTHS - 1 - month,
                    seats * (55 + 45 * month / (MONTHS - 1)) / 100,
                    month == MONTHS - 1 ? seats : seats * (57 + 43 * month / (MONTHS - 1)) / 100);
    }

    private void add(List<DemoMember> members, Random random, DemoPeople people, String status, int howMany) {
        for (var person : people.take(howMany)) members.add(member(random, person, status, random.nextInt(10) < 3));
    }

    private DemoMember admin(Person person, Account account) {
        var created = now().minus(410, ChronoUnit.DAYS);
        return new DemoMember(
                TimeIds.at(created, 0),
                TimeIds.at(created, 1),
                account.id().value(),
                person,
                "REGISTERED",
                "password",
                "organization_admin",
                created,
                created,
                now().minus(2, ChronoUnit.MINUTES),
                null);
    }

    /** Believable times: most came over the last year, most were active lately, invitations are at most a fortnight old. */
    private DemoMember member(Random random, Person person, String status, boolean mayBeSso) {
        var invited = status.equals("INVITED");
        var fresh = invited || status.equals("REGISTERING");
        var created = now().minus(Duration.ofMinutes(
                fresh ? random.nextLong(20, 14 * 24 * 60) : random.nextLong(14 * 24 * 60, 400 * 24 * 60)));
        var changed = fresh ? created : created.plus(Duration.ofMinutes(random.nextLong(30, 4 * 24 * 60)));
        var inside = status.equals("REGISTERED") || status.equals("BLOCKED") || status.equals("TERMINATED");
        var quiet = random.nextInt(10);
        var idle = Duration.ofMinutes(
                quiet < 5
                        ? random.nextLong(1, 36 * 60)
                        : random.nextLong(36 * 60, quiet < 9 ? 60 * 24 * 60 : 300 * 24 * 60));
        var active = now().minus(idle);
        var place = random.nextInt(1 << 16);
        return new DemoMember(
                TimeIds.at(created, place),
                TimeIds.at(created, place),
                inside || status.equals("REGISTERING") ? TimeIds.at(changed, place) : null,
                person,
                status,
                inside && mayBeSso ? "sso" : "password",
                inside ? random.nextInt(150) == 0 ? "organization_admin" : "member" : null,
                created,
                changed,
                !inside ? null : active.isBefore(changed) ? changed : active,
                invited ? created.plus(7, ChronoUnit.DAYS) : null);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
