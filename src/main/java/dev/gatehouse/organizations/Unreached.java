package dev.gatehouse.organizations;

/**
 * The people whom a demanded second factor shuts out (ACT-5): their organization knows no address and no number of theirs.
 *
 * @param more whether there may be more than were counted
 */
public record Unreached(int people, boolean more) {

    static final Unreached NOBODY = new Unreached(0, false);
}
