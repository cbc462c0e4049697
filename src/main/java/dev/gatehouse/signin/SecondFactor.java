package dev.gatehouse.signin;

import dev.gatehouse.messages.Channel;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OneTimeSecrets.Standing;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.Reach.Way;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A code by e-mail or text message beside the password (ACT-5), where the person wants it or an organization demands it. The browser
 * that typed the password keeps a secret, and the code is good with that secret alone. Wrong codes count as failed sign-ins.
 */
@Component
class SecondFactor {

    private static final OneTimeCodes.Purpose CODE = OneTimeCodes.Purpose.SIGN_IN;

    /** Longer than a code, so that another one can be asked for. */
    static final Duration VALIDITY = Duration.ofMinutes(20);

    /** So many codes for one account, whoever asks; each has five tries. */
    private static final Limit SENT = new Limit("sign_in.code", 6, Duration.ofMinutes(30));

    private final Accounts accounts;
    private final Reach reach;
    private final Guard guard;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Limits limits;
    private final Messages messages;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SecondFactor(
            Accounts accounts,
            Reach reach,
            Guard guard,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Limits limits,
            Messages messages,
            TransactionTemplate transaction,
            Clock clock) {
        this.accounts = accounts;
        this.reach = reach;
        this.guard = guard;
        this.secrets = secrets;
        this.codes = codes;
        this.limits = limits;
        this.messages = messages;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Whether the password alone does not let the account in. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean isAsked(AccountId account) {
        return accounts.get(account).secondFactor() || accounts.secondFactorDemanded(account);
    }

    /**
     * Sends a code to somebody who has proved the password. Refuses with {@code code.unreachable} where nothing is known that it could
     * go to, {@code code.unsent} where no text message may, and {@code limit.reached}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public SignInOutcome challenge(Credentials credentials, Origin origin) {
        var account = accounts.get(credentials.account());
        var secret = secrets.issue(
                Purpose.SIGN_IN_CHALLENGE,
                OrganizationId.PLATFORM,
                account.id().value(),
                binding(account.id(), credentials.version()),
                VALIDITY);
        send(account, secret);
        return new SignInOutcome.Challenged(secret);
    }

    /** Where the code of an open challenge went, as the page says it; empty where the challenge is over. */
    @Transactional(readOnly = true)
    public Optional<CodeView> look(String secret) {
        return open(secret)
                .map(accounts::get)
                .flatMap(reach::to)
                .map(way -> new CodeView(way.channel() == Channel.SMS, way.masked()));
    }

    /** Sends another code for an open challenge; the older one ends. Refuses with {@code code.over}, and as {@link #challenge}. */
    @Transactional
    public void again(String secret) {
        var account = open(secret).orElseThrow(() -> new Refusal("code.over"));
        send(accounts.get(account), secret);
    }

    /** Counts a try at a code as failed, before it is made. Refuses with {@code code.over} and {@code code.wait}. */
    AccountId count(String secret) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> {
                var account = open(secret).orElseThrow(() -> new Refusal("code.over"));
                guard.take(account);
                return account;
            }));
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.TOO_MANY) throw refusal;
            throw Refusal.tooMany("code.wait", refusal.retryAfterSeconds());
        }
    }

    /**
     * Uses code and challenge up. Empty where the code is wrong, or either is over; the fifth wrong code ends the challenge. The caller
     * commits in either case.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Credentials> pass(String secret, AccountId account, String code) {
        var credentials = accounts.credentials(account).orElseThrow(Refusal::notFound);
        var open = codes.standing(CODE, account.value()).isPresent();
        if (!codes.use(CODE, account.value(), secret, code)) {
            if (open && codes.standing(CODE, account.value()).isEmpty())
                secrets.end(Purpose.SIGN_IN_CHALLENGE, account.value());
            return Optional.empty();
        }
        if (!secrets.use(Purpose.SIGN_IN_CHALLENGE, secret, binding(account, credentials.version())))
            return Optional.empty();
        guard.clear(account);
        return Optional.of(credentials);
    }

    private void send(Account account, String secret) {
        limits.takeWithin(SENT, account.id().toString());
        var way = reach.to(account).orElseThrow(() -> new Refusal("code.unreachable"));
        if (way.channel() == Channel.SMS && !messages.maySms(way.organization(), way.address()))
            throw new Refusal("code.unsent");
        var code = codes.issue(CODE, OrganizationId.PLATFORM, account.id().value(), secret);
        messages.stage(way.organization(), List.of(message(account, way, code)));
    }

    private Outgoing message(Account account, Way way, String code) {
        return new Outgoing(
                way.channel(),
                Template.SIGN_IN_CODE,
                account.language(),
                way.member(),
                account.id(),
                way.address(),
                Map.of("code", code),
                clock.instant().plus(CODE.validity()));
    }

    private Optional<AccountId> open(String secret) {
        return secrets.find(Purpose.SIGN_IN_CHALLENGE, secret)
                .filter(found -> found.standing() == Standing.VALID)
                .map(found -> new AccountId(found.subject()));
    }

    /** A new password ends what was proved with the older one. */
    private static String binding(AccountId account, int version) {
        return account + "\n" + version;
    }
}
