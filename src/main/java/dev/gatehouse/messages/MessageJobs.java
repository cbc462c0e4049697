package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;

/** The jobs of this room. */
final class MessageJobs {

    /** What delivers mails. */
    static final String DELIVERY = "message";

    /** What delivers text messages: a job of its own, so that neither waits for the other's server. */
    static final String SMS_DELIVERY = "sms";

    /** What writes down a gateway's receipts. */
    static final String RECEIPT = "sms-receipt";

    static final List<String> DELIVERIES = List.of(DELIVERY, SMS_DELIVERY);

    /** People wait before the screen for these: they overtake a burst of invitations. */
    private static final int URGENT = 90;

    private static final int ORDINARY = 50;

    private static final Duration SOON = Duration.ofSeconds(1);

    private MessageJobs() {}

    static TaskInstance<MessageRef> delivery(Outgoing outgoing, MessageRef message) {
        var priority = outgoing.template().ordinary() ? ORDINARY : URGENT;
        return new TaskInstance<>(task(outgoing.channel()), message.message().toString(), () -> message, priority);
    }

    /** Delivers one message. A process that dies leaves the job to its lease, and another one takes it up. */
    static Task<MessageRef> deliver(Channel channel, Delivery delivery) {
        return Tasks.custom(task(channel), MessageRef.class)
                .onFailure(MessageJobs::tryAgain)
                .onDeadExecution((job, operations) ->
                        operations.reschedule(ExecutionComplete.simulatedSuccess(delivery.now()), delivery.now()))
                .execute((job, context) -> completion(delivery.deliver(job.getData())));
    }

    static TaskInstance<Receipt> receipt(Receipt receipt) {
        return new TaskInstance<>(
                RECEIPT, receipt.gatewayId() + (receipt.problem() == null ? " +" : " -"), () -> receipt, ORDINARY);
    }

    /** Writes down what a gateway said. */
    static Task<Receipt> read(Receipts receipts) {
        return Tasks.custom(RECEIPT, Receipt.class).execute((job, context) -> completion(receipts.read(job.getData())));
    }

    /** Erases what is still kept of messages that are over. */
    static Task<Void> purge(MessagePurge purge, Delivery delivery) {
        return Tasks.recurring("message-purge", FixedDelay.ofHours(1)).execute((job, context) -> {
            delivery.rest();
            purge.run();
        });
    }

    private static String task(Channel channel) {
        return channel == Channel.SMS ? SMS_DELIVERY : DELIVERY;
    }

    private static <T> CompletionHandler<T> completion(Delivery.Next next) {
        return switch (next) {
            case Delivery.Over _ -> new CompletionHandler.OnCompleteRemove<>();
            case Delivery.Later later -> (done, job) -> job.reschedule(done, later.at());
        };
    }

    /** The database was away and answers again, so soon; or this version has a fault, and the message waits for better times. */
    private static void tryAgain(ExecutionComplete done, ExecutionOperations<MessageRef> job) {
        var failures = done.getExecution().consecutiveFailures;
        job.reschedule(done, done.getTimeDone().plus(failures == 0 ? SOON : Delivery.backOff(failures)));
    }
}
