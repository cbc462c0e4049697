package dev.gatehouse.admission;

import dev.gatehouse.access.Role;
import dev.gatehouse.platform.MemberId;
import org.jspecify.annotations.Nullable;

/** A role promised to someone who is not in yet; {@code givenBy} null when the platform itself promised it. */
record InitialPermission(Role role, @Nullable MemberId givenBy) {}
