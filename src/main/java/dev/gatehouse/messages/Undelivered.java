package dev.gatehouse.messages;

/** The mail server did not take a message. */
final class Undelivered extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Undelivered(Problem problem, Throwable cause) {
        super(problem.kind().name(), cause);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
