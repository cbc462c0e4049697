package dev.gatehouse.database;

import com.github.kagkarlsson.scheduler.Scheduler;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Jobs begin when the server answers, and end before the connections close. */
record JobSchedulerStart(Scheduler scheduler) {

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        scheduler.start();
    }
}
