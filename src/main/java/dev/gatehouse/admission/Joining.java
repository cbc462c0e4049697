package dev.gatehouse.admission;

import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What every link to somebody's address has in common where the address has an account already: that account joins, and no other (INV-5). */
@Component
public class Joining {

    private final Accounts accounts;

    Joining(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Whose an address is, as seen by whoever holds the link. */
    public sealed interface Owner {

        /** No account has proved it. */
        record Nobody() implements Owner {}

        /** An account has; nobody is signed in. */
        record Known() implements Owner {}

        /** The account that is signed in has. */
        record Viewer() implements Owner {}

        /** An account has, and another one is signed in. */
        record Other(String signedInAs) implements Owner {}
    }

    /**
     * Whose an address is.
     *
     * @param own the account that was made for the link's own person, which is nobody's yet; null where there is none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Owner ownerOf(String email, @Nullable AccountId own, @Nullable AccountId viewer) {
        var owner = accounts.byVerifiedEmail(email).filter(account -> !account.equals(own));
        if (owner.isEmpty()) return new Owner.Nobody();
        if (viewer == null) return new Owner.Known();
        if (owner.get().equals(viewer)) return new Owner.Viewer();
        return new Owner.Other(called(accounts.find(viewer).orElseThrow(Refusal::unauthenticated)));
    }

    /** The account that is signed in, which must have proved the address. Refuses with {@code invitation.other_account}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Account requireOwner(AccountId viewer, String email) {
        var account = accounts.find(viewer).orElseThrow(Refusal::unauthenticated);
        var owns = account.emailVerified()
                && EmailAddress.parse(account.email())
                        .key()
                        .equals(EmailAddress.parse(email).key());
        if (!owns) throw new Refusal("invitation.other_account", email, called(account));
        return account;
    }

    private static String called(Account account) {
        return account.email().isEmpty() ? account.displayName() : account.email();
    }
}
