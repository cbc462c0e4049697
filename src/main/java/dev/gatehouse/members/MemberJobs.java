package dev.gatehouse.members;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that follow behind changes of many people. */
@Configuration(proxyBeanMethods = false)
class MemberJobs {

    private static final int SECONDS = 2;

    @Bean
    RecurringTask<Void> followLevels(MemberLevels levels) {
        return Tasks.recurring("member-levels", FixedDelay.ofSeconds(SECONDS)).execute((instance, context) -> {
            for (var organization : levels.waiting())
                while (levels.follow(organization) > 0
                        && !context.getSchedulerState().isShuttingDown()) {}
        });
    }

    @Bean
    RecurringTask<Void> followWords(MemberWords words) {
        return Tasks.recurring("member-words", FixedDelay.ofSeconds(SECONDS)).execute((instance, context) -> {
            words.gather();
            while (words.catchUp() > 0 && !context.getSchedulerState().isShuttingDown()) {}
            words.gather();
        });
    }
}
