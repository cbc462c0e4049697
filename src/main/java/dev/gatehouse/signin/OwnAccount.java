package dev.gatehouse.signin;

import dev.gatehouse.messages.Channel;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** What people change about themselves. */
@Service
public class OwnAccount {

    private final Accounts accounts;
    private final Passwords passwords;
    private final PasswordChange change;
    private final Sessions sessions;
    private final Guard guard;
    private final Reach reach;
    private final Notices notices;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;

    OwnAccount(
            Accounts accounts,
            Passwords passwords,
            PasswordChange change,
            Sessions sessions,
            Guard guard,
            Reach reach,
            Notices notices,
            Tenancy tenancy,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.change = change;
        this.sessions = sessions;
        this.guard = guard;
        this.reach = reach;
        this.notices = notices;
        this.tenancy = tenancy;
        this.transaction = transaction;
    }

    /** The actor's account. */
    @Transactional(readOnly = true)
    public Account get(Actor actor) {
        return accounts.get(actor.requireAccount());
    }

    /** The length that is asked of the actor's password. */
    @Transactional(readOnly = true)
    public int passwordMinimum(Actor actor) {
        return change.minimum(actor.requireAccount());
    }

    /** What the actor's password must not contain, for the meter. */
    @Transactional(readOnly = true)
    public Map<String, String> passwordKnown(Actor actor) {
        return change.known(get(actor));
    }

    /**
     * Sets a new password in place of the current one, which has to be proved again; every other session ends, and the one
     * that asks gets a new secret, which is returned. Refuses at the fields {@code current} and {@code password}; guesses at
     * the current one count as failed sign-ins.
     */
    public String changePassword(Actor actor, UUID session, String current, String password) {
        var id = actor.requireAccount();
        var credentials = proved(id, current);
        change.require(accounts.get(id), password);
        var hash = passwords.hash(password);
        var secret = transaction.execute(_ -> {
            if (!change.apply(actor, accounts.get(id), credentials, hash)) throw new Refusal("password.raced");
            sessions.endOthers(actor, session);
            return sessions.renew(session);
        });
        if (secret == null) throw new IllegalStateException("a renewed session has a secret");
        return secret;
    }

    /** How it stands with the code beside the actor's password. */
    @Transactional(readOnly = true)
    public SecondFactorState secondFactor(Actor actor) {
        var account = accounts.get(actor.requireAccount());
        var way = reach.own(account).orElse(null);
        return new SecondFactorState(
                account.secondFactor(),
                accounts.secondFactorDemanded(account.id()),
                way != null && way.channel() == Channel.SMS,
                way == null ? null : way.masked());
    }

    /**
     * Switches the code beside the actor's password on or off (ACT-5), and tells them; where an organization demands it, it is asked for in
     * either case.
     * Refuses at the field {@code current} what is not their password, where guesses count as failed sign-ins; and with
     * {@code second_factor.unreachable} who has proved neither address nor number.
     */
    public void setSecondFactor(Actor actor, boolean on, String current) {
        var id = actor.requireAccount();
        proved(id, current);
        transaction.executeWithoutResult(_ -> {
            var account = accounts.get(id);
            if (on && reach.own(account).isEmpty()) throw new Refusal("second_factor.unreachable");
            tenancy.enter(OrganizationId.PLATFORM);
            if (accounts.setSecondFactor(actor, id, on))
                notices.tell(
                        actor,
                        account,
                        language ->
                                language.text(on ? "own.changed.second_factor_on" : "own.changed.second_factor_off"));
        });
    }

    /**
     * Demands the actor's password before something that matters, such as another way to sign in. Refuses at the field {@code current};
     * guesses count as failed sign-ins. Not for use inside a transaction.
     */
    public void prove(Actor actor, String current) {
        proved(actor.requireAccount(), current);
    }

    /** Demands the current password. */
    private Credentials proved(AccountId id, String current) {
        var credentials = transaction.execute(_ -> {
            var found = accounts.credentials(id).orElseThrow(Refusal::unauthenticated);
            guard.take(id);
            return found;
        });
        if (credentials == null || !matches(current, credentials)) throw Refusal.input("current", "password.wrong");
        transaction.executeWithoutResult(_ -> guard.clear(id));
        return credentials;
    }

    /** A server that is too busy to look has not seen a wrong password. */
    private boolean matches(String current, Credentials credentials) {
        try {
            return passwords.matches(current, credentials.passwordHash());
        } catch (Refusal busy) {
            transaction.executeWithoutResult(_ -> guard.giveBack(credentials.account()));
            throw busy;
        }
    }
}
