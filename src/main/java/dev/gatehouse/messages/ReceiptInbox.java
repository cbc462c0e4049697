package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Where gateways leave their receipts: each becomes a job, so that none is lost and none waits for a lock. */
@Component
class ReceiptInbox {

    private final SchedulerClient jobs;
    private final Clock clock;

    ReceiptInbox(SchedulerClient jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Keeps a receipt; one that is said twice is kept once. */
    void put(Receipt receipt) {
        jobs.scheduleIfNotExists(MessageJobs.receipt(receipt), clock.instant());
    }
}
