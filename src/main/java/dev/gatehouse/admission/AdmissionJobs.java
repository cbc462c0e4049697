package dev.gatehouse.admission;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that ends what was not confirmed in time; a link knows by itself that it is too late (CRE-3). It is handed over before the face exists, which schedules mails. */
@Configuration(proxyBeanMethods = false)
class AdmissionJobs {

    /** "At the latest a minute later", with room for a process that died in the middle. */
    private static final int SECONDS = 20;

    @Bean
    RecurringTask<Void> endUnconfirmed(ObjectProvider<DoubleOptIn> face) {
        return Tasks.recurring("unconfirmed-end", FixedDelay.ofSeconds(SECONDS)).execute((instance, context) -> {
            var doubleOptIn = face.getObject();
            for (var organization : doubleOptIn.overdue())
                while (doubleOptIn.endUnconfirmed(organization) > 0
                        && !context.getSchedulerState().isShuttingDown()) {}
        });
    }
}
