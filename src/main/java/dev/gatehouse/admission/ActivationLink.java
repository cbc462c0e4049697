package dev.gatehouse.admission;

import dev.gatehouse.members.Consent;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.organizations.ConsentTexts;
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
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What somebody does with an activation link (ACT-1): it proves the address or the number that it went to, and sets a password. Whether
 * it is still good is decided by the clock at that moment; opening it changes nothing, for mail scanners open links too.
 */
@Service
public class ActivationLink {

    private static final int LONGEST_NAME = 100;

    private final Admission admission;
    private final Joining joining;
    private final Members members;
    private final Consents consents;
    private final ConsentTexts consentTexts;
    private final Organizations organizations;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final OneTimeSecrets secrets;
    private final Tenancy tenancy;
    private final Texts texts;
    private final TransactionTemplate transaction;

    ActivationLink(
            Admission admission,
            Joining joining,
            Members members,
            Consents consents,
            ConsentTexts consentTexts,
            Organizations organizations,
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            OneTimeSecrets secrets,
            Tenancy tenancy,
            Texts texts,
            TransactionTemplate transaction) {
        this.admission = admission;
        this.joining = joining;
        this.members = members;
        this.consents = consents;
        this.consentTexts = consentTexts;
        this.organizations = organizations;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.secrets = secrets;
        this.tenancy = tenancy;
        this.texts = texts;
        this.transaction = transaction;
    }

    /** Whoever used a link: they are in, and a session may be opened for them. */
    public record Activated(AccountId account, Organization organization) {}

    /** A link that is there, and by what it went out. */
    private record Link(Found found, Channel channel) {}

    /** What the link opens for whoever holds it; {@code viewer} is who is signed in, if anybody. */
    @Transactional(readOnly = true)
    public ActivationView look(String secret, @Nullable AccountId viewer) {
        try {
            var link = find(secret);
            var member = open(link, memberOf(link));
            var organization = organizations.get(link.found().organization());
            var email = Objects.requireNonNullElse(member.email(), "");
            return switch (joining.ownerOf(email, member.account(), viewer)) {
                case Joining.Owner.Nobody _ -> form(organization, member, link.channel());
                case Joining.Owner.Known _ -> new ActivationView.SignIn(organization, email);
                case Joining.Owner.Viewer _ ->
                    new ActivationView.Join(organization, email, consentTexts.current(organization.id()));
                case Joining.Owner.Other other ->
                    new ActivationView.OtherAccount(organization, email, other.signedInAs());
            };
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return new ActivationView.Gone(refusal.code());
        }
    }

    /**
     * Sets the first password of the person's own: the account is made, or the one that had an initial password gets it; the member is
     * {@code REGISTERED}. Refuses wrong input at its field and links that are no good; then the link can be used again.
     */
    public Activated activate(String secret, ActivateForm form, Origin origin) {
        var view = Objects.requireNonNull(transaction.execute(_ -> look(secret, null)));
        if (view instanceof ActivationView.Gone gone) throw new Refusal(gone.code());
        if (!(view instanceof ActivationView.Open open)) throw new Refusal("invitation.has_account");
        var firstName = OneLine.require("firstName", "name", form.firstName(), LONGEST_NAME);
        var lastName = OneLine.require("lastName", "name", form.lastName(), LONGEST_NAME);
        if (form.consent() != open.consent().version()) throw Refusal.input("consent", "consent.changed");
        rules.require(
                form.password(),
                open.organization().passwordMinimum(),
                List.of(firstName, lastName, open.signsInWith()),
                List.of(open.organization().name()));
        var hash = passwords.hash(form.password());
        var language = texts.in(Locale.forLanguageTag(form.language())).tag();
        var chosen = new ActivateForm(firstName, lastName, language, form.timeZone(), "", form.consent());
        return Objects.requireNonNull(transaction.execute(_ -> activated(secret, chosen, hash, origin)));
    }

    private Activated activated(String secret, ActivateForm form, String hash, Origin origin) {
        var link = find(secret);
        var member = hold(link, origin);
        var email = Objects.requireNonNullElse(member.email(), "");
        if (!(joining.ownerOf(email, member.account(), null) instanceof Joining.Owner.Nobody))
            throw new Refusal("invitation.has_account");
        spend(secret, member, link.channel());
        var anonymous = Actor.anonymous(link.found().organization(), origin);
        var id = member.account() == null
                ? create(anonymous, member, form, hash, link.channel())
                : takeOver(anonymous, member.account(), form, hash, link.channel() == Channel.EMAIL ? email : null);
        var actor = Actor.member(link.found().organization(), id, member.id(), member.subject(), origin);
        if (link.channel() == Channel.SMS)
            accounts.verifyPhone(actor, id, new PhoneNumber(Objects.requireNonNull(member.phone())));
        else if (!accounts.verifyEmail(actor, id, email)) throw new Refusal("invitation.has_account");
        admission.complete(actor, member, accounts.get(id));
        consents.give(actor, member.id(), Consent.Purpose.PERSONAL_DATA, form.consent(), form.language(), null);
        return new Activated(id, organizations.get(link.found().organization()));
    }

