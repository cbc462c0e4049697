package dev.gatehouse.signin;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.FirstPassword;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Identifier;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing in with what a person has and a password (ACT-3). What nobody has, and what several have, gets the same answer for the same
 * work: one hash, and one look at one-time passwords.
 */
@Service
public class SignIn {

    /** Failures from one network; a right password gives its try back, so that an office behind one address can begin its day. */
    static final Limit NETWORK = new Limit("sign_in.network", 100, Duration.ofMinutes(10));

    private static final Duration AGAIN_VALIDITY = Duration.ofMinutes(15);

    /** What a failed try that names nobody is recorded on. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final Identification identification;
    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SecondFactor secondFactor;
    private final Guard guard;
    private final Admission admission;
    private final FirstPassword firstPassword;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Audit audit;
    private final TransactionTemplate transaction;

    SignIn(
            Identification identification,
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            SecondFactor secondFactor,
            Guard guard,
            Admission admission,
            FirstPassword firstPassword,
            OneTimeSecrets secrets,
            Limits limits,
            Tenancy tenancy,
            Audit audit,
            TransactionTemplate transaction) {
        this.identification = identification;
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.secondFactor = secondFactor;
        this.guard = guard;
        this.admission = admission;
        this.firstPassword = firstPassword;
        this.secrets = secrets;
        this.limits = limits;
        this.tenancy = tenancy;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Tries a password. Not one transaction: the try is counted in the first, the hash is computed outside of any, and what
     * follows from it is the second. Refuses with {@code limit.reached}, {@code sign_in.wait}, {@code sign_in.exhausted},
     * {@code busy}, and as {@link SecondFactor#challenge} where a code cannot be sent.
     */
    SignInOutcome signIn(Caller caller, String password, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var whom = Objects.requireNonNull(transaction.execute(_ -> {
            var found = identification.whom(caller);
            guard.take(found.keys());
            return found;
        }));
        var credentials = whom.credentials();
        var matches = matches(whom, password, origin);
        if (credentials == null || !matches)
            return Objects.requireNonNull(transaction.execute(_ -> oneTime(whom, password, origin)));
        if (!credentials.verified())
            return Objects.requireNonNull(transaction.execute(_ -> unconfirmed(caller, whom, credentials)));
        if (credentials.initial())
            return Objects.requireNonNull(transaction.execute(_ -> initial(whom, credentials, origin)));
        var renewed = renewed(password, credentials);
        return Objects.requireNonNull(transaction.execute(_ -> right(whom, credentials, renewed, origin)));
    }

    /** A server that is too busy to look has not seen a wrong password. */
    private boolean matches(Whom whom, String password, Origin origin) {
        try {
            var credentials = whom.credentials();
            return passwords.matches(password, credentials == null ? null : credentials.passwordHash());
        } catch (Refusal busy) {
            transaction.executeWithoutResult(_ -> guard.giveBack(whom.keys()));
            limits.giveBack(NETWORK, Networks.of(origin));
            throw busy;
        }
    }

    /**
     * Lets in somebody whom another route has proved to be the account's owner, as a page that set their password: with a session, or
     * with a code to be typed first. Refuses as {@link SecondFactor#challenge}, and with {@code unauthenticated} while the password is
     * an initial one.
     */
    @Transactional
    SignInOutcome admit(AccountId account, Origin origin) {
        var credentials = accounts.credentials(account).orElseThrow(Refusal::notFound);
        if (secondFactor.isAsked(account)) return secondFactor.challenge(credentials, origin);
        return opened(credentials, origin).orElseThrow(Refusal::unauthenticated);
    }

    /**
     * The code of the second factor: in, or wrong. Refuses with {@code code.wrong}, {@code code.wait}, and {@code code.over} where only
     * signing in anew helps.
     */
    SignInOutcome pass(String challenge, String code, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var account = secondFactor.count(challenge);
        var outcome = Objects.requireNonNull(transaction.execute(_ -> {
            var credentials = secondFactor.pass(challenge, account, code);
            return credentials.flatMap(proved -> opened(proved, origin)).orElseGet(() -> wrong(account, origin));
        }));
        if (outcome instanceof SignInOutcome.Opened) limits.giveBack(NETWORK, Networks.of(origin));
        else if (secondFactor.look(challenge).isPresent()) throw Refusal.input("code", "code.wrong");
        else throw new Refusal("code.over");
        return outcome;
    }

