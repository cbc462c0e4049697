package dev.gatehouse.admission;

/**
 * What somebody fills in behind an activation link (ACT-1).
 *
 * @param consent the version of the text that they agreed to
 */
public record ActivateForm(
        String firstName, String lastName, String language, String timeZone, String password, int consent) {

    /** Without the password. */
    @Override
    public String toString() {
        return "ActivateForm[" + language + "]";
    }
}
