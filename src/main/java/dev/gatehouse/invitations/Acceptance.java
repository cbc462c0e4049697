package dev.gatehouse.invitations;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.Joining;
import dev.gatehouse.members.Arrivals;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.people.Account;
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
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Username;
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
    private final Arrivals arrivals;
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
            Arrivals arrivals,
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
        this.arrivals = arrivals;
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
                member.status() == MemberStatus.REGISTERING && member.email() != null
                        ? new AcceptView.Waiting(organization, member.email())
                        : new AcceptView.Gone("invitation.used");
            case VALID -> open(organization, member, viewer);
        };
    }

    /**
     * What came of accepting.
     *
     * @param account whose person is in already, for their number was proved by the link; null where the address is to be confirmed first
     */
    public record Accepted(
            Organization organization, @Nullable AccountId account) {}

    /**
     * A new person accepts (INV-3): the account is made, and a link goes to the address that confirms it. Whoever was invited by their
     * number is in at once: the text message has proved it, or an admin handed the link over (INV-9, decision 0015). Refuses wrong input at
     * its field and links that are no good; then the link can be used again.
     */
    public Accepted accept(String secret, AcceptForm form, Origin origin) {
        var view = Objects.requireNonNull(transaction.execute(_ -> look(secret, null)));
        if (view instanceof AcceptView.Gone gone) throw new Refusal(gone.code());
        if (!(view instanceof AcceptView.Open open)) throw new Refusal("invitation.has_account");
        var firstName = OneLine.require("firstName", "name", form.firstName(), LONGEST_NAME);
        var lastName = OneLine.require("lastName", "name", form.lastName(), LONGEST_NAME);
        var username = open.byPhone() && !form.username().isBlank() ? Username.parse(form.username()) : null;
        rules.require(
                form.password(),
                open.organization().passwordMinimum(),
                List.of(firstName, lastName, open.contact(), form.username()),
                List.of(open.organization().name()));
        var hash = passwords.hash(form.password());
        return Objects.requireNonNull(transaction.execute(_ -> {
            var found = usable(secret);
            var organization = organizations.get(found.organization());
            if (organization.suspended()) throw new Refusal("organization.suspended");
            var member = hold(found, origin);
            var email = member.email();
            if (email != null && accounts.byVerifiedEmail(email).isPresent())
                throw new Refusal("invitation.has_account");
            var channel = channelOf(found, member);
            spend(secret, member);
            var anonymous = Actor.anonymous(found.organization(), origin);
            var id = accounts.create(
                    anonymous,
                    new NewAccount(
                            firstName,
                            lastName,
                            form.language(),
                            Profile.zoneOrUtc(form.timeZone()),
                            null,
                            email,
                            false,
                            hash,
                            false));
            var actor = Actor.member(found.organization(), id, member.id(), member.subject(), origin);
            if (email != null) admission.begin(actor, member, accounts.get(id), channel == Channel.LINK);
            else enter(actor, member, id, username, channel);
            store.accept(found.organization(), member.id(), clock.instant());
            return new Accepted(organization, email == null ? id : null);
        }));
    }

    private void enter(Actor actor, Member member, AccountId id, @Nullable Username username, Channel channel) {
        if (username != null && !arrivals.nameAs(actor, member, username))
            throw Refusal.input("username", "sign_up.username.taken");
        proveNumber(actor, member, id, channel);
        admission.complete(actor, member, accounts.get(id));
    }

    /** A link that somebody handed over has proved no number. */
    private void proveNumber(Actor actor, Member member, AccountId account, Channel channel) {
        var phone = member.phone();
        if (channel == Channel.SMS && phone != null) accounts.verifyPhone(actor, account, new PhoneNumber(phone));
    }

    /** Someone who is signed in with the invited address joins; no new password, no second confirmation (INV-5). */
    @Transactional
    public Organization join(String secret, AccountId viewer, Origin origin) {
        var found = usable(secret);
        var organization = organizations.get(found.organization());
        if (organization.suspended()) throw new Refusal("organization.suspended");
        var member = hold(found, origin);
        var email = member.email();
        var account = email == null ? requireNumber(viewer, member) : joining.requireOwner(viewer, email);
        var channel = channelOf(found, member);
        spend(secret, member);
        var actor = Actor.member(found.organization(), viewer, member.id(), member.subject(), origin);
        if (email == null && account.phone() == null) proveNumber(actor, member, viewer, channel);
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

    private Channel channelOf(Found found, Member member) {
        return store.find(found.organization(), member.id())
                .map(Invitation::channel)
                .orElse(Channel.LINK);
    }

    private AcceptView open(Organization organization, Member member, @Nullable AccountId viewer) {
        var email = member.email();
        if (email == null) return openByPhone(organization, member, viewer);
        return switch (joining.ownerOf(email, null, viewer)) {
            case Joining.Owner.Nobody _ -> new AcceptView.Open(organization, email, false, member.language());
            case Joining.Owner.Known _ -> new AcceptView.SignIn(organization, email);
            case Joining.Owner.Viewer _ -> new AcceptView.Join(organization, email);
            case Joining.Owner.Other other -> new AcceptView.OtherAccount(organization, email, other.signedInAs());
        };
    }

    /** A number may be of several accounts, so nobody is told that it has one; whoever has may sign in first. */
    private AcceptView openByPhone(Organization organization, Member member, @Nullable AccountId viewer) {
        var phone = new PhoneNumber(InvitationPost.contact(member));
        if (viewer == null) return new AcceptView.Open(organization, phone.spaced(), true, member.language());
        var account = accounts.find(viewer).orElseThrow(Refusal::unauthenticated);
        return isOf(account, member)
                ? new AcceptView.Join(organization, called(account))
                : new AcceptView.OtherAccount(organization, phone.spaced(), called(account));
    }

    private Account requireNumber(AccountId viewer, Member member) {
        var account = accounts.find(viewer).orElseThrow(Refusal::unauthenticated);
        if (!isOf(account, member))
            throw new Refusal(
                    "invitation.other_account",
                    new PhoneNumber(InvitationPost.contact(member)).spaced(),
                    called(account));
        return account;
    }

    private static boolean isOf(Account account, Member member) {
        return account.phone() == null || account.phone().equals(member.phone());
    }

    private static String called(Account account) {
        return account.email().isEmpty() ? account.displayName() : account.email();
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
        if (!secrets.use(Purpose.INVITATION, secret, InvitationPost.binding(member)))
            throw new Refusal("invitation.used");
    }
}
