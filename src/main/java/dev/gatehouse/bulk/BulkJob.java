package dev.gatehouse.bulk;

import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One action on many, and how far it has come.
 *
 * @param teams the teams that it is about, with what they were called then in {@code teamNames}
 * @param failure why it failed: the code of a text {@code bulk.failed.<code>}
 * @param done for how many something was done
 * @param leftOut for how many nothing was done
 */
public record BulkJob(
        BulkJobId id,
        BulkAction action,
        List<TeamId> teams,
        List<String> teamNames,
        MemberId createdBy,
        State state,
        @Nullable String failure,
        int total,
        int done,
        int leftOut,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED;

        /** As in {@code bulk.state.<key>}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How many it has come to: also the number of the last of them. */
    public int reached() {
        return done + leftOut;
    }

    public boolean running() {
        return state == State.RUNNING;
    }

    /** How much longer it takes at its pace so far; null before there is one. */
    public @Nullable Duration left(Instant now) {
        var spent = Duration.between(createdAt, now);
        if (reached() == 0 || spent.isNegative() || spent.isZero()) return null;
        return spent.multipliedBy(total - reached()).dividedBy(reached());
    }
}
