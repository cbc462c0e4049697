package dev.gatehouse.members;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.RowSource;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people agreed to: what for, which text, when, and by whom it was confirmed; and that they take it back (PRI-3). */
@Service
public class Consents {

    private final ConsentStore store;
    private final Audit audit;
    private final Clock clock;

    Consents(ConsentStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Notes that somebody agreed. What they agreed to before stays as it is.
     *
     * @param version of the organization's text ({@code ConsentTexts}); 0 for the product's own
     * @param language the tag of the one in which it was read
     * @param confirmedBy who confirmed it for them; null where they did it themselves
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void give(
            Actor actor,
            MemberId member,
            Purpose purpose,
            int version,
            String language,
            @Nullable MemberId confirmedBy) {
        store.insert(actor.organization(), member, purpose, version, language, confirmedBy, clock.instant());
        audit.record(
                actor,
                Event.of("consent.given", "member", member.value())
                        .with("purpose", purpose.key())
                        .with("version", Integer.toString(version)));
    }

    /**
     * Notes the same of many new members, the {@code id} of people who wait in a table (CRE-4), as part of an act on all of them, whose event
     * says the version too: no event for each.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveWithin(
            Actor actor,
            RowSource people,
            Purpose purpose,
            int version,
            String language,
            @Nullable MemberId confirmedBy) {
        store.insertFirst(actor.organization(), people, purpose, version, language, confirmedBy, clock.instant());
    }

    /** What a member agreed to, the newest first. The caller has demanded the right to see it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Consent> ofMember(Actor actor, MemberId member) {
        return store.of(actor.organization(), member);
    }

    /** Takes back what a member agreed to for a purpose, every version of it. False where nothing held: then nothing is recorded either. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean withdraw(Actor actor, MemberId member, Purpose purpose) {
        if (store.withdraw(actor.organization(), member, purpose, clock.instant()) == 0) return false;
        audit.record(
                actor, Event.of("consent.withdrawn", "member", member.value()).with("purpose", purpose.key()));
        return true;
    }
}
