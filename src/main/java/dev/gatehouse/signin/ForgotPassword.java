package dev.gatehouse.signin;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A new password for who has forgotten theirs (ACT-4). Asking does the same whoever asks: it notes an account, or one that
 * does not exist; only the job behind it finds out which, and sends a link that is good for 24 hours and once.
 */
@Service
public class ForgotPassword {

    static final Duration VALIDITY = Duration.ofHours(24);

    /** So long a used or expired link can still say what became of it. */
    private static final Duration ENDED_SECRETS_KEPT = Duration.ofDays(30);

    private static final Limit ASKED = new Limit("forgot.address", 5, Duration.ofHours(1));
    private static final Limit NETWORK = new Limit("forgot.network", 30, Duration.ofMinutes(10));

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordChange change;
    private final Sessions sessions;
    private final Guard guard;
    private final OneTimeSecrets secrets;
    private final Limits limits;
    private final Messages messages;
    private final SchedulerClient jobs;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Settings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ForgotPassword(
            Accounts accounts,
            Passwords passwords,
            PasswordChange change,
            Sessions sessions,
            Guard guard,
            OneTimeSecrets secrets,
            Limits limits,
            Messages messages,
            SchedulerClient jobs,
            Tenancy tenancy,
            Audit audit,
            Settings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.change = change;
        this.sessions = sessions;
        this.guard = guard;
        this.secrets = secrets;
        this.limits = limits;
        this.messages = messages;
        this.jobs = jobs;
        this.tenancy = tenancy;
        this.audit = audit;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Notes that somebody asked. Beyond a few times an hour for one address nothing more is sent, and nothing else is said.
     * Refuses with {@code limit.reached} for one network that asks without end.
     */
    void ask(EmailAddress address, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        try {
            limits.take(ASKED, address.key());
        } catch (Refusal enough) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            var account = accounts.byVerifiedEmail(address.value())
                    .map(AccountId::value)
                    .orElseGet(UUID::randomUUID);
            jobs.scheduleIfNotExists(
                    SignInJobs.reset(new AskedReset(account, origin.address(), origin.userAgent())), clock.instant());
        });
    }

    /** Sends the link, if there is an account; older links end. */
    @Transactional
    void send(AskedReset asked) {
        var account = accounts.find(new AccountId(asked.account())).orElse(null);
        if (account == null || !account.emailVerified()) return;
        var actor = Actor.anonymous(OrganizationId.PLATFORM, new Origin(asked.address(), asked.userAgent()));
        var secret = secrets.issue(
                Purpose.PASSWORD_RESET, OrganizationId.PLATFORM, account.id().value(), binding(account), VALIDITY);
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(
                actor,
                Event.of("account.password_reset_asked", "account", account.id().value()));
        messages.stage(
                OrganizationId.PLATFORM,
                List.of(new Outgoing(
                        Template.PASSWORD_RESET,
                        account.language(),
                        null,
                        account.id(),
                        account.email(),
                        Map.of(
                                "name", account.displayName(),
                                "link", settings.publicUrl() + "/reset-password/" + secret,
                                "hours", Long.toString(VALIDITY.toHours())),
                        clock.instant().plus(VALIDITY))));
    }

    /** What the link opens. Looking changes nothing: mail scanners look at every link. */
    @Transactional(readOnly = true)
    ResetView look(String secret) {
        var found = secrets.find(Purpose.PASSWORD_RESET, secret).orElse(null);
        if (found == null) return new ResetView.Gone("link.unknown");
        var account = accounts.find(new AccountId(found.subject())).orElse(null);
        if (account == null) return new ResetView.Gone("link.unknown");
        return found.standing() == Standing.VALID
                ? new ResetView.Open(account.email(), change.minimum(account.id()), change.known(account))
                : new ResetView.Gone(codeOf(found.standing()));
    }

    /**
     * Sets the new password, ends every session of the account, whoever holds it, and tells its owner. Refuses wrong input at
     * the field {@code password}, and links that are no good; then nothing has changed.
     */
    void reset(String secret, String password, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var found = secrets.find(Purpose.PASSWORD_RESET, secret).orElseThrow(() -> new Refusal("link.unknown"));
        if (found.standing() != Standing.VALID) throw new Refusal(codeOf(found.standing()));
        var id = new AccountId(found.subject());
        change.require(accounts.get(id), password);
        var hash = passwords.hash(password);
        transaction.executeWithoutResult(_ -> {
            var account = accounts.get(id);
            var credentials = accounts.credentials(id).orElseThrow(Refusal::notFound);
            var good = secrets.use(Purpose.PASSWORD_RESET, secret, binding(account))
                    && change.apply(Actor.account(id, origin), account, credentials, hash);
            if (!good) throw new Refusal("link.used");
            sessions.endAll(id);
        });
    }

    /** Forgets what was typed and names nobody. */
    @Transactional
    void purge() {
        guard.purge();
        limits.purge();
        secrets.purge(ENDED_SECRETS_KEPT);
    }

    /** What the link stands or falls with: a new password or another address ends it. */
    private static String binding(Account account) {
        return account.id() + "\n" + account.credentialVersion() + "\n" + account.email();
    }

    private static String codeOf(Standing standing) {
        return switch (standing) {
            case USED -> "reset.used";
            case REPLACED -> "link.replaced";
            case EXPIRED -> "reset.expired";
            case VALID -> throw new IllegalArgumentException("a valid link has no problem");
        };
    }
}
