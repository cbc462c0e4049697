package dev.gatehouse.organizations;

import dev.gatehouse.platform.JobProfileId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.UserTypeId;
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

    /** Somebody is to get a job profile: it stays until the transaction ends. Refuses with {@code job_profile.gone} at {@code jobProfile}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(OrganizationId organization, JobProfileId id) {
        if (!store.hold("job_profile", organization, id.value())) throw Refusal.input("jobProfile", "job_profile.gone");
    }

    /** The same with a user type. Refuses with {@code user_type.gone} at {@code userType}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(OrganizationId organization, UserTypeId id) {
        if (!store.hold("user_type", organization, id.value())) throw Refusal.input("userType", "user_type.gone");
    }

    /** The same with a partner. Refuses with {@code partner.gone} at {@code partner}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(OrganizationId organization, PartnerId id) {
        if (!store.hold("partner", organization, id.value())) throw Refusal.input("partner", "partner.gone");
    }
}
