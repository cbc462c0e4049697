package dev.gatehouse.imports;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.admission.OneTimePasswords;
import dev.gatehouse.creation.CreateOffer;
import dev.gatehouse.creation.Offers;
import dev.gatehouse.imports.ImportRowStore.Person;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.members.Consent;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.MemberLoad;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.Staged;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeCodes.Kept;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second half of an import: people are added in the order of the file, some thousands in a transaction that moves the cursor too. Each
 * batch asks anew what the importer may, as any work that goes on without whoever began it.
 */
@Component
class ImportApplying {

    private static final int BATCH = 4_000;

    private final ImportStore store;
    private final ImportLaneStore lanes;
    private final ImportRowStore rows;
    private final ImportCheckStore checks;
    private final Offers offers;
    private final Members members;
    private final MemberLoad load;
    private final Admission admission;
    private final Consents consents;
    private final OneTimeCodes codes;
    private final Access access;
    private final Tenancy tenancy;
    private final Clock clock;

    ImportApplying(
            ImportStore store,
            ImportLaneStore lanes,
            ImportRowStore rows,
            ImportCheckStore checks,
            Offers offers,
            Members members,
            MemberLoad load,
            Admission admission,
            Consents consents,
            OneTimeCodes codes,
            Access access,
            Tenancy tenancy,
            Clock clock) {
        this.store = store;
        this.lanes = lanes;
        this.rows = rows;
        this.checks = checks;
        this.offers = offers;
        this.members = members;
        this.load = load;
        this.admission = admission;
        this.consents = consents;
        this.codes = codes;
        this.access = access;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /**
     * Adds the next people of a lane. Returns whether more are to come. Refuses with {@code forbidden} where the importer may not any
     * more, with {@code organization.suspended} and {@code one_time_password.off}, and with {@code members.raced} where the rows have to be looked at once more ({@link #look});
     * then nobody was added.
     */
    @Retried
    @Transactional
    public boolean step(OrganizationId organization, ImportId id, int lane) {
        tenancy.enter(organization);
        var run = store.share(organization, id)
                .filter(there -> there.state() == State.APPLYING)
                .orElse(null);
        if (run == null) return false;
        var place = lanes.lock(organization, id, lane).orElseThrow();
        if (place.done()) return false;
        var actor = members.actor(organization, run.createdBy());
        access.require(actor, Permission.MEMBERS_CREATE);
        var people = rows.people(organization, id, place.appliedTo(), place.last(), BATCH);
        var to = people.size() < BATCH ? place.last() : people.getLast().number();
        if (!people.isEmpty()) add(actor, run, people, place.appliedTo(), to);
        var seats = (int) people.stream().filter(person -> person.way() != null).count();
        lanes.advance(organization, id, lane, to, people.size(), seats);
        return to < place.last();
    }

    /**
     * Looks at the next rows of a lane once more: somebody came another way, what they were to be put into is gone, or the importer may not give
     * their role any more. Returns whether any of them is not new any more.
     */
    @Retried
    @Transactional
    public boolean look(OrganizationId organization, ImportId id, int lane) {
        tenancy.enter(organization);
        var run = store.lock(organization, id)
                .filter(there -> there.state() == State.APPLYING)
                .orElse(null);
        if (run == null) return true;
        var place = lanes.lock(organization, id, lane).orElseThrow();
        var offer = offers.of(members.actor(organization, run.createdBy()));
        var found = checks.missPlaces(organization, id, place.appliedTo(), place.last())
                + checks.missRoles(organization, id, place.appliedTo(), place.last(), roles(offer))
                + checks.missValues(organization, id, place.appliedTo(), place.last())
                + checks.meet(organization, id, place.appliedTo(), place.last())
                + checks.meetValues(organization, id, place.appliedTo(), place.last())
                + checks.repeatValues(organization, id, place.appliedTo(), place.last());
        store.count(organization, id);
        return found > 0;
    }

    private void add(Actor actor, ImportRun run, List<Person> people, int after, int to) {
        var organization = actor.organization();
        var offer = offers.of(actor);
        if (offer.organization().suspended()) throw new Refusal("organization.suspended");
        if (!offer.policy().oneTimePasswords() && people.stream().anyMatch(person -> person.way() == RowWay.CODE))
            throw new Refusal("one_time_password.off");
        var roles = roles(offer);
        if (people.stream().anyMatch(person -> person.role() != null && !roles.contains(person.role())))
            throw new Refusal("members.raced");
        var now = clock.instant();
        load.add(
                actor,
                new Staged(
                        ImportRowStore.PEOPLE,
                        Map.of(
                                "import", run.id().value(),
                                "after", after,
                                "to", to,
                                "codesUntil", Timestamps.utc(now.plus(Purpose.ONE_TIME_PASSWORD.validity())),
                                "linksUntil",
                                        Timestamps.utc(now.plus(Duration.ofDays(
                                                offer.organization().invitationDays())))),
                        people.stream().map(Person::subject).toList(),
                        store.attributes(organization, run.id()),
                        run.id().value()));
        promise(actor, offer, people);
        consents.giveWithin(
                actor,
                people.stream().map(Person::member).toList(),
                Consent.Purpose.PERSONAL_DATA,
                Objects.requireNonNull(run.consentVersion()),
                run.language(),
                actor.member());
        var kept = new ArrayList<Kept>();
        for (var person : people)
            if (person.code() != null)
                kept.add(new Kept(
                        person.member().value(),
                        OneTimePasswords.binding(organization, person.member()),
                        person.code()));
        codes.issueKept(Purpose.ONE_TIME_PASSWORD, organization, kept);
    }

    /** What may stand in a row: what the importer gives, and what the organization gives to everybody new (ORG-6). */
    private static Set<RoleId> roles(CreateOffer offer) {
        var roles = new HashSet<>(offer.given());
        if (offer.policy().defaultRole() != null) roles.add(offer.policy().defaultRole());
        return roles;
    }

    /** What they get once they are in: by the importer what that may give, and by the organization what it gives to everybody new (ORG-6). */
    private void promise(Actor actor, CreateOffer offer, List<Person> people) {
        var byRole = new HashMap<@Nullable RoleId, List<MemberId>>();
        for (var person : people)
            byRole.computeIfAbsent(person.role(), _ -> new ArrayList<>()).add(person.member());
        for (var those : byRole.entrySet()) {
            var role = those.getKey();
            var given = role != null && offer.given().contains(role);
            var gift = role == null ? List.<Gift>of() : List.of(Gift.of(role, ScopeId.of(actor.organization())));
            var team = offer.team() == null ? List.<TeamId>of() : List.of(offer.team());
            admission.promise(
                    actor,
                    those.getValue(),
                    new InitialPermissions(offer.teamGiven() ? team : List.of(), given ? gift : List.of()));
            admission.promiseByOrganization(
                    actor,
                    those.getValue(),
                    new InitialPermissions(offer.teamGiven() ? List.of() : team, given ? List.of() : gift));
        }
    }
}
