package dev.gatehouse.organizations;

/**
 * The people whom a demanded second factor shuts out (ACT-5): their organization knows no address and no number of theirs.
 *
 * @param more whether there may be more than were counted
 * @param sms whether text messages go out; where not, those who have a number alone are among them
 */
public record Unreached(int people, boolean more, boolean sms) {

    static final Unreached NOBODY = new Unreached(0, false, true);

    /** The text key of the sentence about them. */
    public String key() {
        return "settings.mfa.unreached" + (sms ? "" : ".no_sms") + (more ? ".least" : "");
    }
}
