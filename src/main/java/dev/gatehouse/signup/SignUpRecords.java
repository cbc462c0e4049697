package dev.gatehouse.signup;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.Promises;
import dev.gatehouse.members.Arrivals;
import dev.gatehouse.members.Consent;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.Entry;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.members.Taken;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The records of people who sign up: written, looked for, taken back. Each as part of the caller's transaction, which holds the organization. */
@Component
class SignUpRecords {

    /**
     * Who has what somebody gave.
     *
     * @param known whose the address or number is; null where it is free
     * @param email whether a record of the organization has the address, of somebody who never came in: it will be theirs once they prove it
     * @param phone whether another record has the number: of somebody who never came in, or who shares it
     */
    record Standing(@Nullable Member known, boolean email, boolean phone) {}

    private final SignUpStore store;
    private final SignUpLinkStore links;
    private final Admission admission;
    private final Promises promises;
    private final Members members;
    private final Arrivals arrivals;
    private final Consents consents;
    private final Departments departments;
    private final Clock clock;

    SignUpRecords(
            SignUpStore store,
            SignUpLinkStore links,
            Admission admission,
            Promises promises,
            Members members,
            Arrivals arrivals,
            Consents consents,
            Departments departments,
            Clock clock) {
        this.store = store;
        this.links = links;
        this.admission = admission;
        this.promises = promises;
        this.members = members;
        this.arrivals = arrivals;
        this.consents = consents;
        this.departments = departments;
        this.clock = clock;
    }

    /**
     * Looks who has the address, the number or the username. Whoever signed up with the address or number before and proved nothing makes
     * room: they may have been somebody else. Refuses with {@code sign_up.username.taken} at its field.
     */
    Standing standing(Actor actor, Asked asked) {
        var taken = members.taken(actor, person(asked, asked, null), null);
        var holders = members
                .byIds(actor, taken.stream().map(Taken::by).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Member::id, member -> member));
        var unproved = store.unproved(actor.organization(), List.copyOf(holders.keySet())).stream()
                .collect(Collectors.toMap(Pending::member, pending -> pending));
        var makeRoom = new ArrayList<Pending>();
        @Nullable Member known = null;
        var email = false;
        var phone = false;
        for (var one : taken) {
            var holder = holders.get(one.by());
            if (holder == null || one.field().equals("username")) continue;
            var pending = unproved.get(holder.id());
            if (pending != null && holder.status() != MemberStatus.BLOCKED) makeRoom.add(pending);
            else if (awaited(holder)) {
                email |= one.field().equals("email");
                phone |= one.field().equals("phone");
            } else if (one.field().equals("phone")
                    && asked.email() != null
                    && holder.status() != MemberStatus.BLOCKED) {
                // Two may share a number; who has an address is told apart by that.
                phone = true;
            } else known = holder;
        }
        for (var one : taken)
            if (one.field().equals("username")
                    && makeRoom.stream().noneMatch(pending -> pending.member().equals(one.by())))
                throw Refusal.input("username", "sign_up.username.taken");
        withdraw(actor, makeRoom);
        return new Standing(known, email, phone);
    }

    /** Whether the organization knows somebody who never came in. */
    static boolean awaited(Member member) {
        return member.account() == null
                && (member.status() == MemberStatus.CREATED || member.status() == MemberStatus.INVITED);
    }

    /**
     * Writes somebody who signs up: {@code REGISTERING}, with a seat, with what everybody gets, and with their consent.
     *
     * @param free what of it nobody else has
     * @param hash null for somebody who has an account
     */
    Member write(Actor actor, Terms terms, Asked asked, Asked free, @Nullable String hash) {
        var organization = actor.organization();
        if (asked.department() != null) departments.hold(organization, asked.department());
        var member = admission
                .add(
                        actor,
                        List.of(person(free, asked, terms.policy().defaultJobProfile())),
                        promises.defaults(organization),
                        Entry.signedUp(terms.mode() == SignUpMode.IDENTIFIERS))
                .getFirst();
        var link = terms.link();
        store.insert(
                organization,
                member.id(),
                asked,
                hash,
                link == null ? null : link.id(),
                clock.instant(),
                hash == null ? null : clock.instant().plus(SignUp.VALIDITY));
        var colleague = terms.colleague();
        if (colleague != null) arrivals.broughtBy(actor, member.id(), colleague);
        consents.give(
                actor,
                member.id(),
                Consent.Purpose.PERSONAL_DATA,
                terms.consent().version(),
                asked.language(),
                null);
        return member;
    }

    /** Takes back sign-ups that were not proved; a link that they used can be used once more. */
    void withdraw(Actor actor, List<Pending> unproved) {
        if (unproved.isEmpty()) return;
        var organization = actor.organization();
        for (var pending : unproved) if (pending.link() != null) links.giveBack(organization, pending.link());
        members.withdraw(
                actor,
                members.lock(actor, unproved.stream().map(Pending::member).toList()));
    }

    private static NewMember person(Asked free, Asked asked, @Nullable JobProfileId jobProfile) {
        return new NewMember(
                free.email(),
                free.username(),
                free.phone(),
                asked.firstName(),
                asked.lastName(),
                asked.language(),
                null,
                asked.department(),
                jobProfile,
                null,
                null,
                null,
                asked.attributes());
    }

    /** The sign-up of a member, if there is one. */
    @Nullable
    Pending find(Actor actor, MemberId member) {
        return store.find(actor.organization(), member).orElse(null);
    }

    /** Of those who signed up and proved it, nothing more is kept than an admin needs to know them. */
    void proved(Actor actor, Member member, boolean waits) {
        if (waits) store.proved(actor.organization(), member.id());
        else store.delete(actor.organization(), member.id());
    }

    /** Whose an address or number is in the organization already; null for nobody who came in. */
    @Nullable
    Member holder(Actor actor, @Nullable EmailAddress email, @Nullable PhoneNumber phone) {
        var taken = members.taken(
                actor,
                new NewMember(email, null, phone, "", "", "", null, null, null, null, null, null, Map.of()),
                null);
        var holders =
                members.byIds(actor, taken.stream().map(Taken::by).distinct().toList());
        var unproved = store
                .unproved(actor.organization(), holders.stream().map(Member::id).toList())
                .stream()
                .map(Pending::member)
                .toList();
        return holders.stream()
                .filter(holder -> !awaited(holder)
                        && (!unproved.contains(holder.id()) || holder.status() == MemberStatus.BLOCKED))
                .findFirst()
                .orElse(null);
    }

    /** The language that somebody who signed up reads. */
    String language(Actor actor, MemberId member) {
        return members.get(actor, member).language();
    }
}
