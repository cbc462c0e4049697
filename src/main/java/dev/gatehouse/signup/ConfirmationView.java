package dev.gatehouse.signup;

import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The question who somebody is that signed up (LIF-3).
 *
 * @param member the address of their page
 * @param name what to call them
 * @param identifier what they say themselves, or what was typed; empty for nothing
 */
public record ConfirmationView(
        String member,
        String name,
        String identifier,
        @Nullable Refusal refusal) {

    ConfirmationView refused(String typed, Refusal no) {
        return new ConfirmationView(member, name, typed, no);
    }
}
