package dev.gatehouse.imports;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.OneTimePasswords;
import dev.gatehouse.creation.CreateOffer;
import dev.gatehouse.creation.Offers;
import dev.gatehouse.imports.ImportRowStore.Next;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.members.Consent;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.MemberLoad;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.Staged;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeCodes.Kept;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.RoleId;
import dev.gatehouse.platform.RowSource;
import dev.gatehouse.platform.TeamId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Timestamps;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        var next = rows.next(organization, id, place.appliedTo(), place.last(), BATCH);
        var to = next.people() < BATCH ? place.last() : next.last();
        if (next.people() > 0) add(actor, run, next, place.appliedTo(), to);
        lanes.advance(organization, id, lane, to, next.people(), next.seats());
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

    private void add(Actor actor, ImportRun run, Next next, int after, int to) {
        var organization = actor.organization();
        var offer = offers.of(actor);
        if (offer.organization().suspended()) throw new Refusal("organization.suspended");
        if (!offer.policy().oneTimePasswords() && next.codes() > 0) throw new Refusal("one_time_password.off");
        if (!roles(offer).containsAll(next.roles())) throw new Refusal("members.raced");
        var now = clock.instant();
        var people = new RowSource(
                ImportRowStore.PEOPLE,
                Map.of(
                        "import", run.id().value(),
                        "after", after,
                        "to", to,
                        "codesUntil", Timestamps.utc(now.plus(Purpose.ONE_TIME_PASSWORD.validity())),
                        "linksUntil",
                                Timestamps.utc(now.plus(
                                        Duration.ofDays(offer.organization().invitationDays())))));
        load.add(
                actor,
                new Staged(
                        people,
                        store.attributes(organization, run.id()),
                        run.id().value()));
        promise(actor, offer, people, next.roles());
        consents.giveWithin(
                actor,
                people,
                Consent.Purpose.PERSONAL_DATA,
                Objects.requireNonNull(run.consentVersion()),
                run.language(),
                actor.member());
        if (next.codes() > 0)
            codes.issueKept(
                    Purpose.ONE_TIME_PASSWORD,
                    organization,
                    rows.coded(organization, run.id(), after, to).stream()
                            .map(coded -> new Kept(
                                    coded.member().value(),
                                    OneTimePasswords.binding(organization, coded.member()),
                                    coded.code()))
                            .toList());
    }

    /** What may stand in a row: what the importer gives, and what the organization gives to everybody new (ORG-6). */
    private static Set<RoleId> roles(CreateOffer offer) {
        var roles = new HashSet<>(offer.given());
        if (offer.policy().defaultRole() != null) roles.add(offer.policy().defaultRole());
        return roles;
    }

    /** What they get once they are in: by the importer what that may give, and by the organization what it gives to everybody new (ORG-6). */
    private void promise(Actor actor, CreateOffer offer, RowSource people, Set<RoleId> roles) {
        var team = offer.team() == null ? List.<TeamId>of() : List.of(offer.team());
        var given = new HashSet<>(roles);
        given.retainAll(offer.given());
        var others = new HashSet<>(roles);
        others.removeAll(offer.given());
        admission.promise(actor, people, offer.teamGiven() ? team : List.of(), given);
        admission.promiseByOrganization(actor, people, offer.teamGiven() ? List.of() : team, others);
    }
}
