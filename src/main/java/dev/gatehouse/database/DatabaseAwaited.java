package dev.gatehouse.database;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * A job whose end cannot be written down would stay taken until it counts as dead. So where the database goes away under a job,
 * its thread waits for the database to come back, and its end is written down then; without a database there is no other work.
 */
record DatabaseAwaited(DataSource dataSource) implements ExecutionInterceptor {

    private static final int VALID_WITHIN_SECONDS = 2;

    /** Of about a second each, or as long as a connection is waited for. */
    private static final int TRIES = 600;

    @Override
    public CompletionHandler<?> execute(TaskInstance<?> job, ExecutionContext context, ExecutionChain chain) {
        try {
            return ending(chain.proceed(job, context), context);
        } catch (RuntimeException failure) {
            await(context);
            throw failure;
        }
    }

    private <T> CompletionHandler<T> ending(CompletionHandler<T> handler, ExecutionContext context) {
        return (done, operations) -> {
            try {
                handler.complete(done, operations);
            } catch (RuntimeException failure) {
                if (answers()) throw failure;
                await(context);
                handler.complete(done, operations);
            }
        };
    }

    private void await(ExecutionContext context) {
        for (var tries = 0; tries < TRIES && !answers(); tries++) {
            if (context.getSchedulerState().isShuttingDown()) return;
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean answers() {
        try (var connection = dataSource.getConnection()) {
            return connection.isValid(VALID_WITHIN_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
