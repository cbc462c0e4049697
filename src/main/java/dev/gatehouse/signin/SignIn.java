package dev.gatehouse.signin;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in with an e-mail address and a password (ACT-3). An address that nobody has gets the same answer for the same work. */
@Service
public class SignIn {

    /** Failures from one network; a right password gives its try back, so that an office behind one address can begin its day. */
    static final Limit NETWORK = new Limit("sign_in.network", 100, Duration.ofMinutes(10));

    private static final Duration AGAIN_VALIDITY = Duration.ofMinutes(15);

    /** What a failed try with an unknown address is recorded on. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final Accounts accounts;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Guard guard;
    private final Admission admission;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Audit audit;
    private final TransactionTemplate transaction;

    SignIn(
            Accounts accounts,
            Passwords passwords,
            Sessions sessions,
            Guard guard,
            Admission admission,
            OneTimeSecrets secrets,
            Limits limits,
            Tenancy tenancy,
            Audit audit,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.guard = guard;
        this.admission = admission;
        this.secrets = secrets;
        this.limits = limits;
        this.tenancy = tenancy;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Tries a password. Not one transaction: the try is counted in the first, the hash is computed outside of any, and what
     * follows from it is the second. Refuses with {@code limit.reached}, {@code sign_in.wait}, {@code sign_in.exhausted} and
     * {@code busy}.
     */
    SignInOutcome signIn(EmailAddress address, String password, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var credentials = transaction.execute(_ -> {
            var found = accounts.credentials(address).orElse(null);
            guard.take(address, found);
            return found;
        });
        var matches = matches(address, password, credentials, origin);
        if (credentials == null || !matches) return transaction.execute(_ -> wrong(credentials, origin));
        if (!credentials.verified()) return transaction.execute(_ -> unconfirmed(credentials));
        var renewed = renewed(password, credentials);
        return transaction.execute(_ -> right(credentials, renewed, origin));
    }

    /** A server that is too busy to look has not seen a wrong password. */
    private boolean matches(EmailAddress address, String password, @Nullable Credentials credentials, Origin origin) {
        try {
            return passwords.matches(password, credentials == null ? null : credentials.passwordHash());
        } catch (Refusal busy) {
            transaction.executeWithoutResult(_ -> guard.giveBack(address, credentials));
            limits.giveBack(NETWORK, Networks.of(origin));
            throw busy;
        }
    }

    /**
     * Opens a session for somebody whom another route has proved to be the account's owner, as the one-time link of the
     * first start. In the caller's transaction.
     */
    @Transactional
    public String open(AccountId account, Origin origin) {
        var credentials = accounts.credentials(account).orElseThrow(Refusal::notFound);
        return opened(credentials, origin).orElseThrow(Refusal::unauthenticated);
    }

    /** Sends the confirmation mail once more to somebody who had the right password. Refuses with {@code link.used} when asked twice. */
    @Transactional
    void confirmAgain(String again, Origin origin) {
        var found = secrets.find(Purpose.CONFIRMATION_AGAIN, again).orElseThrow(() -> new Refusal("link.unknown"));
        var account = new AccountId(found.subject());
        if (!secrets.use(Purpose.CONFIRMATION_AGAIN, again, account.toString())) throw new Refusal("link.used");
        admission.sendConfirmationsAgain(account, origin);
    }

    private SignInOutcome wrong(@Nullable Credentials credentials, Origin origin) {
        var target = credentials == null ? NOBODY : credentials.account().value();
        record(Actor.anonymous(OrganizationId.PLATFORM, origin), Event.of("account.sign_in_failed", "account", target));
        return new SignInOutcome.Wrong();
    }

    private SignInOutcome unconfirmed(Credentials credentials) {
        guard.clear(credentials);
        return new SignInOutcome.Unconfirmed(secrets.issue(
                Purpose.CONFIRMATION_AGAIN,
                OrganizationId.PLATFORM,
                credentials.account().value(),
                credentials.account().toString(),
                AGAIN_VALIDITY));
    }

    private @Nullable String renewed(String password, Credentials credentials) {
        var old = credentials.passwordHash();
        return old != null && passwords.outdated(old) ? passwords.hash(password) : null;
    }

    private SignInOutcome right(Credentials credentials, @Nullable String renewed, Origin origin) {
        var secret = opened(credentials, origin);
        if (secret.isEmpty()) return wrong(credentials, origin);
        guard.clear(credentials);
        limits.giveBack(NETWORK, Networks.of(origin));
        var old = credentials.passwordHash();
        if (old != null && renewed != null) accounts.renewHash(credentials.account(), old, renewed);
        return new SignInOutcome.Opened(credentials.account(), secret.get());
    }

    private Optional<String> opened(Credentials credentials, Origin origin) {
        var account = credentials.account();
        var secret = sessions.open(account, credentials.version(), origin);
        if (secret.isEmpty()) return secret;
        accounts.signedIn(account);
        record(Actor.account(account, origin), Event.of("account.signed_in", "account", account.value()));
        return secret;
    }

    private void record(Actor actor, Event event) {
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(actor, event);
    }
}
