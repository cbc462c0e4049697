package dev.gatehouse.access;

/**
 * How many hold a role now, wherever it is; each counts once.
 *
 * @param members who hold it themselves, up to a bound
 * @param more whether there are more members than that
 * @param teams which give it to their members
 */
public record RoleHolders(long members, boolean more, long teams) {

    /** Nobody. */
    public static final RoleHolders NONE = new RoleHolders(0, false, 0);

    /** Whether nobody holds it. */
    public boolean none() {
        return members + teams == 0;
    }
}
