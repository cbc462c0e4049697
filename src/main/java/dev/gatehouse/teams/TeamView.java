package dev.gatehouse.teams;

import dev.gatehouse.access.Grant;
import dev.gatehouse.platform.GrantId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one team.
 *
 * @param address where it is: {@code /o/<slug>/teams/<id>}
 * @param home where everything of the organization is: {@code /o/<slug>}
 * @param maker what to call whoever made it; null where that is not known
 * @param grants its roles, those that have ended too
 * @param takeable which of them the viewer may take away
 */
public record TeamView(
        String address,
        String home,
        Team team,
        @Nullable String maker,
        People people,
        List<Grant> grants,
        List<GrantId> takeable,
        TeamRights rights) {

    /**
     * Some of its members.
     *
     * @param text what was typed into the search
     * @param matches how many there are of them
     * @param more whether there are more than {@code matches}, which is then a bound
     * @param previous the address of the page before; null on the first
     * @param next the address of the page after; null on the last
     */
    public record People(
            String text,
            List<TeamPerson> rows,
            long matches,
            boolean more,
            @Nullable String previous,
            @Nullable String next) {}

    /** The roles that hold now. */
    public List<Grant> live() {
        return grants.stream().filter(grant -> !grant.ended()).toList();
    }
}
