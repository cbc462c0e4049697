package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.platform.Actor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What search finds people by, where it follows behind them: of those who came by thousands (CRE-4, MEM-2). */
@Service
public class MemberWords {

    /** So many are worth that the indexes gather what is new, and that each search reads through it for a while. */
    private static final long MANY = 2_000;

    private final MemberWordsStore store;
    private final Access access;

    MemberWords(MemberWordsStore store, Access access) {
        this.store = store;
        this.access = access;
    }

    /** How many members of an organization no search finds yet. */
    @Transactional(readOnly = true)
    public long behind(Actor actor) {
        access.require(actor, Permission.MEMBERS_READ);
        return store.behind(actor.organization());
    }

    /** Writes the words of those who came by one statement, in whichever organization. Returns how many that were; 0 where nobody is left. */
    @Transactional
    int catchUp() {
        return store.catchUp();
    }

    /** Lets the indexes of words gather where many are behind, and no longer where nobody is; one after the other, for each is locked a moment. */
    void gather() {
        var behind = store.behindAnywhere();
        var gather = behind >= MANY;
        if (!gather && behind > 0) return;
        for (var index : store.indexes(!gather)) store.gather(index, gather);
    }
}
