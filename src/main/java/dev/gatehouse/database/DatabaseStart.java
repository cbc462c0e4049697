package dev.gatehouse.database;

import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.StartRefusal;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts and migrates the database while Spring reads its classes: the slowest two parts of the start go side by side. It is
 * stopped after everything that uses it, also when the start is broken off.
 */
final class DatabaseStart implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var settings = Settings.of(context.getEnvironment());
        var opening = new FutureTask<>(() -> Database.open(settings));
        SpringApplication.getShutdownHandlers().add(() -> {
            try {
                opened(opening).close();
            } catch (StartRefusal _) {
                // Nothing was started.
            }
        });
        Thread.ofPlatform().name("database").start(opening);
        context.registerBean(Database.class, () -> opened(opening));
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
