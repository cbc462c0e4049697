package dev.gatehouse.admission;

import dev.gatehouse.organizations.Organization;
import java.util.Map;

/** What follows a one-time or initial password (CRE-2, ACT-2). */
public sealed interface FirstPasswordView {

    /**
     * A password of their own is asked for.
     *
     * @param signsInWith what they will sign in with, for password managers: username, address or number
     * @param nameless whether the organization does not know their name, so that it is asked for too
     * @param minimum the fewest characters
     * @param known what the password must not contain, for the meter
     */
    record Open(Organization organization, String signsInWith, boolean nameless, int minimum, Map<String, String> known)
            implements FirstPasswordView {}

    /** The link is no good: {@code refusal.<code>} says why and what to do. */
    record Gone(String code) implements FirstPasswordView {}
}
