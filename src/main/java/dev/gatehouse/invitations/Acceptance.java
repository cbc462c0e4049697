package dev.gatehouse.invitations;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.Joining;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the invited person does with the link (INV-3, INV-5). Whether it is still good is decided by the clock at that
 * moment; opening it changes nothing, for mail scanners open links too.
 */
@Service
public class Acceptance {

    private static final int LONGEST_NAME = 100;

    private final InvitationStore store;
    private final Admission admission;
    private final Joining joining;
    private final Members members;
    private final Organizations organizations;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final OneTimeSecrets secrets;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Acceptance(
            InvitationStore store,
            Admission admission,
            Joining joining,
            Members members,
            Organizations organizations,
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            OneTimeSecrets secrets,
            Tenancy tenancy,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.admission = admission;
        this.joining = joining;
        this.members = members;
        this.organizations = organizations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.secrets = secrets;
        this.tenancy = tenancy;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the link opens for whoever holds it; {@code viewer} is who is signed in, if anybody. */
    @Transactional(readOnly = true)
    public AcceptView look(String secret, @Nullable AccountId viewer) {
        var found = secrets.find(Purpose.INVITATION, secret).orElse(null);
        if (found == null) return new AcceptView.Gone("link.unknown");
        var organization = organizations.get(found.organization());
        if (organization.suspended()) return new AcceptView.Gone("organization.suspended");
        tenancy.enter(organization.id());
        var member = members.find(Actor.anonymous(organization.id(), Origin.SERVER), new MemberId(found.subject()))
                .orElse(null);
        if (member == null) return new AcceptView.Gone("link.unknown");
        if (member.status() == MemberStatus.BLOCKED) return new AcceptView.Gone("members.blocked");
        return switch (found.standing()) {
            case EXPIRED -> new AcceptView.Gone("invitation.expired");
            case REPLACED -> new AcceptView.Gone("link.replaced");
            case USED ->
                member.status() == MemberStatus.REGISTERING
                        ? new AcceptView.Waiting(organization, emailOf(member))
                        : new AcceptView.Gone("invitation.used");
            case VALID -> open(organization, member, viewer);
        };
    }

    /**
     * A new person accepts (INV-3): the account is made, and a link goes to the address that confirms it. Refuses wrong
     * input at its field and links that are no good; then the link can be used again.
     */
    public void accept(String secret, AcceptForm form, Origin origin) {
        var view = Objects.requireNonNull(transaction.execute(_ -> look(secret, null)));
        if (view instanceof AcceptView.Gone gone) throw new Refusal(gone.code());
        if (!(view instanceof AcceptView.Open open)) throw new Refusal("invitation.has_account");
        var firstName = OneLine.require("firstName", "name", form.firstName(), LONGEST_NAME);
        var lastName = OneLine.require("lastName", "name", form.lastName(), LONGEST_NAME);
        rules.require(
                form.password(),
                open.organization().passwordMinimum(),
                List.of(firstName, lastName, open.email()),
                List.of(open.organization().name()));
        var hash = passwords.hash(form.password());
        transaction.executeWithoutResult(_ -> {
            var found = usable(secret);
            if (organizations.get(found.organization()).suspended()) throw new Refusal("organization.suspended");
            var member = hold(found, origin);
            if (accounts.byVerifiedEmail(emailOf(member)).isPresent()) throw new Refusal("invitation.has_account");
            spend(secret, member);
            var anonymous = Actor.anonymous(found.organization(), origin);
            var account = accounts.create(
                    anonymous,
                    new NewAccount(
                            firstName,
                            lastName,
                            form.language(),
                            Profile.zoneOrUtc(form.timeZone()),
                            emailOf(member),
                            false,
                            hash));
            var actor = Actor.member(found.organization(), account, member.id(), member.subject(), origin);
            admission.begin(actor, member, accounts.find(account).orElseThrow(), handedOver(found, member));
            store.accept(found.organization(), member.id(), clock.instant());
        });
    }

    /** Someone who is signed in with the invited address joins; no new password, no second confirmation (INV-5). */
    @Transactional
    public Organization join(String secret, AccountId viewer, Origin origin) {
        var found = usable(secret);
        var organization = organizations.get(found.organization());
        if (organization.suspended()) throw new Refusal("organization.suspended");
        var member = hold(found, origin);
        var account = joining.requireOwner(viewer, emailOf(member));
        spend(secret, member);
        var actor = Actor.member(found.organization(), viewer, member.id(), member.subject(), origin);
        admission.complete(actor, member, account);
        store.accept(found.organization(), member.id(), clock.instant());
        return organization;
    }

    /** Sends the confirmation mail again to someone who accepted with this link. */
    @Transactional
    public void confirmAgain(String secret, Origin origin) {
        var found = secrets.find(Purpose.INVITATION, secret).orElseThrow(() -> new Refusal("link.unknown"));
        if (found.standing() != Standing.USED) throw new Refusal("link.replaced");
        if (organizations.get(found.organization()).suspended()) throw new Refusal("organization.suspended");
        admission.sendConfirmationAgain(Actor.anonymous(found.organization(), origin), hold(found, origin));
    }

    /** Notes that somebody who was invited came in another way, as by signing up with the same address. Nothing happens for others. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cameOtherwise(Actor actor, Member member) {
        store.accept(actor.organization(), member.id(), clock.instant());
    }

    private boolean handedOver(Found found, Member member) {
        return store.find(found.organization(), member.id())
                .map(invitation -> invitation.channel() == Channel.LINK)
                .orElse(true);
    }

    private AcceptView open(Organization organization, Member member, @Nullable AccountId viewer) {
        var email = emailOf(member);
        return switch (joining.ownerOf(email, null, viewer)) {
            case Joining.Owner.Nobody _ -> new AcceptView.Open(organization, email, member.language());
            case Joining.Owner.Known _ -> new AcceptView.SignIn(organization, email);
            case Joining.Owner.Viewer _ -> new AcceptView.Join(organization, email);
            case Joining.Owner.Other other -> new AcceptView.OtherAccount(organization, email, other.signedInAs());
        };
    }

    private Found usable(String secret) {
        var found = secrets.find(Purpose.INVITATION, secret).orElseThrow(() -> new Refusal("link.unknown"));
        if (found.standing() == Standing.USED) throw new Refusal("invitation.used");
        if (found.standing() == Standing.REPLACED) throw new Refusal("link.replaced");
        if (found.standing() == Standing.EXPIRED) throw new Refusal("invitation.expired");
        return found;
    }

    /** Somebody who is blocked comes back by the hand of an admin alone (LIF-2), also where the link was read before. */
    private Member hold(Found found, Origin origin) {
        tenancy.enter(found.organization());
        var member = members.lock(Actor.anonymous(found.organization(), origin), new MemberId(found.subject()));
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        return member;
    }

    private void spend(String secret, Member member) {
        if (!secrets.use(Purpose.INVITATION, secret, Invitations.binding(member))) throw new Refusal("invitation.used");
    }

    private static String emailOf(Member member) {
        return Objects.requireNonNull(member.email(), "who was invited by mail has an address");
    }
}
