package dev.gatehouse.admission;

import static java.util.stream.Collectors.toSet;

import dev.gatehouse.access.Access;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.TeamId;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who stands above whom, for those who manage people and may not give every role. Whoever sends somebody the way in, hands them a
 * password or changes where their mail goes could come in as that person, and with it get what they hold or were promised (ROL-3).
 */
@Service
public class Superiors {

    private final SuperiorStore store;
    private final Access access;
    private final Clock clock;

    Superiors(SuperiorStore store, Access access, Clock clock) {
        this.store = store;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Which of some people stand above the actor: they hold roles that administer the organization and that the actor could not take away
     * ({@link Access#above}); or they have not come in yet, and hold or were promised such roles at whatever place.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<MemberId> above(Actor actor, List<Member> people) {
        if (people.isEmpty() || actor.account() == null) return Set.of();
        var holders = access.above(actor, people.stream().map(Member::subject).toList());
        var above = new HashSet<MemberId>();
        for (var member : people) if (holders.contains(member.subject())) above.add(member.id());
        var outside = people.stream()
                .filter(member -> !isIn(member.status()))
                .map(Member::id)
                .toList();
        var theirs = store.administrative(actor.organization(), outside, clock.instant());
        var beyond = Set.copyOf(access.beyond(
                actor, theirs.values().stream().flatMap(Set::stream).distinct().toList()));
        above.addAll(theirs.entrySet().stream()
                .filter(person -> person.getValue().stream().anyMatch(beyond::contains))
                .map(Map.Entry::getKey)
                .collect(toSet()));
        return above;
    }

    /** Whether somebody holds, or was promised, what makes them an administrator of sorts, at whatever place. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean administers(Actor actor, Member member) {
        return !store.administrative(actor.organization(), List.of(member.id()), clock.instant())
                .isEmpty();
    }

    /** Demands that somebody does not stand above the actor. Refuses with {@code members.above}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireNotAbove(Actor actor, Member member) {
        if (above(actor, List.of(member)).contains(member.id())) throw new Refusal("members.above", member.label());
    }

    /** Those of some teams that make nobody an administrator of anything. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<TeamId> plain(OrganizationId organization, List<TeamId> teams) {
        return store.plain(organization, teams, clock.instant());
    }

    private static boolean isIn(MemberStatus status) {
        return switch (status) {
            case CREATED, INVITED, REGISTERING -> false;
            case REGISTERED, BLOCKED, TERMINATED -> true;
        };
    }
}
