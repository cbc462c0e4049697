package dev.gatehouse.messages;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Sealer;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.SmtpServer;
import dev.gatehouse.platform.Templates;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The room on a database of its own, with a clock that only tests move and jobs that run when tests say so. */
final class Outbox implements AutoCloseable {

    static final String PUBLIC_URL = "https://members.example.org";
    static final String FROM = "Gatehouse <no-reply@example.org>";
    static final Duration PATIENCE = Duration.ofMillis(700);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final SettableClock time = new SettableClock();
    final Clock clock = new Ticking(time);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TestPostgres.Database database = TestPostgres.newDatabase();
    final JdbcClient owner;
    final OrganizationId organization;
    final Viewer viewer;
    final MessageStore store;
    final SmsStore parts;
    private final HikariDataSource pool = pool(database);
    private final TransactionAwareDataSourceProxy transactional = new TransactionAwareDataSourceProxy(pool);
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DataSourceTransactionManager transactions = new DataSourceTransactionManager(pool);
    private final Envelopes envelopes = new Envelopes(new Sealer(new byte[32]), JSON);
    private final MailWriter writer;
    private final Tenancy tenancy;
    private final List<Runnable> open = new ArrayList<>();

    Outbox() {
        time.set(Instant.parse("2026-03-01T12:00:00Z"));
        context.registerBean(JdbcClient.class, () -> JdbcClient.create(pool));
        context.registerBean(Envelopes.class, () -> envelopes);
        context.registerBean(DataSourceTransactionManager.class, () -> transactions);
        context.registerBean(MailWriter.class, () -> new MailWriter(new Texts(), new Templates(), PUBLIC_URL));
        context.registerBean(SmsWriter.class, () -> new SmsWriter(new Texts(), PUBLIC_URL));
        context.registerBean(Settings.class, () -> Settings.of(Map.of()));
        context.registerBean(Clock.class, () -> clock);
        var limits = new ClassPathBeanDefinitionScanner(context, false);
        limits.addIncludeFilter(
                new RegexPatternTypeFilter(Pattern.compile("dev\\.gatehouse\\.platform\\.Limit(s|Store)")));
        limits.scan("dev.gatehouse.platform");
        context.register(Tenancy.class, MessageStore.class, SmsStore.class, SmsRules.class, Viewer.class);
        context.refresh();
        tenancy = context.getBean(Tenancy.class);
        store = context.getBean(MessageStore.class);
        parts = context.getBean(SmsStore.class);
        viewer = context.getBean(Viewer.class);
        writer = context.getBean(MailWriter.class);
        owner = JdbcClient.create(ownerPool());
        organization = organization("northwind", "Northwind Retail", "Northwind People");
    }

    OrganizationId organization(String slug, String name, @Nullable String senderName) {
        return new OrganizationId(owner.sql("""
                insert into organization (slug, name, sender_name, brand_color, created_at)
                values (?, ?, ?, '#0f766e', '2026-01-01T00:00:00Z') returning id
                """)
                .params(Arrays.asList(slug, name, senderName))
                .query(UUID.class)
                .single());
    }

    UUID member(OrganizationId in, String email) {
        return owner.sql("""
                with subject as (insert into permission_subject (organization_id) values (:in) returning id)
                insert into member (organization_id, subject_id, status, email, created_at, status_changed_at)
                select :in, id, 'INVITED', :email, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z' from subject
                returning id
                """)
                .param("in", in.value())
                .param("email", email)
                .query(UUID.class)
                .single();
    }

    /** Hands mails to a server on this machine. */
    Smtp smtp(SmtpServer server) {
        return smtp(server, null);
    }

    Smtp smtp(SmtpServer server, @Nullable SSLSocketFactory trust) {
        var smtp = new Smtp(server, FROM, "members.example.org", PATIENCE, clock, trust);
        open.add(smtp::close);
        return smtp;
    }

    Delivery mails(@Nullable Smtp smtp) {
        return delivery(smtp == null ? null : new MailCarrier(writer, smtp));
    }

    Delivery delivery(@Nullable Carrier carrier) {
        return new Delivery(store, parts, tenancy, transactions, envelopes, carrier, meters, clock);
    }

    Receipts receipts() {
        return new Receipts(parts, tenancy, transactions, clock);
    }

    MessagePurge purge(boolean withViewer) {
        var viewed = withViewer ? Set.of(Channel.EMAIL, Channel.SMS) : Set.<Channel>of();
        return new MessagePurge(store, tenancy, transactions, viewed, clock);
    }

    /** Jobs that run on the test's thread, when it says so. */
    ManualScheduler jobs(Delivery delivery) {
        return (ManualScheduler) TestHelper.createManualScheduler(transactional, tasks(delivery))
                .clock(time)
                .serializer(new Json())
                .enablePriority()
                .build();
    }

