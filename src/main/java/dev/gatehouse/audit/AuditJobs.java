package dev.gatehouse.audit;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that chains behind the writers. */
@Configuration(proxyBeanMethods = false)
class AuditJobs {

    private static final int SECONDS = 5;

    @Bean
    RecurringTask<Void> chainEvents(AuditChain chain) {
        return Tasks.recurring("audit-chain", FixedDelay.ofSeconds(SECONDS)).execute((instance, context) -> {
            for (var organization : chain.waiting())
                while (chain.extend(organization) > 0
                        && !context.getSchedulerState().isShuttingDown()) {}
        });
    }
}
