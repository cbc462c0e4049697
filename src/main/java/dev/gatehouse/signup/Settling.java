package dev.gatehouse.signup;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.Promises;
import dev.gatehouse.admission.Superiors;
import dev.gatehouse.invitations.Acceptance;
import dev.gatehouse.members.Arrivals;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.members.Taken;
import dev.gatehouse.people.Account;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Username;
import dev.gatehouse.signin.Networks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of somebody who signed up, once their account has proved itself: the person that the organization has in its books already,
 * a new active member, or somebody who waits for an admin (CRE-5, LIF-1).
 */
@Component
class Settling {

    /**
     * Wrong identifiers, in a network and in an organization. Once there were too many, none is believed for a while, also no right one:
     * everybody waits for an admin then, and whoever guesses learns nothing.
     */
    private static final Limit WRONG_HERE = new Limit("sign_up.identifier.network", 10, Duration.ofHours(1));

    private static final Limit WRONG_ALL = new Limit("sign_up.identifier", 50, Duration.ofDays(1));

    /** What somebody proved or chose, and what they say that the organization calls them. */
    record Proved(
            @Nullable EmailAddress email,
            @Nullable Username username,
            @Nullable PhoneNumber phone,
            @Nullable String identifier) {}

    private final Members members;
    private final Arrivals arrivals;
    private final Admission admission;
    private final Promises promises;
    private final Superiors superiors;
    private final Acceptance acceptance;
    private final SignUpRecords records;
    private final Limits limits;
    private final Clock clock;

    Settling(
            Members members,
            Arrivals arrivals,
            Admission admission,
            Promises promises,
            Superiors superiors,
            Acceptance acceptance,
            SignUpRecords records,
            Limits limits,
            Clock clock) {
        this.members = members;
        this.arrivals = arrivals;
        this.admission = admission;
        this.promises = promises;
        this.superiors = superiors;
        this.acceptance = acceptance;
        this.records = records;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Settles one sign-up; the caller holds the organization and the member. Refuses with {@code members.blocked} whoever was blocked
     * under the same address, number or account (LIF-2).
     *
     * @return whether they wait for an admin
     */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean settle(Actor actor, Member signedUp, Account account, Proved proved) {
        var present = members.memberships(account.id()).stream()
                .filter(membership -> membership.organization().equals(actor.organization()))
                .findFirst();
        if (present.isPresent())
            return alreadyHere(actor, signedUp, present.get().status());
        var known = inTheBooks(actor, signedUp, proved);
        if (known.isPresent()) {
            become(actor, signedUp, known.get(), account, proved);
            return false;
        }
        if (signedUp.awaitsIdentifier()) {
            members.attach(actor, signedUp, account);
            records.proved(actor, signedUp, true);
            return true;
        }
        records.proved(actor, signedUp, false);
        admission.complete(as(actor, account, signedUp), signedUp, account);
        return false;
    }

    /** Their account came in another way meanwhile: the sign-up is of no use any more. */
    private boolean alreadyHere(Actor actor, Member signedUp, MemberStatus status) {
        if (status == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        members.withdraw(actor, List.of(signedUp));
        return status != MemberStatus.REGISTERED;
    }

    /**
     * Whom of those that never came in the organization means: by the identifier that was asked for, else by the address or number that was
     * just proved.
     */
    private Optional<Member> inTheBooks(Actor actor, Member signedUp, Proved proved) {
        var taken = members.taken(
                actor,
                new NewMember(
                        proved.email(),
                        null,
                        proved.phone(),
                        "",
                        "",
                        "",
                        null,
                        null,
                        null,
                        null,
                        null,
                        proved.identifier(),
                        Map.of()),
                signedUp.id());
        var reached = taken.stream()
                .filter(one -> !one.field().equals("universalIdentifier"))
                .map(Taken::by)
                .distinct()
                .toList();
        for (var member : members.byIds(actor, reached))
            if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (signedUp.awaitsIdentifier() && proved.identifier() != null) {
            var named = taken.stream()
                    .filter(one -> one.field().equals("universalIdentifier"))
                    .findFirst()
                    .map(one -> members.lock(actor, one.by()));
            var believed = believed(actor, named.filter(SignUpRecords::awaited), reached);
            if (believed.isPresent()) return believed;
        }
        return members.lock(actor, reached).stream()
                .filter(SignUpRecords::awaited)
                .findFirst();
    }

    /**
     * An employee number is no secret. It makes somebody the person in the books, but no administrator: with it alone, nobody gets what
     * administers; with the address or number that the organization knows, they do.
     */
    private Optional<Member> believed(Actor actor, Optional<Member> named, List<MemberId> reached) {
        var network = Networks.of(actor.origin());
        var organization = actor.organization().toString();
        var here = organization + "\n" + network;
        var guessing = !limits.exhausted(WRONG_HERE, List.of(here)).isEmpty()
                || !limits.exhausted(WRONG_ALL, List.of(organization)).isEmpty();
        if (named.isEmpty()) {
            limits.takeEach(WRONG_HERE, List.of(here));
            limits.takeEach(WRONG_ALL, List.of(organization));
        }
        return named.filter(
                member -> reached.contains(member.id()) || (!guessing && !superiors.administers(actor, member)));
    }

    private void become(Actor actor, Member signedUp, Member known, Account account, Proved proved) {
        var expired = known.invitationExpiresAt() != null
                && !known.invitationExpiresAt().isAfter(clock.instant());
        // What an expired invitation promised is gone with it (INV-4).
        if (expired) promises.drop(actor, known);
        promises.move(actor, signedUp, known);
        acceptance.cameOtherwise(actor, known);
        var one = arrivals.merge(actor, signedUp, known, proved.email(), proved.username(), proved.phone());
        admission.complete(as(actor, account, one), one, account);
    }

    private static Actor as(Actor actor, Account account, Member member) {
        return Actor.member(actor.organization(), account.id(), member.id(), member.subject(), actor.origin());
    }
}
