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
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The addresses and the number that a person signs in with, and what follows from a change: links to a new password end, and the records
 * of their organizations follow (ACT-3, decision 0016). Whoever calls has checked that the person may, and tells them.
 */
@Service
public class Identifiers {

    private final IdentifierStore store;
    private final Accounts accounts;
    private final OneTimeSecrets secrets;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Identifiers(
            IdentifierStore store,
            Accounts accounts,
            OneTimeSecrets secrets,
            Tenancy tenancy,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.secrets = secrets;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /** The addresses of an account, the main one first. */
    @Transactional(readOnly = true)
    public List<AccountEmail> emails(AccountId account) {
        return store.emails(account);
    }

    /** Holds the account until the transaction ends: whatever is decided by its ways in stays so. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(AccountId account) {
        store.lock(account);
    }

    /** Adds an address that its owner has just proved. False when another account proved it before; nothing is changed then. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean add(Actor actor, AccountId account, EmailAddress address) {
        var before = accounts.byVerifiedEmail(address.value());
        if (before.isPresent() && !before.get().equals(account)) return false;
        store.claim(account, address, clock.instant());
        // Somebody else may have proved it since: then the claim goes again.
        if (!accounts.verifyEmail(actor, account, address.value())) {
            store.emails(account).stream()
                    .filter(email -> email.key().equals(address.key()) && !email.verified())
                    .forEach(email -> store.delete(account, email.id()));
            return false;
        }
        changed(account, null, null);
        return true;
    }

    /** Makes a proved address the main one. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void choose(Actor actor, AccountId account, AccountEmail email) {
        store.choose(account, email.id(), clock.instant());
        record(actor, account, "account.email_chosen");
        changed(account, null, null);
    }

    /** Takes an address away. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(Actor actor, AccountId account, AccountEmail email) {
        store.delete(account, email.id());
        record(actor, account, "account.email_removed");
        changed(account, null, email.key());
    }

    /** Puts a number that its owner has just proved in place of the one before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setPhone(Actor actor, AccountId account, PhoneNumber number) {
        var before = accounts.get(account).phone();
        accounts.verifyPhone(actor, account, number);
        changed(account, number.value().equals(before) ? null : before, null);
    }

    /** Takes the number away. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void removePhone(Actor actor, AccountId account) {
        var before = accounts.get(account).phone();
        store.forgetPhone(account);
        record(actor, account, "account.phone_removed");
        changed(account, before, null);
    }

    private void changed(AccountId account, @Nullable String gonePhone, @Nullable String goneEmail) {
        secrets.end(Purpose.PASSWORD_RESET, account.value());
        store.follow(account, gonePhone, goneEmail);
    }

    private void record(Actor actor, AccountId account, String kind) {
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(actor.in(OrganizationId.PLATFORM), Event.of(kind, "account", account.value()));
    }
}
