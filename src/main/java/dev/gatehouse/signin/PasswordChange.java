package dev.gatehouse.signin;

import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What every way to a new password shares: its rules, and what follows from it. */
@Component
class PasswordChange {

    private static final Duration NOTICE_VALIDITY = Duration.ofDays(7);

    private final Accounts accounts;
    private final Members members;
    private final PasswordRules rules;
    private final Guard guard;
    private final Messages messages;
    private final Tenancy tenancy;
    private final Texts texts;
    private final Settings settings;
    private final Clock clock;

    PasswordChange(
            Accounts accounts,
            Members members,
            PasswordRules rules,
            Guard guard,
            Messages messages,
            Tenancy tenancy,
            Texts texts,
            Settings settings,
            Clock clock) {
        this.accounts = accounts;
        this.members = members;
        this.rules = rules;
        this.guard = guard;
        this.messages = messages;
        this.tenancy = tenancy;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    /** The length that is asked of the account's password. */
    int minimum(AccountId account) {
        return accounts.passwordMinimum(account);
    }

    /** Demands a good password. Refuses at the field {@code password}. */
    void require(Account account, String password) {
        rules.require(password, minimum(account.id()), personal(account), organizations(account.id()));
    }

    /** What the account's password must not contain. */
    private static List<String> personal(Account account) {
        return List.of(account.firstName(), account.lastName(), account.email());
    }

    /** The names that the account's password must not contain either. */
    List<String> organizations(AccountId account) {
        return members.memberships(account).stream().map(Membership::name).toList();
    }

    /** The same as the meter needs it, which judges while the person types. */
    Map<String, String> known(Account account) {
        return Map.of(
                "firstName", account.firstName(),
                "lastName", account.lastName(),
                "organization", String.join("\n", organizations(account.id())));
    }

    /** Sets it, and tells the person. False when the credentials have changed since they were looked at. */
    boolean apply(Actor actor, Account account, Credentials credentials, String hash) {
        if (!accounts.changePassword(actor, account.id(), credentials.version(), hash)) return false;
        guard.clear(credentials);
        tenancy.enter(OrganizationId.PLATFORM);
        messages.stage(OrganizationId.PLATFORM, List.of(notice(actor, account)));
        return true;
    }

    private Outgoing notice(Actor actor, Account account) {
        var language = texts.in(Locale.forLanguageTag(account.language()));
        var now = clock.instant();
        return new Outgoing(
                Template.PASSWORD_CHANGED,
                account.language(),
                null,
                account.id(),
                account.email(),
                Map.of(
                        "name", account.displayName(),
                        "when", language.exact(now, ZoneId.of(account.timeZone())),
                        "device", DeviceWords.of(language, actor.origin().userAgent()),
                        "link", settings.publicUrl() + "/forgot-password"),
                now.plus(NOTICE_VALIDITY));
    }
}
