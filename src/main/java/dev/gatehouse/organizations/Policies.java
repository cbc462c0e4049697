package dev.gatehouse.organizations;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What organizations decided about ways in (ORG-6), for the rooms that hold to it. */
@Service
public class Policies {

    private final PolicyStore store;
    private final OrganizationStore organizations;
    private final Departments departments;
    private final Directory directory;
    private final Audit audit;

    Policies(
            PolicyStore store,
            OrganizationStore organizations,
            Departments departments,
            Directory directory,
            Audit audit) {
        this.store = store;
        this.organizations = organizations;
        this.departments = departments;
        this.directory = directory;
        this.audit = audit;
    }

    /** The policy of the organization that the transaction has entered. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Policy of(OrganizationId organization) {
        return store.of(organization);
    }

    /** The addresses of organizations where people may sign up by themselves, at most so many (CRE-5). */
    @Transactional(readOnly = true)
    public List<String> openToSignUp(int most) {
        return store.openToSignUp(most);
    }

    /** The policy, held until the transaction ends, for somebody who changes what it says of new people. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Policy lock(OrganizationId organization) {
        store.lock(organization);
        return store.of(organization);
    }

    /**
     * Changes what new people get. The caller holds the policy, and has checked that the actor may, and may give role and team.
     * Refuses at its field what is not there.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(Actor actor, NewPeopleDefaults defaults) {
        var organization = organizations.find(actor.organization()).orElseThrow(Refusal::notFound);
        var before = new SettingsState(organization, store.of(actor.organization()));
        if (defaults.department() != null) departments.hold(actor.organization(), defaults.department());
        if (defaults.jobProfile() != null) directory.hold(actor.organization(), defaults.jobProfile());
        store.updateDefaults(actor.organization(), defaults);
        var after = new SettingsState(organization, store.of(actor.organization()));
        if (!after.equals(before)) audit.record(actor, before.changedTo(after));
    }
}