    private List<Task<?>> tasks(Delivery delivery) {
        return List.of(
                MessageJobs.deliver(Channel.EMAIL, delivery),
                MessageJobs.deliver(Channel.SMS, delivery),
                MessageJobs.read(receipts()));
    }

    /** Jobs as the server runs them. */
    Scheduler running(Delivery delivery) {
        var scheduler = Scheduler.create(transactional, tasks(delivery))
                .threads(8)
                .pollingInterval(Duration.ofMillis(50))
                .pollUsingLockAndFetch(0.5, 4.0)
                .serializer(new Json())
                .clock(time)
                .enablePriority()
                .build();
        open.add(scheduler::stop);
        return scheduler;
    }

    Messages messages(SchedulerClient client) {
        return new Messages(store, client, context.getBean(SmsRules.class), clock);
    }

    /** Does something inside one transaction of the organization. */
    <T extends @Nullable Object> T inside(OrganizationId where, Supplier<T> work) {
        return new TransactionTemplate(transactions).execute(status -> {
            tenancy.enter(where);
            return work.get();
        });
    }

    void stage(SchedulerClient client, Outgoing... outgoing) {
        inside(organization, () -> {
            var messages = messages(client);
            for (var message : outgoing)
                if (message.channel() == Channel.SMS) messages.requireSms(organization, message.address());
            messages.stage(organization, List.of(outgoing));
            return true;
        });
    }

    Outgoing until(Instant expiry) {
        var message = invitation("mei@example.org", "en");
        return new Outgoing(message.template(), "en", null, null, message.address(), message.parameters(), expiry);
    }

    Outgoing invitation(String address, String language) {
        return new Outgoing(
                Template.INVITATION,
                language,
                null,
                null,
                address,
                Map.of(
                        "organization",
                        "Northwind Retail",
                        "inviter",
                        "Amara Okafor",
                        "link",
                        PUBLIC_URL + "/accept/TheSecretOfTheLink",
                        "days",
                        "7"),
                time.now().plus(Duration.ofDays(7)));
    }

    /** The last word to somebody. */
    Outgoing farewell(String address) {
        var words = Map.of("organization", "Northwind Retail", "name", "Mei Tanaka");
        var expiry = time.now().plus(Duration.ofDays(14));
        return new Outgoing(Template.TERMINATED, "en", null, null, address, words, expiry);
    }

    /** A text message with what the others have not: a member, a code. */
    Outgoing code(@Nullable UUID member, String phone) {
        return Outgoing.sms(
                Template.SIGN_IN_CODE,
                "en",
                member == null ? null : new MemberId(member),
                null,
                phone,
                Map.of("code", "493027"),
                time.now().plus(Duration.ofMinutes(10)));
    }

    Outgoing smsInvitation(String phone, String language) {
        return Outgoing.sms(
                Template.INVITATION,
                language,
                null,
                null,
                phone,
                invitation("", language).parameters(),
                time.now().plus(Duration.ofDays(7)));
    }

    /** Closes something at the end. */
    void closes(SmsGateway gateway) {
        open.add(gateway::close);
    }

    /** Writes text messages for a gateway. */
    Delivery texts(SmsGateway gateway) {
        return delivery(new SmsCarrier(context.getBean(SmsWriter.class), gateway));
    }

    /** The one message's column, as the owner of the schema sees it. */
    String column(String name) {
        return owner.sql("select coalesce(%s::text, 'null') from message".formatted(name))
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        for (var thing : open.reversed()) thing.run();
        context.close();
        pool.close();
    }

    private HikariDataSource ownerPool() {
        var config = new HikariConfig();
        config.setJdbcUrl(database.owner().jdbc());
        config.setUsername(database.owner().role());
        config.setPassword(database.owner().password());
        config.setMaximumPoolSize(2);
        var made = new HikariDataSource(config);
        open.add(made::close);
        return made;
    }

    private static HikariDataSource pool(TestPostgres.Database database) {
        var config = new HikariConfig();
        config.setJdbcUrl(database.app().jdbc());
        config.setUsername(database.app().role());
        config.setPassword(database.app().password());
        config.setMaximumPoolSize(5);
        return new HikariDataSource(config);
    }

    private static final class Json implements Serializer {

        @Override
        public byte[] serialize(@Nullable Object data) {
            return JSON.writeValueAsBytes(data);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return JSON.readValue(data, type);
        }
    }

    private static final class Ticking extends Clock {

        private final SettableClock time;

        Ticking(SettableClock time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return InstantSource.fixed(time.now()).withZone(zone);
        }

        @Override
        public Instant instant() {
            return time.now();
        }
    }
}
