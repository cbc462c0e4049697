package dev.gatehouse.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints the one sentence of a {@link StartRefusal}, and nothing else. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusalReporter implements SpringBootExceptionReporter {

    @SuppressWarnings("UnusedVariable") // The loader looks for exactly this constructor.
    StartRefusalReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        var refusal = StartRefusal.in(failure);
        if (refusal == null) return false;
        System.err.println(refusal.getMessage());
        return true;
    }
}
