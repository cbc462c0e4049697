package dev.gatehouse.signin;

import java.util.Map;

/** What the link of a reset mail opens. */
public sealed interface ResetView {

    /** A new password may be set for the account of this address; what it must not contain is known. */
    record Open(String email, int minimum, Map<String, String> known) implements ResetView {}

    /** The link is no good: {@code refusal.<code>} says why. */
    record Gone(String code) implements ResetView {}
}
