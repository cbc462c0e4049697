package dev.gatehouse.organizations;

import dev.gatehouse.platform.PartnerId;

/** A company that an organization works with (TYP-2). */
public record Partner(PartnerId id, String name) {}
