package dev.gatehouse.signin;

/** What the link of a reset mail opens. */
public sealed interface ResetView {

    /** A new password may be set for the account of this address. */
    record Open(String email, int minimum) implements ResetView {}

    /** The link is no good: {@code refusal.<code>} says why. */
    record Gone(String code) implements ResetView {}
}
