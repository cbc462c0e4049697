package dev.gatehouse.database;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** How db-scheduler is set up here. */
final class JobScheduler {

    /** Mails and text messages may hold four each while their servers are slow; the others stay free for other jobs. */
    private static final int THREADS = 12;

    private JobScheduler() {}

    /** Any number of processes poll one table; {@code SKIP LOCKED} gives each job to one of them. */
    static Scheduler build(DataSource transactionAware, List<Task<?>> tasks, Clock clock) {
        var wake = new WakeAfterCommit(clock);
        // Recurring jobs put themselves on the table at the start; the others are put there by what they are for.
        var recurring = new ArrayList<RecurringTask<?>>();
        var others = new ArrayList<Task<?>>();
        for (var task : tasks)
            if (task instanceof RecurringTask<?> each) recurring.add(each);
            else others.add(task);
        var scheduler = Scheduler.create(transactionAware, others)
                .startTasks(recurring)
                .threads(THREADS)
                .pollingInterval(Duration.ofSeconds(5))
                .pollUsingLockAndFetch(0.5, 4.0)
                // What a process that died had begun is taken up by another after a minute to a minute and a half.
                .heartbeatInterval(Duration.ofSeconds(15))
                .missedHeartbeatsLimit(4)
                .shutdownMaxWait(Duration.ofSeconds(15))
                .serializer(new JsonSerializer())
                .clock(clock::instant)
                .enablePriority()
                .alwaysPersistTimestampInUTC()
                .addSchedulerListener(wake)
                .addExecutionInterceptor(new DatabaseAwaited(transactionAware))
                .build();
        wake.scheduler = scheduler;
        return scheduler;
    }

    /**
     * Looks for due jobs as soon as the transaction that scheduled one has committed. The scheduler's own immediate execution
     * would look before, find nothing, and leave the job to the next poll.
     */
    private static final class WakeAfterCommit extends AbstractSchedulerListener {

        private final Clock clock;
        private volatile @Nullable Scheduler scheduler;

        WakeAfterCommit(Clock clock) {
            this.clock = clock;
        }

        @Override
        public void onExecutionScheduled(TaskInstanceId instance, Instant executionTime) {
            if (executionTime.isAfter(clock.instant())) return;
            if (!TransactionSynchronizationManager.isSynchronizationActive()) {
                wake();
            } else if (!TransactionSynchronizationManager.hasResource(this)) {
                // Once a transaction, however many jobs it schedules.
                TransactionSynchronizationManager.bindResource(this, true);
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        wake();
                    }

                    @Override
                    public void afterCompletion(int status) {
                        TransactionSynchronizationManager.unbindResourceIfPossible(WakeAfterCommit.this);
                    }
                });
            }
        }

        private void wake() {
            var known = scheduler;
            if (known != null && known.getSchedulerState().isStarted()) known.triggerCheckForDueExecutions();
        }
    }
}
