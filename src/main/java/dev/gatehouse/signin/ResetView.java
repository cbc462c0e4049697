package dev.gatehouse.signin;

import java.util.Map;

/** What the link of a reset mail opens. */
public sealed interface ResetView {

    /** A new password may be set for whoever signs in with this, empty where nothing is known; what it must not contain is known. */
    record Open(String signsInWith, int minimum, Map<String, String> known) implements ResetView {}

    /** The link is no good: {@code refusal.<code>} says why. */
    record Gone(String code) implements ResetView {}
}
