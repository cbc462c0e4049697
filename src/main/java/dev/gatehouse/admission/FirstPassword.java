package dev.gatehouse.admission;

import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Found;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The first password of somebody's own, after one that was somebody else's idea: a one-time password (ACT-2) or an initial one
 * (CRE-2). Either opens nothing but the page that asks for another; with that the person is {@code REGISTERED}. The page is good for
 * an hour, once, in the hands of whoever typed the right one.
 */
@Service
public class FirstPassword {

    /** Long enough to think of a password, short enough for a computer that others use too. */
    static final Duration VALIDITY = Duration.ofHours(1);

    private static final int LONGEST_NAME = 100;
    private static final Limit TRIES = new Limit("first_password", 30, Duration.ofHours(1));

    /** Whose one-time password is tried where there is nobody: it is the same work. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final Admission admission;
    private final Members members;
    private final Organizations organizations;
    private final Policies policies;
    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final OneTimeCodes codes;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;

    FirstPassword(
            Admission admission,
            Members members,
            Organizations organizations,
            Policies policies,
            Accounts accounts,
            Passwords passwords,
            PasswordRules rules,
            OneTimeCodes codes,
            OneTimeSecrets secrets,
            Limits limits,
            Tenancy tenancy,
            TransactionTemplate transaction) {
        this.admission = admission;
        this.members = members;
        this.organizations = organizations;
        this.policies = policies;
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.codes = codes;
        this.secrets = secrets;
        this.limits = limits;
        this.tenancy = tenancy;
        this.transaction = transaction;
    }

    /** A link that is good, and for whom. */
    private record Opened(
            Found found, Member member, @Nullable Credentials credentials) {}

