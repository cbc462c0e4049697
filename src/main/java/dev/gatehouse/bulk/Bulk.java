package dev.gatehouse.bulk;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Activation;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.bulk.BulkJob.State;
import dev.gatehouse.invitations.Invitations;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberMoves;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.teams.Team;
import dev.gatehouse.teams.TeamMoves;
import dev.gatehouse.teams.Teams;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Actions on many members at once (MEM-4, TEA-5). Whom it is about is fixed at the click. A few are done with it, many by a job in
 * batches; both go the same way, and each batch asks anew whether the actor may. A batch's work, and how far that brings the job,
 * change in one transaction: a process that dies loses nothing and repeats nothing.
 */
@Service
public class Bulk {

    /** Up to so many are done within the request. */
    public static final int AT_ONCE = 100;

    /** Old ones are forgotten after this time. */
    public static final Duration KEPT = Duration.ofDays(30);

    static final int BATCH = 1_000;

    private static final int PORTION = 10_000;
    private static final int RECENT = 50;

    private final BulkStore store;
    private final Access access;
    private final Members members;
    private final MemberList list;
    private final Teams teams;
    private final Invitations invitations;
    private final Activation activation;
    private final Lifecycle lifecycle;
    private final Audit audit;
    private final Tenancy tenancy;
    private final SchedulerClient jobs;
    private final Clock clock;

