package dev.gatehouse.bulk;

import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.TeamId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done, and to whom.
 *
 * @param chosen the members who were ticked; not asked for where all that match are meant
 * @param matching all that this list holds at the moment of the click; null for those who were chosen
 * @param teams into which teams, or out of which
 * @param name of the team to make
 */
public record BulkRequest(
        BulkAction action, List<MemberId> chosen, @Nullable MemberListQuery matching, List<TeamId> teams, String name) {

    /** Something that is done to members who were chosen and needs nothing more. */
    public static BulkRequest of(BulkAction action, List<MemberId> chosen) {
        return new BulkRequest(action, chosen, null, List.of(), "");
    }

    /** The same to all that a list holds. */
    public static BulkRequest all(BulkAction action, MemberListQuery matching) {
        return new BulkRequest(action, List.of(), matching, List.of(), "");
    }

    /** Into these teams, or out of them. */
    public BulkRequest with(List<TeamId> others) {
        return new BulkRequest(action, chosen, matching, others, name);
    }

    /** With this name for the team. */
    public BulkRequest named(String other) {
        return new BulkRequest(action, chosen, matching, teams, other);
    }
}
