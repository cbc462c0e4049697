package dev.gatehouse.creation;

import dev.gatehouse.admission.OneTimePasswords.Given;
import dev.gatehouse.members.Member;
import dev.gatehouse.platform.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a request to create somebody. */
public sealed interface CreateOutcome {

    /**
     * They are there.
     *
     * @param password the one-time password, shown this once; null where they got none
     */
    record Created(Member member, @Nullable Given password) implements CreateOutcome {}

    /** Nothing was done: these fields are wrong, in the order of the form. */
    record Wrong(Map<String, Refusal> fields) implements CreateOutcome {}
}
