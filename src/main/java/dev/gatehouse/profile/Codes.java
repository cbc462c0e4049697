package dev.gatehouse.profile;

import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The codes that prove an address or a number which somebody adds to their account: bound to account and address, few at a time, and few
 * tries a day whatever the number of codes (security.md 11).
 */
@Component
class Codes {

    private static final Limit SENT = new Limit("own.codes", 10, Duration.ofHours(1));
    private static final Limit SENT_TO = new Limit("own.codes.to", 5, Duration.ofHours(1));
    private static final Limit TRIES = new Limit("own.tries", 20, Duration.ofDays(1));

    /** The owner of an address is told that somebody tried to add it; that is news for as long. */
    private static final Duration NEWS = Duration.ofDays(7);

    private final OneTimeCodes codes;
    private final Accounts accounts;
    private final Messages messages;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Settings settings;
    private final Clock clock;

    Codes(
            OneTimeCodes codes,
            Accounts accounts,
            Messages messages,
            Limits limits,
            Tenancy tenancy,
            Settings settings,
            Clock clock) {
        this.codes = codes;
        this.accounts = accounts;
        this.messages = messages;
        this.limits = limits;
        this.tenancy = tenancy;
        this.settings = settings;
        this.clock = clock;
    }

    /** Counts one more code. Refuses with {@code limit.reached}. Not for use inside a transaction. */
    void count(AccountId account, String to) {
        limits.take(SENT, account.toString());
        limits.take(SENT_TO, to);
    }

    /** Counts one more try. Refuses with {@code limit.reached}. Not for use inside a transaction. */
    void countTry(AccountId account) {
        limits.take(TRIES, account.toString());
    }

    /** Whether one is on its way to the address or number for the account. */
    boolean open(Purpose purpose, AccountId account, String to) {
        return codes.open(purpose, account.value(), binding(account, to));
    }

    /**
     * Sends a code to an address. Where another account has proved it, its owner is told instead; whoever asks cannot tell the
     * difference: there is a code then too, only nobody has it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Account account, EmailAddress address) {
        tenancy.enter(OrganizationId.PLATFORM);
        var code = issue(Purpose.EMAIL, account.id(), address.key());
        var owner = accounts.byVerifiedEmail(address.value()).flatMap(accounts::find);
        messages.stage(
                OrganizationId.PLATFORM,
                List.of(
                        owner.isEmpty()
                                ? new Outgoing(
                                        Template.EMAIL_CONFIRMATION,
                                        account.language(),
                                        null,
                                        account.id(),
                                        address.value(),
                                        Map.of("code", code),
                                        clock.instant().plus(Purpose.EMAIL.validity()))
                                : new Outgoing(
                                        Template.ADDRESS_HAS_ACCOUNT,
                                        owner.get().language(),
                                        null,
                                        owner.get().id(),
                                        address.value(),
                                        Map.of(
                                                "name",
                                                owner.get().displayName(),
                                                "link",
                                                settings.publicUrl() + "/sign-in"),
                                        clock.instant().plus(NEWS))));
    }

    /** Sends a code to a number. Refuses with {@code sms.*} where no text message may go there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(Account account, PhoneNumber number) {
        tenancy.enter(OrganizationId.PLATFORM);
        messages.requireSms(OrganizationId.PLATFORM, number.value());
        messages.stage(
                OrganizationId.PLATFORM,
                List.of(Outgoing.sms(
                        Template.PHONE_CONFIRMATION,
                        account.language(),
                        null,
                        account.id(),
                        number.value(),
                        Map.of("code", issue(Purpose.PHONE, account.id(), number.value())),
                        clock.instant().plus(Purpose.PHONE.validity()))));
    }

    /** Uses the code up. A wrong one counts; the caller commits in either case. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean use(Purpose purpose, AccountId account, String to, String typed) {
        return codes.use(purpose, account.value(), binding(account, to), typed);
    }

    /** A right one takes its try back. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void right(AccountId account) {
        limits.giveBack(TRIES, account.toString());
    }

    /** Why it was not taken: wrong digits, or there is none that could be right any more. */
    Refusal wrong(Purpose purpose, AccountId account, String to) {
        return Refusal.input("code", open(purpose, account, to) ? "own.code.wrong" : "own.code.over");
    }

    private String issue(Purpose purpose, AccountId account, String to) {
        return codes.issue(purpose, OrganizationId.PLATFORM, account.value(), binding(account, to));
    }

    private static String binding(AccountId account, String to) {
        return account + "\n" + to;
    }
}
