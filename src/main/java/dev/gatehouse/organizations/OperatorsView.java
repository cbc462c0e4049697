package dev.gatehouse.organizations;

import dev.gatehouse.platform.Slice;

/** The operators' list of organizations. */
public record OperatorsView(Slice<Organization> organizations) {}
