package dev.gatehouse.organizations;

import dev.gatehouse.platform.JobProfileId;

/** What somebody does in an organization, of the list that it keeps (CRE-9). */
public record JobProfile(JobProfileId id, String name) {}
