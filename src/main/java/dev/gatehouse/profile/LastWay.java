package dev.gatehouse.profile;

import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.members.OwnRecords;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.AccountEmail;
import dev.gatehouse.people.Identifiers;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signin.OwnAccount;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Nobody locks themselves out: the last thing that opens an account stays. The caller holds the account. */
@Component
class LastWay {

    private final Identifiers identifiers;
    private final OwnRecords records;
    private final OwnAccount own;

    LastWay(Identifiers identifiers, OwnRecords records, OwnAccount own) {
        this.identifiers = identifiers;
        this.records = records;
        this.own = own;
    }

    /**
     * Demands that something else than an address opens the account, and reaches the person where a code is asked for beside the password.
     * Refuses with {@code own.last} and {@code own.code.reach}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireWithout(Actor actor, Account account, AccountEmail email) {
        var others = identifiers.emails(account.id()).stream()
                .anyMatch(other -> other.verified() && !other.id().equals(email.id()));
        require(actor, account, others || account.phone() != null);
    }

    /** The same of the number. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireWithoutPhone(Actor actor, Account account) {
        require(actor, account, account.emailVerified());
    }

    /** Demands that anything opens the account, as after usernames went. Refuses with {@code own.last}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireAny(Account account) {
        if (!account.emailVerified() && account.phone() == null && !opensBySomeRecord(account))
            throw new Refusal("own.last");
    }

    private void require(Actor actor, Account account, boolean reached) {
        if (reached) return;
        if (!opensBySomeRecord(account)) throw new Refusal("own.last");
        var code = own.secondFactor(actor);
        if (code.on() || code.demanded()) throw new Refusal("own.code.reach");
    }

    /** A username, or an address or a number that only the organization knows. */
    private boolean opensBySomeRecord(Account account) {
        var emails = identifiers.emails(account.id());
        return records.of(account.id()).stream()
                .filter(OwnRecord::editable)
                .anyMatch(place -> place.username() != null
                        || (place.phone() != null && !place.phone().equals(account.phone()))
                        || (place.email() != null
                                && emails.stream()
                                        .noneMatch(email -> email.email().equalsIgnoreCase(place.email()))));
    }
}
