package dev.gatehouse.permissions;

import dev.gatehouse.platform.SubjectId;

/**
 * A member or a team that can be given a role.
 *
 * @param key as forms send it: {@code member:<id>} or {@code team:<id>}
 * @param hint what tells two of one name apart: the address, or how many are in the team
 */
public record Holder(String key, SubjectId subject, String name, String hint, boolean team) {}
