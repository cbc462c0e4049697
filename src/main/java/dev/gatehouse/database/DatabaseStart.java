package dev.gatehouse.database;

import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.StartRefusal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts and migrates the database as soon as the settings can be read, while Spring reads its classes: the slowest two parts
 * of the start go side by side. It is stopped after everything that uses it, also when the start is broken off.
 */
final class DatabaseStart implements EnvironmentPostProcessor, Ordered {

    private final ConfigurableBootstrapContext bootstrap;

    DatabaseStart(ConfigurableBootstrapContext bootstrap) {
        this.bootstrap = bootstrap;
    }

    /** Before the files that Spring reads: no setting of ours stands there. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        // The build only looks at which beans there are.
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) return;
        var settings = Settings.of(environment);
        var opening = new FutureTask<>(() -> Database.open(settings));
        SpringApplication.getShutdownHandlers().add(() -> {
            try {
                opened(opening).close();
            } catch (StartRefusal _) {
                // Nothing was started.
            }
        });
        Thread.ofPlatform().name("database").start(opening);
        bootstrap.addCloseListener(closed -> ((GenericApplicationContext) closed.getApplicationContext())
                .registerBean(Database.class, () -> opened(opening)));
    }

    private static Database opened(FutureTask<Database> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refusal) throw refusal;
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
