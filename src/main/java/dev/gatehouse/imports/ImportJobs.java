package dev.gatehouse.imports;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.PessimisticLockingFailureException;

/** The jobs of this room. They are handed over before the face exists, for it schedules them. */
@Configuration(proxyBeanMethods = false)
class ImportJobs {

    private static final String READ = "import-read";
    private static final String APPLY = "import-apply";
    private static final String SEND = "import-send";

    /** Mails, which people wait for, go first. */
    private static final int PATIENT = 10;

    /** After so long at a stretch others have their turn. Whoever goes on with a file begins at its beginning, so that is seldom done. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private static final Duration READING_TURN = Duration.ofHours(1);

    private static final int MOST_FAILURES = 10;

    static SchedulableInstance<ImportWork> read(OrganizationId organization, ImportId run, Instant when) {
        // Each reading has its own: one that has just ended may still stand there.
        return instance(READ, organization, run, 0, Long.toString(when.toEpochMilli()), when);
    }

    static SchedulableInstance<ImportWork> apply(OrganizationId organization, ImportId run, int lane, Instant when) {
        return instance(APPLY, organization, run, lane, Integer.toString(lane), when);
    }

    static SchedulableInstance<ImportWork> send(OrganizationId organization, ImportId run, Instant when) {
        return instance(SEND, organization, run, 0, "0", when);
    }

    private static SchedulableInstance<ImportWork> instance(
            String task, OrganizationId organization, ImportId run, int lane, String name, Instant when) {
        var work = new ImportWork(organization.value(), run.value(), lane);
        return SchedulableInstance.of(new TaskInstance<>(task, run + "/" + name, () -> work, PATIENT), when);
    }

    @Bean
    Task<ImportWork> readImport(ObjectProvider<Imports> face, ObjectProvider<ImportReading> reading, Clock clock) {
        return task(READ, READING_TURN, face, clock, (organization, run, work, over) -> {
            if (!reading.getObject().read(organization, run, over)) return Duration.ZERO;
            reading.getObject().check(organization, run);
            return null;
        });
    }

    @Bean
    Task<ImportWork> applyImport(ObjectProvider<Imports> face, ObjectProvider<ImportApplying> applying, Clock clock) {
        return task(APPLY, TURN, face, clock, (organization, run, work, over) -> {
            while (more(applying.getObject(), organization, run, work.lane()))
                if (over.getAsBoolean()) return Duration.ZERO;
            face.getObject().applied(organization, run);
            return null;
        });
    }

    /** Adds the next people of a lane, also where others add the same ones meanwhile. */
    static boolean more(ImportApplying applying, OrganizationId organization, ImportId run, int lane) {
        for (var looked = false; ; ) {
            try {
                return applying.step(organization, run, lane);
            } catch (PessimisticLockingFailureException | Refusal raced) {
                if (raced instanceof Refusal refusal && !refusal.code().equals("members.raced")) throw raced;
                // Another import of the same people is ahead each time; where nothing is found twice, it is something
                // else.
                if (!applying.look(organization, run, lane) && looked) throw raced;
                looked = true;
            }
        }
    }

    @Bean
    Task<ImportWork> sendImport(ObjectProvider<Imports> face, ObjectProvider<ImportSending> sending, Clock clock) {
        return task(
                SEND,
                TURN,
                face,
                clock,
                (organization, run, work, over) ->
                        sending.getObject().step(organization, run) ? ImportSending.PAUSE : null);
    }

    @Bean
    RecurringTask<Void> forgetOldImports(ObjectProvider<Imports> face) {
        return Tasks.recurring("import-purge", FixedDelay.ofHours(1)).execute((job, context) -> {
            for (var organization : face.getObject().stale()) face.getObject().purge(organization);
        });
    }

    /** Some work at an import, until it is over or others have their turn. */
    private interface Turn {
        /** Returns after how long it goes on; null where nothing is left. */
        @Nullable
        Duration work(OrganizationId organization, ImportId run, ImportWork work, BooleanSupplier over);
    }

    /** A process that dies leaves the job to its lease, and another one goes on from where the cursor stands. */
    private static Task<ImportWork> task(
            String name, Duration most, ObjectProvider<Imports> face, Clock clock, Turn turn) {
        return Tasks.custom(name, ImportWork.class)
                .onFailure((done, job) -> tryAgain(face.getObject(), done, job))
                .onDeadExecution((job, operations) ->
                        operations.reschedule(ExecutionComplete.simulatedSuccess(clock.instant()), clock.instant()))
                .execute((job, context) -> work(face.getObject(), job.getData(), context, clock, most, turn));
    }

    private static CompletionHandler<ImportWork> work(
            Imports imports, ImportWork work, ExecutionContext context, Clock clock, Duration most, Turn turn) {
        var organization = new OrganizationId(work.organization());
        var run = new ImportId(work.run());
        var ends = clock.instant().plus(most);
        try {
            var pause = turn.work(
                    organization,
                    run,
                    work,
                    () -> context.getSchedulerState().isShuttingDown()
                            || clock.instant().isAfter(ends));
            if (pause != null)
                return (done, operations) ->
                        operations.reschedule(done, clock.instant().plus(pause));
        } catch (Refusal refusal) {
            imports.fail(organization, run, refusal);
        }
        return new CompletionHandler.OnCompleteRemove<>();
    }

    /** The database was away, and answers again; or this version has a fault, and the page says so. */
    private static void tryAgain(Imports imports, ExecutionComplete done, ExecutionOperations<ImportWork> operations) {
        var execution = done.getExecution();
        var work = (ImportWork) execution.taskInstance.getData();
        if (execution.consecutiveFailures >= MOST_FAILURES) {
            imports.fail(
                    new OrganizationId(work.organization()), new ImportId(work.run()), new Refusal("imports.fault"));
            operations.remove();
        } else
            operations.reschedule(
                    done, done.getTimeDone().plusSeconds(Math.min(60, 1L << execution.consecutiveFailures)));
    }
}
