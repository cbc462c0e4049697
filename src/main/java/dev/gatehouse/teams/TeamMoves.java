package dev.gatehouse.teams;

import dev.gatehouse.platform.MemberId;
import java.util.Map;
import java.util.Set;

/**
 * What became of putting members into teams, or taking them out.
 *
 * @param moved whom it changed something for
 * @param leftOut whom nothing was done for, and why: the code of a text {@code bulk.left_out.<code>}
 */
public record TeamMoves(Set<MemberId> moved, Map<MemberId, String> leftOut) {}
