package dev.gatehouse.access;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that notes the end of grants, so that lists show it; the checks know it by themselves at once. */
@Configuration(proxyBeanMethods = false)
class AccessJobs {

    private static final int SECONDS = 10;

    @Bean
    RecurringTask<Void> endGrants(Grants grants) {
        return Tasks.recurring("grants-end", FixedDelay.ofSeconds(SECONDS)).execute((instance, context) -> {
            for (var organization : grants.expiring())
                while (grants.end(organization) > 0
                        && !context.getSchedulerState().isShuttingDown()) {}
        });
    }
}
