package dev.gatehouse.signup;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of this room. */
@Configuration(proxyBeanMethods = false)
class SignUpJobs {

    @Bean
    Task<Void> forgetStaleSignUps(ObjectProvider<StaleSignUps> face) {
        return Tasks.recurring("sign-up-purge", FixedDelay.of(Duration.ofMinutes(10)))
                .execute((instance, context) -> face.getObject().forget());
    }
}