    /** Sends the confirmation mail once more to somebody who had the right password. Refuses with {@code link.used} when asked twice. */
    @Transactional
    void confirmAgain(String again, Origin origin) {
        var found = secrets.find(Purpose.CONFIRMATION_AGAIN, again).orElseThrow(() -> new Refusal("link.unknown"));
        var account = new AccountId(found.subject());
        if (!secrets.use(Purpose.CONFIRMATION_AGAIN, again, account.toString())) throw new Refusal("link.used");
        admission.sendConfirmationsAgain(account, origin);
    }

    /** No password of theirs; it may be a one-time password. */
    private SignInOutcome oneTime(Whom whom, String typed, Origin origin) {
        var newcomer = whom.newcomer();
        var page = Optional.<String>empty();
        if (newcomer == null) firstPassword.triedByNobody(typed);
        else page = firstPassword.afterOneTimePassword(newcomer.organization(), newcomer.member(), typed, origin);
        if (page.isEmpty())
            return wrong(whom.credentials() == null ? null : whom.credentials().account(), origin);
        proved(whom, origin);
        return new SignInOutcome.Given(page.get());
    }

    private SignInOutcome initial(Whom whom, Credentials credentials, Origin origin) {
        var page = firstPassword.afterInitialPassword(credentials.account(), origin);
        if (page.isEmpty()) return wrong(credentials.account(), origin);
        proved(whom, origin);
        return new SignInOutcome.Given(page.get());
    }

    private void proved(Whom whom, Origin origin) {
        guard.clear(whom.keys());
        limits.giveBack(NETWORK, Networks.of(origin));
    }

    private SignInOutcome wrong(@Nullable AccountId account, Origin origin) {
        var target = account == null ? NOBODY : account.value();
        record(Actor.anonymous(OrganizationId.PLATFORM, origin), Event.of("account.sign_in_failed", "account", target));
        return new SignInOutcome.Wrong();
    }

    private SignInOutcome unconfirmed(Caller caller, Whom whom, Credentials credentials) {
        guard.clear(whom.keys());
        var account = credentials.account();
        var again = secrets.issue(
                Purpose.CONFIRMATION_AGAIN,
                OrganizationId.PLATFORM,
                account.value(),
                account.toString(),
                AGAIN_VALIDITY);
        var address = caller.identifier() instanceof Identifier.Email typed
                ? typed.address().value()
                : EmailAddress.parse(accounts.get(account).email()).masked();
        return new SignInOutcome.Unconfirmed(address, again);
    }

    private @Nullable String renewed(String password, Credentials credentials) {
        var old = credentials.passwordHash();
        return old != null && passwords.outdated(old) ? passwords.hash(password) : null;
    }

    private SignInOutcome right(Whom whom, Credentials credentials, @Nullable String renewed, Origin origin) {
        SignInOutcome outcome;
        if (secondFactor.isAsked(credentials.account())) {
            // The count goes on until the code is right too: a known password buys no guesses at codes.
            guard.giveBack(whom.keys());
            outcome = secondFactor.challenge(credentials, origin);
        } else {
            var opened = opened(credentials, origin);
            if (opened.isEmpty()) return wrong(credentials.account(), origin);
            guard.clear(whom.keys());
            outcome = opened.get();
        }
        limits.giveBack(NETWORK, Networks.of(origin));
        var old = credentials.passwordHash();
        if (old != null && renewed != null) accounts.renewHash(credentials.account(), old, renewed);
        return outcome;
    }

    private Optional<SignInOutcome> opened(Credentials credentials, Origin origin) {
        var account = credentials.account();
        var secret = sessions.open(account, credentials.version(), origin);
        if (secret.isEmpty()) return Optional.empty();
        accounts.signedIn(account);
        record(Actor.account(account, origin), Event.of("account.signed_in", "account", account.value()));
        return Optional.of(new SignInOutcome.Opened(account, secret.get()));
    }

    private void record(Actor actor, Event event) {
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(actor, event);
    }
}
