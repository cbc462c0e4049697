package dev.gatehouse.members;

import dev.gatehouse.platform.MemberId;
import java.util.List;
import java.util.Map;

/**
 * What became of an act on many members.
 *
 * @param moved for whom it was done, as they were before, by their ids
 * @param leftOut for whom nothing was done, and why: the code of a text {@code bulk.left_out.<code>}
 */
public record MemberMoves(List<Member> moved, Map<MemberId, String> leftOut) {}
