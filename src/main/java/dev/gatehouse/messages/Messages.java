package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    private final SmsRules sms;
    private final Clock clock;

    Messages(MessageStore store, SchedulerClient jobs, SmsRules sms, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.sms = sms;
        this.clock = clock;
    }

    /**
     * Stages messages of the organization that the transaction has entered, each with a delivery of its own. For each text message
     * {@link #requireSms} or {@link #maySms} has said yes in this transaction. Older ones that wait are withdrawn where a new link ends
     * theirs: two could arrive in either order.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void stage(OrganizationId organization, List<Outgoing> messages) {
        if (messages.isEmpty()) return;
        for (var message : messages)
            if (message.channel() == Channel.SMS) SmsPermits.use(organization, message.address());
        var now = clock.instant();
        store.withdraw(
                organization,
                messages.stream()
                        .filter(message -> message.template().replaces() && message.member() != null)
                        .toList());
        var staged = store.insert(organization, messages, now);
        var deliveries = new ArrayList<TaskInstance<?>>(staged.size());
        for (var i = 0; i < staged.size(); i++) deliveries.add(MessageJobs.delivery(messages.get(i), staged.get(i)));
        jobs.scheduleBatch(deliveries, now);
    }

    /** Whether text messages can be sent at all; where not, nobody is offered them. */
    public boolean smsOffered() {
        return sms.offered();
    }

    /**
     * Demands that a text message may go to a phone number (E.164), and counts it, as part of the transaction that stages it: once for
     * each message. Refuses with {@code sms.off}, {@code sms.country}, {@code sms.mobile},
     * {@code sms.number}, {@code sms.busy} or {@code sms.budget}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireSms(OrganizationId organization, String phone) {
        sms.require(organization, phone);
        SmsPermits.give(organization, phone);
    }

    /** As {@link #requireSms}, where whoever asks must not learn the answer: false, and nothing is counted, where none may go. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean maySms(OrganizationId organization, String phone) {
        return !maySms(organization, List.of(phone)).isEmpty();
    }

    /** Those of many phone numbers that a text message may go to, counted as often as they stand in the list; for work on many people. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<String> maySms(OrganizationId organization, List<String> phones) {
        var admitted = sms.admitted(organization, phones);
        for (var phone : phones) if (admitted.contains(phone)) SmsPermits.give(organization, phone);
        return admitted;
    }

    /** Takes back what waits to go to members, by whatever channel: the link in it has ended. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takeBack(OrganizationId organization, Template template, List<MemberId> members) {
        store.takeBack(organization, template, members);
    }

    /** Forgets what was sent to somebody, and withdraws what waits: their address is to be known no more (LIF-5). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(OrganizationId organization, MemberId member) {
        store.forget(organization, member);
    }

    /** What was sent to a member, newest first. The caller has demanded the permission to see the member. */
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    public List<MessageState> ofMember(Actor actor, MemberId member) {
        return store.ofMember(actor.organization(), member);
    }
}
