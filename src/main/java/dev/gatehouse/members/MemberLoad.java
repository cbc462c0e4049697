package dev.gatehouse.members;

import dev.gatehouse.access.Grants;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds members by thousands (CRE-4). What {@link Members#add} takes care of one by one is done for all of an import: its seats are taken when
 * it is confirmed, and one event tells of all of them, which the history of each finds: a million events that say the same would hide
 * everything else in the log. Search learns of them a little later ({@link MemberWords}).
 */
@Service
public class MemberLoad {

    private final MemberLoadStore store;
    private final Grants grants;
    private final Clock clock;

    MemberLoad(MemberLoadStore store, Grants grants, Clock clock) {
        this.store = store;
        this.grants = grants;
        this.clock = clock;
    }

    /**
     * Adds all of them, or refuses with {@code members.raced} where one of them is there meanwhile, something of theirs is somebody else's,
     * or what they are to be put into is gone; then the transaction is over.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(Actor actor, Staged people) {
        var organization = actor.organization();
        grants.newSubjects(organization, people.rows());
        store.wordsBehind();
        try {
            store.insert(organization, people, actor.member(), clock.instant());
            if (!people.attributes().isEmpty()) store.insertAttributes(organization, people);
        } catch (DataIntegrityViolationException meanwhile) {
            throw new Refusal("members.raced");
        }
        store.haveCome();
    }
}
