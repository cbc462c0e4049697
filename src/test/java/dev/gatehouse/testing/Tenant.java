package dev.gatehouse.testing;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;

/** An organization of a test, and its first admin, who signs in with {@link House#PASSWORD}. */
public record Tenant(OrganizationId id, String slug, String adminEmail, Actor admin) {}
