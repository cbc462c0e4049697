package dev.gatehouse.signup;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Arrivals;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.members.Taken;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People who signed up and wait until an admin says who they are (LIF-3). */
@Service
public class Waiting {

    private static final Duration NEWS = Duration.ofDays(7);

    private final SignUpStore store;
    private final Access access;
    private final Members members;
    private final Arrivals arrivals;
    private final Admission admission;
    private final Accounts accounts;
    private final Organizations organizations;
    private final Seats seats;
    private final Messages messages;
    private final Audit audit;
    private final Settings settings;
    private final Clock clock;

    Waiting(
            SignUpStore store,
            Access access,
            Members members,
            Arrivals arrivals,
            Admission admission,
            Accounts accounts,
            Organizations organizations,
            Seats seats,
            Messages messages,
            Audit audit,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.access = access;
        this.members = members;
        this.arrivals = arrivals;
        this.admission = admission;
        this.accounts = accounts;
        this.organizations = organizations;
        this.seats = seats;
        this.messages = messages;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Where somebody stands who is signed in and waits.
     *
     * @param over whether they are an active member by now
     */
    record Place(Organization organization, boolean over) {}

    /** Refuses with {@code not.found} whoever waits for nothing here. */
    @Transactional(readOnly = true)
    Place place(AccountId account, String slug) {
        var here = members.membership(account, slug)
                .filter(membership -> !membership.suspended())
                .orElseThrow(Refusal::notFound);
        if (here.status() != MemberStatus.REGISTERING && here.status() != MemberStatus.REGISTERED)
            throw Refusal.notFound();
        return new Place(organizations.get(here.organization()), here.status() == MemberStatus.REGISTERED);
    }

    /** Somebody who waits, and what they say that the organization calls them. Refuses with {@code not.found} and {@code sign_up.waits_not}. */
    @Transactional(readOnly = true)
    ConfirmationView look(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        var member = demandWaiting(members.get(actor, id));
        var said = store.find(actor.organization(), id).map(Pending::identifier).orElse(null);
        return new ConfirmationView(
                "/o/" + organizations.get(actor.organization()).slug() + "/members/" + id,
                member.label(),
                Objects.requireNonNullElse(said, ""),
                null);
    }

    /**
     * Says who somebody is: {@code REGISTERED}, with the universal identifier, and word goes out to them (LIF-3). Refuses at the field
     * {@code identifier} what is none, and one that another member has; with {@code not.found} and {@code sign_up.waits_not}.
     */
    @Retried
    @Transactional
    public Member confirm(Actor actor, MemberId id, String typed) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        seats.lock(actor.organization());
        var member = demandWaiting(members.lock(actor, id));
        var identifier = OneLine.require("identifier", "sign_up.identifier", typed, Asked.LONGEST_IDENTIFIER);
        var holder = holder(actor, member, identifier);
        if (holder != null) throw Refusal.input("identifier", "sign_up.identifier.taken", holder.label());
        if (!arrivals.identify(actor, member, identifier)) throw new Refusal("members.raced");
        var account = accounts.get(Objects.requireNonNull(member.account()));
        admission.complete(actor, member, account);
        store.delete(actor.organization(), id);
        audit.record(actor, Event.of("member.confirmed", "member", id.value()));
        tell(actor, member);
        return member;
    }

    private @Nullable Member holder(Actor actor, Member member, String identifier) {
        var taken = members.taken(
                actor,
                new NewMember(null, null, null, "", "", "", null, null, null, null, null, identifier, Map.of()),
                member.id());
        return members.byIds(actor, taken.stream().map(Taken::by).toList()).stream()
                .findFirst()
                .orElse(null);
    }

    private void tell(Actor actor, Member member) {
        var organization = organizations.get(actor.organization());
        var parameters = Map.of(
                "organization", organization.name(),
                "name", member.firstName(),
                "link", settings.publicUrl() + "/o/" + organization.slug() + "/members");
        var until = clock.instant().plus(NEWS);
        var email = member.email();
        var phone = member.phone();
        if (email != null)
            messages.stage(
                    organization.id(),
                    List.of(new Outgoing(
                            Template.SIGN_UP_ACCEPTED,
                            member.language(),
                            member.id(),
                            member.account(),
                            email,
                            parameters,
                            until)));
        else if (phone != null && messages.maySms(organization.id(), phone))
            messages.stage(
                    organization.id(),
                    List.of(Outgoing.sms(
                            Template.SIGN_UP_ACCEPTED,
                            member.language(),
                            member.id(),
                            member.account(),
                            phone,
                            parameters,
                            until)));
    }

    /** Whoever has not proved an address or number yet is nobody to be confirmed. */
    private static Member demandWaiting(Member member) {
        if (!member.awaitsIdentifier() || member.account() == null || member.status() != MemberStatus.REGISTERING)
            throw new Refusal("sign_up.waits_not", member.label());
        return member;
    }
}
