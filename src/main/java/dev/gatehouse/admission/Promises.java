package dev.gatehouse.admission;

import dev.gatehouse.access.Gift;
import dev.gatehouse.members.Member;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.ScopeId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people will get who come by themselves, or with a colleague's invitation (CRE-5, INV-8). */
@Service
public class Promises {

    private final InitialPermissionStore store;
    private final Superiors superiors;
    private final Policies policies;

    Promises(InitialPermissionStore store, Superiors superiors, Policies policies) {
        this.store = store;
        this.superiors = superiors;
        this.policies = policies;
    }

    /**
     * The organization's default role and team, without what makes somebody an administrator: nobody gets that by coming. With neither,
     * onboarding teams decide (INV-6).
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public InitialPermissions defaults(OrganizationId organization) {
        var policy = policies.of(organization);
        var team = policy.defaultTeam();
        var role = policy.defaultRole();
        return new InitialPermissions(
                team == null ? List.of() : superiors.plain(organization, List.of(team)),
                role == null || !store.plainRole(organization, role)
                        ? List.of()
                        : List.of(Gift.of(role, ScopeId.of(organization))));
    }

    /** Takes back what was promised, as with an invitation that came to nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void drop(Actor actor, Member member) {
        store.drop(actor.organization(), member.id());
    }

    /** What was promised to one record of a person goes to the other one, unless that was promised something itself. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(Actor actor, Member from, Member into) {
        store.move(actor.organization(), from.id(), into.id());
    }
}
