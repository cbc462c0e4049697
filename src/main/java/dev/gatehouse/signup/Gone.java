package dev.gatehouse.signup;

import dev.gatehouse.platform.Refusal;

/** Links that lead to nothing any more. */
final class Gone {

    private Gone() {}

    /** Whether a refusal is about the link that was followed. */
    static boolean is(Refusal refusal) {
        return refusal.code().startsWith("sign_up.link.");
    }
}
