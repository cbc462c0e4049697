package dev.gatehouse.signin;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs of this room. They are handed over before the faces exist, for these schedule them. */
@Configuration(proxyBeanMethods = false)
class SignInJobs {

    private static final String RESET = "password-reset";

    @Bean
    Task<AskedReset> sendPasswordReset(ObjectProvider<ForgotPassword> face) {
        return Tasks.oneTime(RESET, AskedReset.class)
                .execute((instance, context) -> face.getObject().send(instance.getData()));
    }

    @Bean
    Task<Void> forgetOldSessions(ObjectProvider<Sessions> sessions, ObjectProvider<ForgotPassword> face) {
        return Tasks.recurring("sessions-purge", FixedDelay.of(Duration.ofHours(1)))
                .execute((instance, context) -> {
                    sessions.getObject().purge();
                    face.getObject().purge();
                });
    }

    static TaskInstance<AskedReset> reset(AskedReset asked) {
        return new TaskInstance<>(RESET, UUID.randomUUID().toString(), asked);
    }
}
