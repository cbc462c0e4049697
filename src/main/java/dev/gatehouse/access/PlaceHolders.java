package dev.gatehouse.access;

import java.util.List;

/**
 * Who holds a role at a place, as far as a list has room.
 *
 * @param names the first by name, members and teams
 * @param many how many there are, with those
 */
public record PlaceHolders(List<String> names, long many) {

    /** Nobody. */
    public static final PlaceHolders NONE = new PlaceHolders(List.of(), 0);

    /** How many are not named. */
    public long more() {
        return many - names.size();
    }
}