    /** Somebody who is signed in with the address that the organization knows joins; no new password (INV-5). */
    @Transactional
    public Organization join(String secret, AccountId viewer, int consent, Origin origin) {
        var link = find(secret);
        var member = hold(link, origin);
        var organization = organizations.get(link.found().organization());
        var account = joining.requireOwner(viewer, Objects.requireNonNullElse(member.email(), ""));
        if (consent != consentTexts.current(organization.id()).version())
            throw Refusal.input("consent", "consent.changed");
        spend(secret, member, link.channel());
        var actor = Actor.member(organization.id(), viewer, member.id(), member.subject(), origin);
        admission.complete(actor, member, account);
        if (member.account() != null) accounts.discardUnverified(member.account());
        consents.give(actor, member.id(), Consent.Purpose.PERSONAL_DATA, consent, account.language(), null);
        return organization;
    }

    private AccountId create(Actor anonymous, Member member, ActivateForm form, String hash, Channel channel) {
        return accounts.create(
                anonymous,
                new NewAccount(
                        form.firstName(),
                        form.lastName(),
                        form.language(),
                        Profile.zoneOrUtc(form.timeZone()),
                        null,
                        // What a text message reached is the number: an address that nobody proved is no part of a
                        // login.
                        channel == Channel.EMAIL ? member.email() : null,
                        false,
                        hash,
                        false));
    }

    /** The account that was made with an initial password, which ends here; what it claimed and nobody proved is dropped. */
    private AccountId takeOver(Actor anonymous, AccountId id, ActivateForm form, String hash, @Nullable String email) {
        var credentials = accounts.credentials(id).orElseThrow(Refusal::notFound);
        if (!accounts.changePassword(anonymous, id, credentials.version(), hash)) throw new Refusal("link.used");
        accounts.claimInstead(id, email == null ? null : EmailAddress.parse(email));
        accounts.change(
                anonymous,
                id,
                new Profile(
                        form.firstName(),
                        form.lastName(),
                        form.language(),
                        Profile.zoneOrUtc(form.timeZone()),
                        accounts.get(id).currency()));
        return id;
    }

    private ActivationView.Open form(Organization organization, Member member, Channel channel) {
        var email = channel == Channel.EMAIL ? member.email() : null;
        return new ActivationView.Open(
                organization,
                email,
                signsInWith(member, channel),
                member.firstName(),
                member.lastName(),
                member.language(),
                consentTexts.current(organization.id()));
    }

    /** What was proved, or what is easiest to remember. */
    private static String signsInWith(Member member, Channel channel) {
        if (channel == Channel.EMAIL) return Objects.requireNonNull(member.email());
        return member.username() == null ? Objects.requireNonNull(member.phone()) : member.username();
    }

    private Link find(String secret) {
        for (var channel : Channel.values()) {
            var found = secrets.find(Activation.purpose(channel), secret);
            if (found.isPresent()) return new Link(found.get(), channel);
        }
        throw new Refusal("link.unknown");
    }

    private Member memberOf(Link link) {
        tenancy.enter(link.found().organization());
        return members.find(
                        Actor.anonymous(link.found().organization(), Origin.SERVER),
                        new MemberId(link.found().subject()))
                .orElseThrow(() -> new Refusal("link.unknown"));
    }

    /** The member, held: whoever is blocked meanwhile stays so (LIF-2), and of two who use links at once the second sees the first. */
    private Member hold(Link link, Origin origin) {
        tenancy.enter(link.found().organization());
        var member = members.lock(
                Actor.anonymous(link.found().organization(), origin),
                new MemberId(link.found().subject()));
        return open(link, member);
    }

    private Member open(Link link, Member member) {
        if (organizations.get(link.found().organization()).suspended()) throw new Refusal("organization.suspended");
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (member.status() == MemberStatus.REGISTERED || link.found().standing() == Standing.USED)
            throw new Refusal("activation.used");
        if (link.found().standing() == Standing.REPLACED) throw new Refusal("link.replaced");
        if (link.found().standing() == Standing.EXPIRED) throw new Refusal("activation.expired");
        var initial = member.account() != null
                && accounts.find(member.account()).map(Account::passwordInitial).orElse(false);
        if (Activation.closed(member, initial) != null) throw new Refusal("activation.begun");
        return member;
    }

    private void spend(String secret, Member member, Channel channel) {
        if (!secrets.use(Activation.purpose(channel), secret, Activation.binding(member, channel)))
            throw new Refusal("activation.used");
    }
}
