package dev.gatehouse.invitations;

/**
 * What an invited person fills in (INV-3).
 *
 * @param username what they want to sign in with, where they were invited by their number; empty for nothing but that
 */
public record AcceptForm(
        String firstName, String lastName, String username, String password, String language, String timeZone) {

    /** The form of somebody who was invited by an address. */
    public AcceptForm(String firstName, String lastName, String password, String language, String timeZone) {
        this(firstName, lastName, "", password, language, timeZone);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AcceptForm[" + language + "]";
    }
}
