package dev.gatehouse.bulk;

import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The dialog before something is done to many.
 *
 * @param list the address of the list that they were chosen from
 * @param address of this dialog, where its form goes
 * @param teamsAddress where its search for teams asks
 * @param number how many it is about
 * @param person what to call the one whom it is about; null where they are several
 * @param chosen who was ticked; empty where all that match are meant
 * @param matching the list's search and filters, to be sent along
 * @param choice the teams to choose from; empty where there is nothing to choose
 * @param name what was typed as the name of the team to make
 * @param refusal why it could not be done; null at first
 */
public record BulkQuestion(
        BulkAction action,
        String list,
        String address,
        String teamsAddress,
        long number,
        @Nullable String person,
        List<MemberId> chosen,
        boolean all,
        String matching,
        Choice choice,
        String name,
        @Nullable Refusal refusal) {

    /**
     * Teams to choose from.
     *
     * @param teams those that are chosen already, then those that were found
     * @param typed what was searched for
     * @param search whether there are so many that one has to search
     * @param more whether more were found than are shown
     */
    public record Choice(List<Option> teams, String typed, boolean search, boolean more) {

        /** Whether new people join one of them by themselves. */
        public boolean onboarding() {
            return teams.stream().anyMatch(Option::onboarding);
        }
    }

    /** One of them; {@code closed} where it gives roles that the actor may not give (ROL-3). */
    public record Option(String id, String name, int members, boolean onboarding, boolean checked, boolean closed) {}

    /** The same with the reason why it could not be done. */
    BulkQuestion refused(Refusal why) {
        return new BulkQuestion(
                action, list, address, teamsAddress, number, person, chosen, all, matching, choice, name, why);
    }
}
