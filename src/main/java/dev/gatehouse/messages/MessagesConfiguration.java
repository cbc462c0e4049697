package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.gatehouse.platform.OutgoingHttp;
import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.SmsServer;
import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Puts delivery together from the settings: a mail server and an SMS gateway where they are named, else the viewer. */
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {

    /** The most that one answer of a mail server may take; RFC 5321 (4.5.3.2) would wait minutes, and a job has to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How soon a session that broke is made again; the next pause is twice as long. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    @Bean
    Envelopes envelopes(Settings settings, JsonMapper json) {
        return new Envelopes(new Sealer(settings.masterKey().derive("messages")), json);
    }

    @Bean
    MailWriter mailWriter(Settings settings, Texts texts, Templates templates) {
        return new MailWriter(texts, templates, settings.publicUrl().toString());
    }

    @Bean
    SmsWriter smsWriter(Settings settings, Texts texts) {
        return new SmsWriter(texts, settings.publicUrl().toString());
    }

    @Bean
    Delivery delivery(
            Settings settings,
            MessageStore store,
            SmsStore parts,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            Envelopes envelopes,
            MailWriter writer,
            MeterRegistry meters,
            Clock clock) {
        Gauge.builder("gatehouse.messages.waiting", store, MessageStore::waiting)
                .description("Messages that are not delivered yet")
                .register(meters);
        var server = settings.smtp();
        var carrier = server == null
                ? null
                : new MailCarrier(
                        writer,
                        new Smtp(
                                server,
                                settings.mailFrom(),
                                settings.publicUrl().getHost(),
                                PATIENCE,
                                clock,
                                null));
        return new Delivery(store, parts, tenancy, transactions, envelopes, carrier, meters, clock);
    }

    /** Text messages go to the gateway where one is named, else to the viewer where there is one, else nowhere. */
    @Bean
    Delivery smsDelivery(
            Settings settings,
            MessageStore store,
            SmsStore parts,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            Envelopes envelopes,
            SmsWriter writer,
            ObjectProvider<ReceiptInbox> inbox,
            JsonMapper json,
            MeterRegistry meters,
            Clock clock) {
        Carrier carrier =
                switch (settings.sms()) {
                    case null ->
                        Viewer.takes(settings).contains(Channel.SMS) ? null : new SmsCarrier(writer, new NoGateway());
                    case SmsServer.Smpp smpp -> {
                        var gateway = new SmppGateway(
                                smpp,
                                settings.smsSender(),
                                receipt -> inbox.getObject().put(receipt),
                                PATIENCE,
                                FIRST_PAUSE,
                                clock,
                                null);
                        Gauge.builder("gatehouse.sms.bound", gateway, bound -> bound.bound() ? 1 : 0)
                                .description("Whether there is a session with the SMS gateway")
                                .register(meters);
                        yield new SmsCarrier(writer, gateway);
                    }
                    case SmsServer.Http http ->
                        new SmsCarrier(
                                writer,
                                new HttpGateway(
                                        http,
                                        settings.smsSender(),
                                        new OutgoingHttp(http.privateAddresses(), PATIENCE, null),
                                        json));
                };
        return new Delivery(store, parts, tenancy, transactions, envelopes, carrier, meters, clock);
    }

    /** Sessions that stand all the time begin when the server answers, as the jobs do. */
    @Bean
    SmsStart smsStart(@Qualifier("smsDelivery") Delivery delivery) {
        return new SmsStart(delivery);
    }

    /** Waits for the server to be ready. */
    record SmsStart(Delivery delivery) {

        @EventListener(ApplicationReadyEvent.class)
        void start() {
            delivery.begin();
        }
    }

    @Bean
    Receipts receipts(SmsStore store, Tenancy tenancy, PlatformTransactionManager transactions, Clock clock) {
        return new Receipts(store, tenancy, transactions, clock);
    }

    @Bean
    Task<Receipt> smsReceipt(Receipts receipts) {
        return MessageJobs.read(receipts);
    }

    @Bean
    Task<MessageRef> messageDelivery(@Qualifier("delivery") Delivery delivery) {
        return MessageJobs.deliver(Channel.EMAIL, delivery);
    }

    @Bean
    Task<MessageRef> messageSmsDelivery(@Qualifier("smsDelivery") Delivery delivery) {
        return MessageJobs.deliver(Channel.SMS, delivery);
    }

    @Bean
    Task<Void> messagePurge(
            Settings settings,
            MessageStore store,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            @Qualifier("delivery") Delivery delivery,
            Clock clock) {
        var purge = new MessagePurge(store, tenancy, transactions, Viewer.takes(settings), clock);
        return MessageJobs.purge(purge, delivery);
    }
}
