package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What an organization sorts its people by, beside departments: job profiles, user types, partners, and attributes of its own (CRE-9, TYP). */
@Service
public class Directory {

    private final DirectoryStore store;

    Directory(DirectoryStore store) {
        this.store = store;
    }

    /** The job profiles, by name. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<JobProfile> jobProfiles(OrganizationId organization) {
        return store.jobProfiles(organization);
    }

    /** The user types: the predefined ones first, then by name. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<UserType> userTypes(OrganizationId organization) {
        return store.userTypes(organization);
    }

    /** The partners, by name. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Partner> partners(OrganizationId organization) {
        return store.partners(organization);
    }

    /** The custom attributes, in the organization's order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Attribute> attributes(OrganizationId organization) {
        return store.attributes(organization);
    }
}
