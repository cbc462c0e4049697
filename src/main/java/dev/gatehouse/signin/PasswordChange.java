package dev.gatehouse.signin;

import dev.gatehouse.members.Members;
import dev.gatehouse.members.Membership;
import dev.gatehouse.messages.Channel;
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
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.signin.Reach.Way;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What every way to a new password shares: its rules, and what follows from it. */
@Component
class PasswordChange {

    private static final Duration NOTICE_VALIDITY = Duration.ofDays(7);

    private final Accounts accounts;
    private final Members members;
    private final Reach reach;
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
            Reach reach,
            PasswordRules rules,
            Guard guard,
            Messages messages,
            Tenancy tenancy,
            Texts texts,
            Settings settings,
            Clock clock) {
        this.accounts = accounts;
        this.members = members;
        this.reach = reach;
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
        return Stream.of(account.firstName(), account.lastName(), account.email())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** What the person signs in with, for password managers: their address, else what their organization knows; empty where there is nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public String signsInWith(Account account) {
        if (!account.email().isEmpty()) return account.email();
        for (var membership : members.memberships(account.id())) {
            var actor = Actor.anonymous(membership.organization(), Origin.SERVER);
            tenancy.enter(actor.organization());
            var known = members.find(actor, membership.id())
                    .flatMap(member -> Stream.of(member.username(), member.email(), member.phone())
                            .filter(Objects::nonNull)
                            .findFirst());
            if (known.isPresent()) return known.get();
        }
        return Objects.requireNonNullElse(account.phone(), "");
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
        guard.clear(credentials.account());
        tell(actor, account);
        return true;
    }

    /** By mail, else by text message, as far as the person can be reached. */
    private void tell(Actor actor, Account account) {
        reach.to(account)
                .filter(way -> way.channel() == Channel.EMAIL || messages.maySms(way.organization(), way.address()))
                .ifPresent(way -> messages.stage(way.organization(), List.of(notice(actor, account, way))));
        tenancy.enter(OrganizationId.PLATFORM);
    }

    private Outgoing notice(Actor actor, Account account, Way way) {
        var language = texts.in(Locale.forLanguageTag(account.language()));
        var now = clock.instant();
        return new Outgoing(
                way.channel(),
                Template.PASSWORD_CHANGED,
                account.language(),
                way.member(),
                account.id(),
                way.address(),
                Map.of(
                        "name", account.displayName(),
                        "when", language.exact(now, ZoneId.of(account.timeZone())),
                        "device", DeviceWords.of(language, actor.origin().userAgent()),
                        "link", settings.publicUrl() + "/forgot-password"),
                now.plus(NOTICE_VALIDITY));
    }
}
