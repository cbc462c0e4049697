package dev.gatehouse.signin;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.gatehouse.admission.FirstPassword;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A new password for who has forgotten theirs (ACT-4). Asking does the same whoever asks: it notes an account, or one that
 * does not exist; only the job behind it finds out which, and sends a link that is good once: for 24 hours by mail, for 10 minutes by text
 * message to people without an address.
 */
@Service
public class ForgotPassword {

    static final Duration VALIDITY = Duration.ofHours(24);

    /** What is sent by text message lives as long as a code would (NIST SP 800-63B-4, section 4.2.1). */
    static final Duration SMS_VALIDITY = Duration.ofMinutes(10);

    /** So long a used or expired link can still say what became of it. */
    private static final Duration ENDED_SECRETS_KEPT = Duration.ofDays(30);

    private static final Limit ASKED = new Limit("forgot.address", 5, Duration.ofHours(1));
    private static final Limit NETWORK = new Limit("forgot.network", 30, Duration.ofMinutes(10));

    private final Identification identification;
    private final Accounts accounts;
    private final FirstPassword firstPassword;
    private final Reach reach;
    private final ResetLinks links;
    private final Passwords passwords;
    private final PasswordChange change;
    private final Sessions sessions;
    private final Guard guard;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Limits limits;
    private final Messages messages;
    private final SchedulerClient jobs;
    private final Tenancy tenancy;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ForgotPassword(
            Identification identification,
            Accounts accounts,
            FirstPassword firstPassword,
            Reach reach,
            ResetLinks links,
            Passwords passwords,
            PasswordChange change,
            Sessions sessions,
            Guard guard,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Limits limits,
            Messages messages,
            SchedulerClient jobs,
            Tenancy tenancy,
            Audit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.identification = identification;
        this.accounts = accounts;
        this.firstPassword = firstPassword;
        this.reach = reach;
        this.links = links;
        this.passwords = passwords;
        this.change = change;
        this.sessions = sessions;
        this.guard = guard;
        this.secrets = secrets;
        this.codes = codes;
        this.limits = limits;
        this.messages = messages;
        this.jobs = jobs;
        this.tenancy = tenancy;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Notes that somebody asked. Beyond a few times an hour for one address, name or number nothing more is sent, and nothing else is
     * said. Refuses with {@code limit.reached} for one network that asks without end.
     */
    void ask(Caller caller, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        try {
            limits.take(
                    ASKED,
                    caller.identifier().kind() + "\n" + caller.identifier().key());
        } catch (Refusal enough) {
            return;
        }
        transaction.executeWithoutResult(_ -> {
            var credentials = identification.whom(caller).credentials();
            var account = credentials == null
                    ? UUID.randomUUID()
                    : credentials.account().value();
            jobs.scheduleIfNotExists(
                    SignInJobs.reset(new AskedReset(account, origin.address(), origin.userAgent())), clock.instant());
        });
    }

    /** Sends the link, if there is an account that can be reached; older links end. */
    @Transactional
    void send(AskedReset asked) {
        var id = new AccountId(asked.account());
        var account = accounts.find(id).orElse(null);
        if (account == null) return;
        sendWithin(Actor.anonymous(OrganizationId.PLATFORM, new Origin(asked.address(), asked.userAgent())), account);
    }

    /** The same in the caller's transaction. False where the account cannot be reached, or has still to confirm its address. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean sendWithin(Actor actor, Account account) {
        if (!accounts.credentials(account.id()).map(Credentials::verified).orElse(false)) return false;
        var way = reach.to(account).orElse(null);
        if (way == null) return false;
        var sms = way.channel() == Channel.SMS;
        if (sms && !messages.maySms(way.organization(), way.address())) return false;
        var validity = sms ? SMS_VALIDITY : VALIDITY;
        var parameters = new HashMap<String, String>();
        parameters.put("link", links.make(account, OrganizationId.PLATFORM, validity));
        parameters.put("name", account.displayName());
        if (!sms) parameters.put("hours", Long.toString(validity.toHours()));
        messages.stage(
                way.organization(),
                List.of(new Outgoing(
                        way.channel(),
                        Template.PASSWORD_RESET,
                        account.language(),
                        way.member(),
                        account.id(),
                        way.address(),
                        parameters,
                        clock.instant().plus(validity))));
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(
                actor.in(OrganizationId.PLATFORM),
                Event.of("account.password_reset_asked", "account", account.id().value()));
        return true;
    }

    /** What the link opens. Looking changes nothing: mail scanners look at every link. */
    @Transactional(readOnly = true)
    ResetView look(String secret) {
        var found = links.find(secret).orElse(null);
        if (found == null) return new ResetView.Gone("link.unknown");
        var account = accounts.find(new AccountId(found.subject())).orElse(null);
        if (account == null) return new ResetView.Gone("link.unknown");
        if (found.standing() != Standing.VALID) return new ResetView.Gone(codeOf(found.standing()));
        if (!links.holds(found)) return new ResetView.Gone("reset.expired");
        return new ResetView.Open(change.signsInWith(account), change.minimum(account.id()), change.known(account));
    }

    /**
     * Sets the new password, ends every session of the account, whoever holds it, and tells its owner. Whoever had an initial password
     * is {@code REGISTERED} with that. Refuses wrong input at the field {@code password}, and links that are no good; then nothing has
     * changed.
     */
    void reset(String secret, String password, Origin origin) {
        limits.take(NETWORK, Networks.of(origin));
        var id = Objects.requireNonNull(transaction.execute(_ -> account(secret)));
        change.require(accounts.get(id), password);
        var hash = passwords.hash(password);
        transaction.executeWithoutResult(_ -> {
            account(secret);
            firstPassword.endInitial(id, origin);
            var account = accounts.get(id);
            var credentials = accounts.credentials(id).orElseThrow(Refusal::notFound);
            var good =
                    links.use(secret, account) && change.apply(Actor.account(id, origin), account, credentials, hash);
            if (!good) throw new Refusal("link.used");
            sessions.endAll(id);
        });
    }

    private AccountId account(String secret) {
        var found = links.find(secret).orElseThrow(() -> new Refusal("link.unknown"));
        if (found.standing() != Standing.VALID) throw new Refusal(codeOf(found.standing()));
        if (!links.holds(found)) throw new Refusal("reset.expired");
        return new AccountId(found.subject());
    }

    /** Forgets what was typed and names nobody. */
    @Transactional
    void purge() {
        guard.purge();
        limits.purge();
        secrets.purge(ENDED_SECRETS_KEPT);
        codes.purge(ENDED_SECRETS_KEPT);
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
