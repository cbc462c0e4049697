package dev.gatehouse.members;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Tenancy;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps up the level that each member carries, where one change of grants, teams, roles or places changes that of many.
 * For up to 2,000 people the database does so in the change itself: {@code V5__member_levels.sql}.
 */
@Service
public class MemberLevels {

    /** So many people in one transaction: short enough that nobody who is being granted something waits for long. */
    static final int BATCH = 2_000;

    private final MemberLevelStore store;
    private final Tenancy tenancy;

    MemberLevels(MemberLevelStore store, Tenancy tenancy) {
        this.store = store;
        this.tenancy = tenancy;
    }

    /** The organizations with people whose level is behind. */
    @Transactional(readOnly = true)
    public List<OrganizationId> waiting() {
        return store.waiting();
    }

    /** Brings the next people of an organization up to what they hold; returns how many were looked at. May run in several places at once. */
    @Transactional
    public int follow(OrganizationId organization) {
        tenancy.enter(organization);
        var subjects = store.take(organization, BATCH);
        if (!subjects.isEmpty()) store.follow(organization, subjects);
        return subjects.size();
    }
}
