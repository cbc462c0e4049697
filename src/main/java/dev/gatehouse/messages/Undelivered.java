package dev.gatehouse.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server did not take a message, or not all of it. */
final class Undelivered extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient List<SmsPart> taken;

    Undelivered(Problem problem, @Nullable Throwable cause) {
        this(problem, List.of(), cause);
    }

    /**
     * @param taken the parts of a text message that were taken nevertheless
     */
    Undelivered(Problem problem, List<SmsPart> taken, @Nullable Throwable cause) {
        super(problem.kind().name(), cause);
        this.problem = problem;
        this.taken = List.copyOf(taken);
    }

    Problem problem() {
        return problem;
    }

    List<SmsPart> taken() {
        return taken;
    }
}
