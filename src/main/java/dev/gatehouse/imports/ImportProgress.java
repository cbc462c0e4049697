package dev.gatehouse.imports;

import dev.gatehouse.imports.ImportRun.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a page that asks again each second while a job is at an import.
 *
 * @param address of the page
 * @param said the tenth that screen readers have been told last
 */
public record ImportProgress(ImportRun run, String address, int said) {

    private static final int TENTHS = 10;

    /** Where it asks: what it knows already goes along, so that only what is new is said. */
    public String again() {
        return address + "?state=" + run.state().key() + "&said=" + tenth();
    }

    /** How much there is to do; 0 where nobody knows. */
    public int whole() {
        return switch (run.state()) {
            case APPLYING -> run.fresh();
            case SENDING -> run.toSend();
            default -> 0;
        };
    }

    /** How much of that is done. */
    public int done() {
        return Math.min(whole(), run.state() == State.SENDING ? run.sent() + run.unsent() : run.added());
    }

    /** Whether there is something new to say. */
    public boolean says() {
        return tenth() > said;
    }

    public int percent() {
        return whole() == 0 ? 0 : (int) (100L * done() / whole());
    }

    public @Nullable Duration left(Instant now) {
        return run.left(now);
    }

    private int tenth() {
        return percent() / TENTHS;
    }
}
