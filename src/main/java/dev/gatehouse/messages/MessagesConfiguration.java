package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Puts delivery together from the settings: a mail server where one is named, else the viewer. */
@Configuration(proxyBeanMethods = false)
class MessagesConfiguration {

    /** The most that one answer of a mail server may take; RFC 5321 (4.5.3.2) would wait minutes, and a job has to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        var smtp = server == null
                ? null
                : new Smtp(server, settings.mailFrom(), settings.publicUrl().getHost(), PATIENCE, clock, null);
        return new Delivery(store, tenancy, transactions, envelopes, writer, smtp, meters, clock);
    }

    /** Text messages land in the viewer. */
    @Bean
    Delivery smsDelivery(
            MessageStore store,
            Tenancy tenancy,
            PlatformTransactionManager transactions,
            Envelopes envelopes,
            MailWriter writer,
            MeterRegistry meters,
            Clock clock) {
        return new Delivery(store, tenancy, transactions, envelopes, writer, null, meters, clock);
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
