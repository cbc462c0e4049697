package dev.gatehouse.signin;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sessions (ACT-5): a browser holds 256 random bits, the database their SHA-256, and each request asks the database. A
 * session ends after 12 hours without use, after 30 days in any case (NIST SP 800-63B-4, section 2.1.3), and at once when
 * the person signs out, ends it, or gets a new password.
 */
@Service
public class Sessions {

    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(30);

    /** Last use is written no more often than this. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private final SessionStore store;
    private final Accounts accounts;
    private final OneTimeSecrets secrets;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Sessions(SessionStore store, Accounts accounts, OneTimeSecrets secrets, Tenancy tenancy, Audit audit, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.secrets = secrets;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens a session for somebody who has just proved who they are, and gives its secret. Empty when the credentials that
     * were proved have changed since: a sign-in in flight never outlives a new password. Empty too while the password is an initial one.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<String> open(AccountId account, int credentialVersion, Origin origin) {
        var secret = secrets.random();
        var now = clock.instant();
        var opened =
                store.insert(OneTimeSecrets.hash(secret), account, credentialVersion, origin, now, now.plus(LONGEST));
        return opened ? Optional.of(secret) : Optional.empty();
    }

    /** Who holds the secret, if it is good. */
    @Transactional(readOnly = true)
    Optional<Viewer> find(String secret) {
        var now = clock.instant();
        return store.find(OneTimeSecrets.hash(secret), now, now.minus(IDLE));
    }

    /** Notes that a session was used, at most once a minute; and once an hour that its person was there (ACV-1). */
    @Transactional
    void touch(Viewer viewer, Origin origin) {
        var now = clock.instant();
        if (viewer.lastUsedAt().isAfter(now.minus(GRAIN))) return;
        store.touch(viewer.session(), origin, now);
        var anotherHour = !viewer.lastUsedAt().truncatedTo(ChronoUnit.HOURS).equals(now.truncatedTo(ChronoUnit.HOURS));
        if (anotherHour) accounts.seen(viewer.account());
    }

    /** The actor's sessions that are still good, the last used first. */
    @Transactional(readOnly = true)
    public List<Session> list(Actor actor, UUID current) {
        var now = clock.instant();
        return store.list(actor.requireAccount(), current, now, now.minus(IDLE));
    }

    /** Ends one of the actor's sessions. Refuses with {@code not.found} for anybody else's. */
    @Transactional
    public void end(Actor actor, UUID session) {
        if (!store.delete(actor.requireAccount(), session)) throw Refusal.notFound();
        ended(actor, 1);
    }

    /** Ends all of the actor's sessions but one. */
    @Transactional
    public int endOthers(Actor actor, UUID kept) {
        var others = store.deleteOthers(actor.requireAccount(), kept);
        if (others > 0) ended(actor, others);
        return others;
    }

    /** Ends every session of an account, whoever holds it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public int endAll(AccountId account) {
        return store.deleteAll(account);
    }

    /** Signs out. */
    @Transactional
    void signOut(Actor actor, UUID session) {
        store.delete(actor.requireAccount(), session);
        record(
                actor,
                Event.of("account.signed_out", "account", actor.requireAccount().value()));
    }

    /** Gives a session a new secret, as after its person's password changed. */
    @Transactional(propagation = Propagation.MANDATORY)
    String renew(UUID session) {
        var secret = secrets.random();
        store.renew(session, OneTimeSecrets.hash(secret));
        return secret;
    }

    /** Forgets sessions that are over. */
    @Transactional
    public int purge() {
        var now = clock.instant();
        return store.purge(now, now.minus(IDLE));
    }

    private void ended(Actor actor, int howMany) {
        record(
                actor,
                Event.of(
                                "account.session_ended",
                                "account",
                                actor.requireAccount().value())
                        .with("sessions", Integer.toString(howMany)));
    }

    private void record(Actor actor, Event event) {
        tenancy.enter(OrganizationId.PLATFORM);
        audit.record(actor.in(OrganizationId.PLATFORM), event);
    }
}
