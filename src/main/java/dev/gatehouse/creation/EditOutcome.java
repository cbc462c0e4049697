package dev.gatehouse.creation;

import dev.gatehouse.members.Member;
import dev.gatehouse.platform.Refusal;
import java.util.Map;

/** What became of a request to change a member. */
public sealed interface EditOutcome {

    /**
     * It is done.
     *
     * @param linksEnded whether their address or number changed, so that what was sent there works no more
     */
    record Saved(Member member, boolean linksEnded) implements EditOutcome {}

    /** Nothing was done: these fields are wrong. */
    record Wrong(Map<String, Refusal> fields) implements EditOutcome {}
}