    /**
     * Tries what somebody typed as the one-time password of a member without a password of their own; right, it is used up and they are
     * {@code REGISTERING}. Gives the secret of the page that comes next; empty where it is wrong, or one-time passwords are not wanted
     * here. A wrong try counts: the caller commits in either case.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> afterOneTimePassword(
            OrganizationId organization, MemberId member, String typed, Origin origin) {
        tenancy.enter(organization);
        var actor = Actor.anonymous(organization, origin);
        var held = policies.of(organization).oneTimePasswords() ? hold(actor, member) : null;
        if (held == null) {
            triedByNobody(typed);
            return Optional.empty();
        }
        if (!codes.use(
                OneTimeCodes.Purpose.ONE_TIME_PASSWORD,
                member.value(),
                OneTimePasswords.binding(organization, member),
                typed)) return Optional.empty();
        if (held.status() == MemberStatus.INVITED) members.begin(actor, held);
        return Optional.of(issue(held));
    }

    /** The same work as a try that is wrong, where there is nobody whose it could be. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void triedByNobody(String typed) {
        codes.use(OneTimeCodes.Purpose.ONE_TIME_PASSWORD, NOBODY, "", typed);
    }

    /** Gives the secret of the page that follows the right initial password; empty for people whose organization has let them go. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> afterInitialPassword(AccountId account, Origin origin) {
        for (var membership : members.memberships(account)) {
            tenancy.enter(membership.organization());
            var held = hold(Actor.anonymous(membership.organization(), origin), membership.id());
            if (held != null) return Optional.of(issue(held));
        }
        return Optional.empty();
    }

    /** What the page shows to whoever holds its secret. */
    @Transactional(readOnly = true)
    public FirstPasswordView look(String secret) {
        try {
            var opened = open(secret);
            var organization = organizations.get(opened.found().organization());
            var member = opened.member();
            return new FirstPasswordView.Open(
                    organization,
                    signsInWith(member),
                    member.firstName().isEmpty() || member.lastName().isEmpty(),
                    minimum(organization, opened.credentials()),
                    Map.of(
                            "firstName", member.firstName(),
                            "lastName", member.lastName(),
                            "organization", organization.name()));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.RULE) throw refusal;
            return new FirstPasswordView.Gone(refusal.code());
        }
    }

    /**
     * Sets the password; the member is {@code REGISTERED}. Gives the account, for which a session may be opened. Refuses wrong input at
     * its field, among it the password that was given ({@code password.given}), and pages that are over; then nothing has changed.
     */
    public AccountId set(String secret, FirstPasswordForm form, Origin origin) {
        limits.take(TRIES, secret);
        var opened = Objects.requireNonNull(transaction.execute(_ -> open(secret)));
        var member = opened.member();
        var organization = organizations.get(opened.found().organization());
        var firstName = name("firstName", member.firstName(), form.firstName());
        var lastName = name("lastName", member.lastName(), form.lastName());
        rules.require(
                form.password(),
                minimum(organization, opened.credentials()),
                Stream.of(firstName, lastName, member.username(), member.email())
                        .filter(Objects::nonNull)
                        .toList(),
                List.of(organization.name()));
        if (isGiven(form.password(), member, opened.credentials())) throw Refusal.input("password", "password.given");
        var hash = passwords.hash(form.password());
        var person = new FirstPasswordForm(firstName, lastName, "", form.timeZone());
        return Objects.requireNonNull(transaction.execute(_ -> done(secret, person, hash, origin)));
    }

    /**
     * Makes people {@code REGISTERED} whose initial password has ended by another way to one of their own, as "forgot password"; nothing
     * for those who wait for anything else. The caller sets the password in the same transaction.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void endInitial(AccountId account, Origin origin) {
        var credentials = accounts.credentials(account).orElseThrow(Refusal::notFound);
        if (!credentials.initial() || !credentials.verified()) return;
        for (var membership : members.memberships(account)) {
            var actor = Actor.member(membership.organization(), account, membership.id(), membership.subject(), origin);
            tenancy.enter(actor.organization());
            var member = hold(actor, membership.id());
            if (member == null) continue;
            admission.complete(actor, member, accounts.get(account));
        }
    }

    private AccountId done(String secret, FirstPasswordForm person, String hash, Origin origin) {
        var found = secrets.find(Purpose.FIRST_PASSWORD, secret).orElseThrow(() -> new Refusal("link.unknown"));
        tenancy.enter(found.organization());
        var anonymous = Actor.anonymous(found.organization(), origin);
        members.lock(anonymous, new MemberId(found.subject()));
        var opened = open(secret);
        var member = opened.member();
        if (!secrets.use(Purpose.FIRST_PASSWORD, secret, binding(member, opened.credentials())))
            throw new Refusal("first_password.over");
        var account = opened.credentials() == null
                ? create(anonymous, member, person, hash)
                : replace(anonymous, opened.credentials(), hash);
        var actor = Actor.member(found.organization(), account, member.id(), member.subject(), origin);
        admission.complete(actor, member, accounts.get(account));
        return account;
    }

    /** An address that nobody proved is no part of a login: the organization's record finds it (see decision 0013). */
    private AccountId create(Actor anonymous, Member member, FirstPasswordForm person, String hash) {
        return accounts.create(
                anonymous,
                new NewAccount(
                        person.firstName(),
                        person.lastName(),
                        member.language(),
                        Profile.zoneOrUtc(person.timeZone()),
                        null,
                        null,
                        false,
                        hash,
                        false));
    }

    private AccountId replace(Actor anonymous, Credentials initial, String hash) {
        if (!accounts.changePassword(anonymous, initial.account(), initial.version(), hash))
            throw new Refusal("first_password.over");
        return initial.account();
    }

    /** Whether it is the password that was given to the person: whoever gave it knows it. */
    private boolean isGiven(String password, Member member, @Nullable Credentials credentials) {
        return (credentials != null && passwords.matches(password, credentials.passwordHash()))
                || codes.given(
                        OneTimeCodes.Purpose.ONE_TIME_PASSWORD, member.id().value(), password);
    }

    private String issue(Member member) {
        return secrets.issue(
                Purpose.FIRST_PASSWORD,
                member.organization(),
                member.id().value(),
                binding(member, credentialsOf(member)),
                VALIDITY);
    }

    private Opened open(String secret) {
        var found = secrets.find(Purpose.FIRST_PASSWORD, secret).orElseThrow(() -> new Refusal("link.unknown"));
        if (organizations.get(found.organization()).suspended()) throw new Refusal("organization.suspended");
        tenancy.enter(found.organization());
        var member = members.find(Actor.anonymous(found.organization(), Origin.SERVER), new MemberId(found.subject()))
                .orElseThrow(() -> new Refusal("link.unknown"));
        if (member.status() == MemberStatus.BLOCKED) throw new Refusal("members.blocked");
        if (found.standing() != Standing.VALID || !isComingIn(member)) throw new Refusal("first_password.over");
        var credentials = credentialsOf(member);
        if (credentials != null && !credentials.initial()) throw new Refusal("first_password.over");
        return new Opened(found, member, credentials);
    }

    private @Nullable Credentials credentialsOf(Member member) {
        return member.account() == null
                ? null
                : accounts.credentials(member.account()).orElse(null);
    }

    /** The member, held, where a password of their own is all that they lack; else null. */
    private @Nullable Member hold(Actor actor, MemberId id) {
        if (members.find(actor, id).isEmpty()) return null;
        var member = members.lock(actor, id);
        var credentials = credentialsOf(member);
        return isComingIn(member) && (credentials == null || (credentials.initial() && credentials.verified()))
                ? member
                : null;
    }

    /** Who signed up by themselves waits for something else. */
    private static boolean isComingIn(Member member) {
        return switch (member.status()) {
            case INVITED, REGISTERING -> !member.awaitsIdentifier();
            case CREATED, REGISTERED, BLOCKED, TERMINATED -> false;
        };
    }

    private int minimum(Organization organization, @Nullable Credentials credentials) {
        return credentials == null
                ? organization.passwordMinimum()
                : Math.max(organization.passwordMinimum(), accounts.passwordMinimum(credentials.account()));
    }

    private static String name(String field, String known, String typed) {
        return known.isEmpty() ? OneLine.require(field, "name", typed, LONGEST_NAME) : known;
    }

    private static String signsInWith(Member member) {
        return Stream.of(member.username(), member.email(), member.phone())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static String binding(Member member, @Nullable Credentials credentials) {
        var login = credentials == null ? "" : credentials.account() + "\n" + credentials.version();
        return member.organization() + "\n" + member.id() + "\n" + login;
    }
}
