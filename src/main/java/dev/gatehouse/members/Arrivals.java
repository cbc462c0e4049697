package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Username;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** People who came by themselves, and the record that the organization had of them before (CRE-5, INV-8). */
@Service
public class Arrivals {

    /**
     * Whether somebody signed up, proved their address or number, and waits for an admin (LIF-3).
     *
     * @param mayConfirm whether the viewer may say who they are
     */
    public record Waits(boolean waits, boolean mayConfirm) {}

    private final ArrivalStore store;
    private final Members members;
    private final Access access;
    private final Policies policies;
    private final Seats seats;
    private final Grants grants;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Audit audit;

    Arrivals(
            ArrivalStore store,
            Members members,
            Access access,
            Policies policies,
            Seats seats,
            Grants grants,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Audit audit) {
        this.store = store;
        this.members = members;
        this.access = access;
        this.policies = policies;
        this.seats = seats;
        this.grants = grants;
        this.secrets = secrets;
        this.codes = codes;
        this.audit = audit;
    }

    /** For the page of a member. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Waits of(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_READ);
        var member = members.get(actor, id);
        var waits = member.awaitsIdentifier() && member.account() != null;
        return new Waits(waits, waits && access.may(actor, Permission.MEMBERS_ACTIVATE));
    }

    /** Whether the organization lets every active member invite colleagues (INV-8). */
    @Transactional(readOnly = true)
    public boolean colleaguesInvite(Actor actor) {
        access.require(actor, Permission.MEMBERS_READ);
        return policies.of(actor.organization()).colleagueInvitations();
    }

    /** Which of a person's organizations let them invite colleagues. */
    @Transactional(readOnly = true)
    public Set<OrganizationId> colleaguePlaces(AccountId account) {
        return store.colleaguePlaces(account);
    }

    /** Notes whose invitation somebody took (INV-8). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void broughtBy(Actor actor, MemberId member, MemberId colleague) {
        store.setBroughtBy(actor.organization(), member, colleague);
    }

    /**
     * Makes one of two: the record that the organization had of a person, and the one of their sign-up. The first goes on, with its
     * department, job profile, attributes and permissions, and gets what only the other has; what they proved, and how they sign in, is what
     * they said themselves. Every open link and code of it ends. The caller holds the organization and both.
     *
     * @return the one record as it is now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Member merge(
            Actor actor,
            Member signedUp,
            Member known,
            @Nullable EmailAddress email,
            @Nullable Username username,
            @Nullable PhoneNumber phone) {
        var organization = actor.organization();
        if (signedUp.status() != MemberStatus.REGISTERING || known.account() != null)
            throw new Refusal("members.status", known.label());
        store.moveConsents(organization, signedUp.id(), known.id());
        store.moveAttributes(organization, signedUp.id(), known.id());
        store.absorb(organization, signedUp.id(), known.id(), email, username, phone);
        seats.release(organization, 1);
        grants.remove(organization, List.of(signedUp.subject()));
        audit.keepLabels(actor, Map.of(signedUp.id().value(), signedUp.label()));
        audit.record(
                actor,
                Event.of("member.merged", "member", known.id().value())
                        .with("with", signedUp.id().toString()));
        secrets.forget(List.of(signedUp.id().value()));
        secrets.endAll(List.of(known.id().value()));
        codes.forget(List.of(signedUp.id().value(), known.id().value()));
        return members.get(actor, known.id());
    }

    /** What somebody signs in with by their own choice. False where it is another member's; the caller holds the member. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean nameAs(Actor actor, Member member, Username username) {
        return store.setUsername(actor.organization(), member.id(), username);
    }

    /** What the organization calls somebody in its own systems. False where another member is called so; the caller holds the member. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean identify(Actor actor, Member member, String identifier) {
        return store.setIdentifier(actor.organization(), member.id(), identifier);
    }
}