    Bulk(
            BulkStore store,
            Access access,
            Members members,
            MemberList list,
            Teams teams,
            Invitations invitations,
            Activation activation,
            Lifecycle lifecycle,
            Audit audit,
            Tenancy tenancy,
            SchedulerClient jobs,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.members = members;
        this.list = list;
        this.teams = teams;
        this.invitations = invitations;
        this.activation = activation;
        this.lifecycle = lifecycle;
        this.audit = audit;
        this.tenancy = tenancy;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Demands that the actor may do such a thing at all; for which members and teams is asked when it is done. */
    @Transactional(readOnly = true)
    public void require(Actor actor, BulkAction action) {
        switch (action) {
            case TEAM_CREATION -> access.requireAnywhere(actor, Permission.TEAMS_CREATE);
            case TEAM_JOINING, TEAM_LEAVING -> {
                access.require(actor, Permission.TEAMS_READ);
                if (!access.may(actor, Permission.TEAMS_EDIT)) access.requireAnywhere(actor, Permission.TEAMS_CREATE);
            }
            case INVITATION -> access.require(actor, Permission.MEMBERS_INVITE);
            case ACTIVATION -> access.require(actor, Permission.MEMBERS_ACTIVATE);
            case DEACTIVATION -> access.require(actor, Permission.MEMBERS_DEACTIVATE);
            case REMOVAL -> access.require(actor, Permission.MEMBERS_REMOVE);
        }
    }

    /**
     * Does something to many: at once where they are few, else as a job that begins after the commit. Refuses with
     * {@code bulk.nobody} where nobody is meant, with {@code bulk.teams.none}, as {@link Teams} do, and with {@code forbidden}.
     */
    @Retried
    @Transactional
    public BulkJob start(Actor actor, BulkRequest request) {
        require(actor, request.action());
        var by = actor.member();
        if (by == null) throw Refusal.notFound();
        var about = teamsOf(actor, request);
        var id = store.insert(
                actor.organization(),
                request.action(),
                about.stream().map(Team::id).toList(),
                about.stream().map(Team::name).toList(),
                by,
                clock.instant());
        var total = fix(actor, id, request);
        if (total == 0) throw new Refusal("bulk.nobody");
        store.setTotal(actor.organization(), id, total);
        audit.record(actor, described(Event.of("bulk.started", "bulk", id.value()), request.action(), about, total));
        var job = get(actor, id);
        if (total <= AT_ONCE) work(actor, job, AT_ONCE);
        else jobs.scheduleIfNotExists(BulkJobs.run(actor.organization(), id, clock.instant()));
        return get(actor, id);
    }

    /** One of the actor's own. Refuses those of others with {@code not.found}, as what is not there. */
    @Transactional(readOnly = true)
    public BulkJob get(Actor actor, BulkJobId id) {
        access.require(actor, Permission.MEMBERS_READ);
        return store.find(actor.organization(), id)
                .filter(job -> job.createdBy().equals(actor.member()))
                .orElseThrow(Refusal::notFound);
    }

    /** The actor's own of the last 30 days, the newest first. */
    @Transactional(readOnly = true)
    public List<BulkJob> recent(Actor actor) {
        access.require(actor, Permission.MEMBERS_READ);
        return store.own(actor.organization(), Objects.requireNonNull(actor.member()), RECENT);
    }

    /** Whom nothing was done for, in their order, after a number. */
    @Transactional(readOnly = true)
    public List<BulkTarget> leftOut(Actor actor, BulkJobId id, int after, int most) {
        return store.targets(actor.organization(), get(actor, id).id(), true, after, most);
    }

    /** Everybody whom it is about, in their order, after a number: for the download. */
    @Transactional(readOnly = true)
    public List<BulkTarget> targets(Actor actor, BulkJobId id, int after, int most) {
        return store.targets(actor.organization(), get(actor, id).id(), false, after, most);
    }

    /** Ends one of the actor's own before its time: what is done stays done. Nothing happens where it has ended already. */
    @Transactional
    public BulkJob cancel(Actor actor, BulkJobId id) {
        get(actor, id);
        if (store.finish(actor.organization(), id, State.CANCELLED, null, clock.instant()))
            audit.record(actor, Event.of("bulk.cancelled", "bulk", id.value()));
        return get(actor, id);
    }

    /** Does one batch of a job, as whoever began it. Returns whether more is to be done. Refuses what they may not do any more. */
    @Retried
    @Transactional
    public boolean step(OrganizationId organization, BulkJobId id) {
        tenancy.enter(organization);
        var job = store.lock(organization, id).filter(BulkJob::running).orElse(null);
        return job != null && work(members.actor(organization, job.createdBy()), job, BATCH);
    }

    /** Ends a job that cannot go on, with the reason that its page says. */
    @Transactional
    public void fail(OrganizationId organization, BulkJobId id, Refusal refusal) {
        tenancy.enter(organization);
        var job = store.find(organization, id).orElse(null);
        if (job == null) return;
        var gone = job.action().ofTeams()
                && teams.names(organization, job.teams()).size() < job.teams().size();
        var reason =
                switch (refusal.code()) {
                    case "not.found" -> gone ? "team_gone" : "rights";
                    case "forbidden", "unauthenticated" -> "rights";
                    case "team.beyond" -> "team_beyond";
                    case "members.last_admin.any" -> "last_admin";
                    case "organization.suspended" -> "suspended";
                    default -> "fault";
                };
        if (store.finish(organization, id, State.FAILED, reason, clock.instant()))
            audit.record(
                    Actor.system(organization),
                    Event.of("bulk.failed", "bulk", id.value()).with("reason", reason));
    }

    /** Forgets what is older than {@link #KEPT}, in one organization. */
    @Transactional
    public void purge(OrganizationId organization) {
        tenancy.enter(organization);
        store.purge(organization, clock.instant().minus(KEPT));
    }

    /** All organizations, for {@link #purge}. */
    @Transactional(readOnly = true)
    List<OrganizationId> organizations() {
        return store.organizations();
    }

    private List<Team> teamsOf(Actor actor, BulkRequest request) {
        if (request.action() == BulkAction.TEAM_CREATION)
            return List.of(teams.get(actor, teams.create(actor, request.name(), false, List.of())));
        if (!request.action().choosesTeams()) return List.of();
        var wanted = List.copyOf(new HashSet<>(request.teams()));
        if (wanted.isEmpty()) throw Refusal.input("into", "bulk.teams.none");
        var found = teams.get(actor, wanted);
        if (found.size() < wanted.size()) throw Refusal.input("into", "bulk.teams.gone");
        for (var team : found) if (!teams.mayEdit(actor, team)) throw Refusal.forbidden();
        if (request.action() == BulkAction.TEAM_JOINING) {
            var beyond = teams.beyond(actor, wanted);
            for (var team : found) if (beyond.contains(team.id())) throw new Refusal("team.beyond", team.name());
        }
        return found;
    }

    private int fix(Actor actor, BulkJobId id, BulkRequest request) {
        var total = new int[1];
        if (request.matching() == null) {
            var chosen = request.chosen().stream()
                    .distinct()
                    .sorted(Comparator.comparing(MemberId::toString))
                    .toList();
            store.addTargets(actor.organization(), id, 0, chosen);
            return chosen.size();
        }
        list.all(actor, request.matching(), PORTION, portion -> {
            store.addTargets(actor.organization(), id, total[0], portion);
            total[0] += portion.size();
        });
        return total[0];
    }

    private boolean work(Actor actor, BulkJob job, int most) {
        var organization = actor.organization();
        var next = store.next(organization, job, most);
        var leftOut = leftOut(actor, job, next);
        store.leaveOut(organization, job, most, leftOut);
        store.advance(organization, job.id(), next.size() - leftOut.size(), leftOut.size());
        if (job.reached() + next.size() < job.total()) return true;
        store.finish(organization, job.id(), State.DONE, null, clock.instant());
        audit.record(actor, Event.of("bulk.finished", "bulk", job.id().value()));
        return false;
    }

    private Map<MemberId, String> leftOut(Actor actor, BulkJob job, List<MemberId> next) {
        return switch (job.action()) {
            case TEAM_CREATION, TEAM_JOINING -> of(teams.addWithin(actor, job.teams(), next));
            case TEAM_LEAVING -> of(teams.removeWithin(actor, job.teams(), next));
            case INVITATION -> of(invitations.resendWithin(actor, next));
            case ACTIVATION -> of(activation.sendWithin(actor, next));
            case DEACTIVATION -> of(lifecycle.deactivateWithin(actor, next));
            case REMOVAL -> of(members.removeWithin(actor, next));
        };
    }

    private static Map<MemberId, String> of(TeamMoves moves) {
        return moves.leftOut();
    }

    private static Map<MemberId, String> of(MemberMoves moves) {
        return moves.leftOut();
    }

    private static Event described(Event event, BulkAction action, List<Team> about, int total) {
        var counted = event.with("action", action.key()).with("count", Integer.toString(total));
        return about.isEmpty()
                ? counted
                : counted.with(
                        "team", String.join(", ", about.stream().map(Team::name).toList()));
    }
}
