package dev.gatehouse.bulk;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of this room. They are handed over before the face exists, for it schedules them. */
@Configuration(proxyBeanMethods = false)
class BulkJobs {

    private static final String RUN = "bulk";

    /** Mails, which people wait for, go first. */
    private static final int PATIENT = 10;

    /** After so long at a stretch others have their turn. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private static final int MOST_FAILURES = 10;

    static SchedulableInstance<BulkRun> run(OrganizationId organization, BulkJobId job, Instant when) {
        var run = new BulkRun(organization.value(), job.value());
        return SchedulableInstance.of(new TaskInstance<>(RUN, job.toString(), () -> run, PATIENT), when);
    }

    /** Works at one action. A process that dies leaves the job to its lease, and another one goes on with the next batch. */
    @Bean
    Task<BulkRun> runBulk(ObjectProvider<Bulk> face, Clock clock) {
        return Tasks.custom(RUN, BulkRun.class)
                .onFailure((done, job) -> tryAgain(face.getObject(), done, job))
                .onDeadExecution((job, operations) ->
                        operations.reschedule(ExecutionComplete.simulatedSuccess(clock.instant()), clock.instant()))
                .execute((job, context) -> work(face.getObject(), job.getData(), context, clock));
    }

    @Bean
    Task<Void> forgetOldBulks(ObjectProvider<Bulk> face) {
        return Tasks.recurring("bulk-purge", FixedDelay.ofHours(1)).execute((job, context) -> {
            for (var organization : face.getObject().organizations())
                face.getObject().purge(organization);
        });
    }

    private static CompletionHandler<BulkRun> work(Bulk bulk, BulkRun run, ExecutionContext context, Clock clock) {
        var organization = new OrganizationId(run.organization());
        var job = new BulkJobId(run.job());
        var turnEnds = clock.instant().plus(TURN);
        try {
            while (bulk.step(organization, job)) {
                if (context.getSchedulerState().isShuttingDown()
                        || clock.instant().isAfter(turnEnds))
                    return (done, operations) -> operations.reschedule(done, clock.instant());
            }
        } catch (Refusal refusal) {
            bulk.fail(organization, job, refusal);
        }
        return new CompletionHandler.OnCompleteRemove<>();
    }

    /** The database was away, and answers again; or this version has a fault, and the page says so. */
    private static void tryAgain(Bulk bulk, ExecutionComplete done, ExecutionOperations<BulkRun> operations) {
        var execution = done.getExecution();
        var run = (BulkRun) execution.taskInstance.getData();
        if (execution.consecutiveFailures >= MOST_FAILURES) {
            bulk.fail(new OrganizationId(run.organization()), new BulkJobId(run.job()), new Refusal("bulk.fault"));
            operations.remove();
        } else
            operations.reschedule(
                    done, done.getTimeDone().plusSeconds(Math.min(60, 1L << execution.consecutiveFailures)));
    }
}
