package dev.gatehouse.members;

import dev.gatehouse.platform.SubjectId;

/** A team as the members list speaks of it. */
record ListedTeam(SubjectId id, String name, long members) {}
