package dev.gatehouse.platform;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;

/**
 * The server cannot start, for a reason that whoever runs it can remove. The message is the whole sentence that they read;
 * nothing else is printed, and the exit code is {@link #EXIT_CODE}.
 */
public final class StartRefusal extends RuntimeException {

    /** EX_CONFIG of sysexits.h. */
    public static final int EXIT_CODE = 78;

    @Serial
    private static final long serialVersionUID = 1L;

    public StartRefusal(String sentence) {
        super(sentence);
    }

    public StartRefusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** The refusal that this failure comes from; null when it comes from something else. */
    public static @Nullable StartRefusal in(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusal refusal) return refusal;
            if (cause instanceof PortInUseException busy)
                return new StartRefusal(
                        "Port %d is taken by another program. Stop it, or name another. Example: GATEHOUSE_PORT=8090"
                                .formatted(busy.getPort()),
                        busy);
        }
        return null;
    }
}
