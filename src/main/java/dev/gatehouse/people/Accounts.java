package dev.gatehouse.people;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OneTimeSecrets.Purpose;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Logins: who they are, which addresses are proved to be theirs, and their password. What happens to one is recorded on the platform. */
@Service
public class Accounts {

    private final AccountStore store;
    private final OneTimeSecrets secrets;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Accounts(AccountStore store, OneTimeSecrets secrets, Tenancy tenancy, Audit audit, Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Account> find(AccountId account) {
        return store.find(account);
    }

    /** One account. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Account get(AccountId account) {
        return store.find(account).orElseThrow(Refusal::notFound);
    }

    /** The one account that has proved the address. Empty for what is no address. */
    @Transactional(readOnly = true)
    public Optional<AccountId> byVerifiedEmail(String email) {
        return EmailAddress.read(email).flatMap(address -> store.byVerifiedEmail(address.key()));
    }

    /** What a sign-in with the address is measured by: the account that has proved it, else the newest that claims it. */
    @Transactional(readOnly = true)
    public Optional<Credentials> credentials(EmailAddress address) {
        return store.credentials(address.key());
    }

    @Transactional(readOnly = true)
    public Optional<Credentials> credentials(AccountId account) {
        return store.credentials(account);
    }

    /** What a sign-in with a number may be measured by: the accounts that have proved it to be theirs. */
    @Transactional(readOnly = true)
    public List<Credentials> credentials(PhoneNumber number) {
        return store.credentials(number);
    }

    /** Whether any organization that the account is an active member of demands a second factor (ORG-6). */
    @Transactional(readOnly = true)
    public boolean secondFactorDemanded(AccountId account) {
        return store.secondFactorDemanded(account);
    }

    /** Notes whether the person wants a code to be asked for beside the password (ACT-5). False where it was noted already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean setSecondFactor(Actor actor, AccountId account, boolean on) {
        if (!store.setSecondFactor(account, on)) return false;
        onPlatform(
                actor,
                Event.of(on ? "account.second_factor_on" : "account.second_factor_off", "account", account.value()));
        return true;
    }

    /** The length that the strictest of the account's organizations demands of a password (ACT-6). */
    @Transactional(readOnly = true)
    public int passwordMinimum(AccountId account) {
        return store.passwordMinimum(account);
    }

    /**
     * Makes an account. Refuses with {@code email.malformed}, and with {@code email.taken} where the address shall be
     * verified and another account has proved it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public AccountId create(Actor actor, NewAccount account) {
        var address = account.email() == null ? null : EmailAddress.parse(account.email());
        var profile = new Profile(
                account.firstName(), account.lastName(), account.language(), account.timeZone(), account.currency());
        var id = store.insert(profile, account, clock.instant());
        if (address != null) store.insertEmail(id, address, clock.instant());
        if (address != null && account.verified() && !proved(id, address)) throw Refusal.input("email", "email.taken");
        onPlatform(actor, Event.of("account.created", "account", id.value()));
        return id;
    }

    /** Notes that the account has proved the address. False when another account already has; nothing is changed then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean verifyEmail(Actor actor, AccountId account, String email) {
        var verified = proved(account, EmailAddress.parse(email));
        if (verified) onPlatform(actor, Event.of("account.email_verified", "account", account.value()));
        return verified;
    }

    /** Notes a number that the account's owner has proved to be theirs, in place of the one before (ACT-1, ACT-3). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void verifyPhone(Actor actor, AccountId account, PhoneNumber number) {
        store.verifyPhone(account, number, clock.instant());
        onPlatform(actor, Event.of("account.phone_verified", "account", account.value()));
    }

    /**
     * Puts another address in place of those that the account only claims, a slip of whoever made it; or none. What it has proved stays. For
     * accounts that nobody has come in with yet.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void claimInstead(AccountId account, @Nullable EmailAddress address) {
        store.forgetClaims(account);
        if (address != null) store.insertEmail(account, address, clock.instant());
    }

    /** Deletes an account that never proved an address and stands in no organization, as when its invitation is sent anew; any other is left alone. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discardUnverified(AccountId account) {
        discardUnverified(List.of(account));
    }

    /** The same for many. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discardUnverified(List<AccountId> accounts) {
        if (!accounts.isEmpty()) store.discard(accounts);
    }

    /** Changes a person's own data; their memberships follow, except where an integration owns them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(Actor actor, AccountId account, Profile profile) {
        store.update(account, profile);
        store.membersFollow(account);
        onPlatform(actor, Event.of("account.profile_changed", "account", account.value()));
    }

    /** Changes the language that a person reads; their memberships follow. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changeLanguage(Actor actor, AccountId account, String language) {
        store.setLanguage(account, language);
        store.membersFollow(account);
        onPlatform(actor, Event.of("account.profile_changed", "account", account.value()));
    }

    /**
     * Sets a new password in place of the one of that version, and ends every link that was issued to reset the old one.
     * False when the password was changed in the meantime.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean changePassword(Actor actor, AccountId account, int version, String hash) {
        if (!store.setPassword(account, version, hash)) return false;
        secrets.end(Purpose.PASSWORD_RESET, account.value());
        onPlatform(actor, Event.of("account.password_changed", "account", account.value()));
        return true;
    }

    /** Puts a hash of the same password, made with today's parameters, in place of the old one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void renewHash(AccountId account, String old, String renewed) {
        store.renewHash(account, old, renewed);
    }

    /** Notes a sign-in, which is being there too. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void signedIn(AccountId account) {
        store.signedIn(account, clock.instant());
    }

    /** Notes that a person is there; their memberships show it as the last activity, to the hour (ACV-1: sign-ins count by themselves). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void seen(AccountId account) {
        store.membersSeen(account, clock.instant());
    }

    private boolean proved(AccountId account, EmailAddress address) {
        store.takeTurns(address);
        return store.verifyEmail(account, address, clock.instant());
    }

    private void onPlatform(Actor actor, Event event) {
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(actor.in(OrganizationId.PLATFORM), event);
        tenancy.enter(actor.organization());
    }
}
