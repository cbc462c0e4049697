package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Messages to people (NOT-3). Nothing is sent inside a request: a message is staged in the caller's transaction, and a job
 * delivers it after the commit. Rolled back, nothing is sent; committed, nothing is lost when a process dies.
 */
@Service
public class Messages {

    private final MessageStore store;
    private final SchedulerClient jobs;
    private final Clock clock;

    Messages(MessageStore store, SchedulerClient jobs, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Stages messages of the organization that the transaction has entered, each with a delivery of its own. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(OrganizationId organization, List<Outgoing> messages) {
        if (messages.isEmpty()) return;
        var now = clock.instant();
        var staged = store.insert(organization, messages, now);
        var deliveries = new ArrayList<TaskInstance<?>>(staged.size());
        for (var i = 0; i < staged.size(); i++)
            deliveries.add(MessageJobs.delivery(messages.get(i).template(), staged.get(i)));
        jobs.scheduleBatch(deliveries, now);
    }

    /** What was sent to a member, newest first. The caller has demanded the permission to see the member. */
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    public List<MessageState> ofMember(Actor actor, MemberId member) {
        return store.ofMember(actor.organization(), member);
    }
}
