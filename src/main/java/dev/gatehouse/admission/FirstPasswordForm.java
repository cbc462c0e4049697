package dev.gatehouse.admission;

/**
 * The first password of somebody's own, as it was typed.
 *
 * @param firstName asked only of people whose name the organization does not know
 * @param timeZone what the browser says, {@code UTC} without scripts
 */
public record FirstPasswordForm(String firstName, String lastName, String password, String timeZone) {

    /** Never the password. */
    @Override
    public String toString() {
        return "FirstPasswordForm[]";
    }
}
