package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What organizations decided about ways in (ORG-6), for the rooms that hold to it. */
@Service
public class Policies {

    private final PolicyStore store;

    Policies(PolicyStore store) {
        this.store = store;
    }

    /** The policy of the organization that the transaction has entered. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Policy of(OrganizationId organization) {
        return store.of(organization);
    }
}
