package dev.gatehouse.testing;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.Gatehouse;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.access.Roles;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.messages.ShownSms;
import dev.gatehouse.organizations.NewOrganization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DatabaseUrl;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Timestamps;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole server, started once for all tests of a JVM: real PostgreSQL, a mail server, a clock that tests turn. Each test
 * class moves in with a database of its own. Jobs stand still until a test asks for them.
 */
public final class House {

    /** The password of everybody whom the house makes. */
    public static final String PASSWORD = "seven quiet otters swim";

    private static @Nullable House running;

    private final ConfigurableApplicationContext context;
    private final GreenMail mail;
    private final HouseConfiguration.SwitchableDataSource connections;
    private final TurnableClock clock;
    private final AtomicInteger number = new AtomicInteger();
    private @Nullable HikariDataSource pool;
    private @Nullable HikariDataSource owners;
    private TestPostgres.@Nullable Database database;
    private @Nullable String passwordHash;

    private House() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var port = freePort();
        var first = TestPostgres.newDatabase();
        context = new SpringApplicationBuilder(Gatehouse.class, HouseConfiguration.class)
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("serverAlone", new ServerAlone()))
                .properties(Map.of(
                        "GATEHOUSE_PORT",
                        port,
                        "GATEHOUSE_PUBLIC_URL",
                        "http://localhost:" + port,
                        "GATEHOUSE_MANAGEMENT_PORT",
                        0,
                        "GATEHOUSE_DATA_DIR",
                        Forks.folder("house").toString(),
                        "GATEHOUSE_DATABASE_URL",
                        url(first.owner()),
                        "GATEHOUSE_DATABASE_APP_URL",
                        url(first.app()),
                        "GATEHOUSE_SMTP_URL",
                        "smtp://127.0.0.1:" + mail.getSmtp().getPort() + "?starttls=none",
                        "GATEHOUSE_ARGON2_MEMORY_KIB",
                        7_168,
                        "GATEHOUSE_ARGON2_PASSES",
                        1))
                .run();
        context.getBean(Scheduler.class).pause();
        connections = context.getBean(HouseConfiguration.SwitchableDataSource.class);
        clock = context.getBean(TurnableClock.class);
    }

    /** The house with a fresh database in it. */
    public static synchronized House moveIn() {
        if (running == null) running = new House();
        running.renew();
        return running;
    }

    /** A bean of the server: mostly a face. */
    public <T> T get(Class<T> face) {
        return context.getBean(face);
    }

    public TurnableClock clock() {
        return clock;
    }

    public GreenMail mail() {
        return mail;
    }

    /** Where the server answers. */
    public URI url() {
        return get(Settings.class).publicUrl();
    }

    /** The database of this test class. */
    public TestPostgres.Database database() {
        if (database == null) throw new IllegalStateException("nobody has moved in");
        return database;
    }

    /** Queries as the owner of the database: past row-level security, to arrange and to look. */
    public JdbcClient asOwner() {
        return JdbcClient.create(Objects.requireNonNull(owners, "nobody has moved in"));
    }

    /** Runs work in a transaction, as a face does. */
    public <T> T inTransaction(Supplier<T> work) {
        var result = get(TransactionTemplate.class).execute(_ -> work.get());
        if (result == null) throw new IllegalStateException("the work gave nothing back");
        return result;
    }

    /** How many statements the server sends to the database while work is done. */
    public int statements(Runnable work) {
        var plain = Objects.requireNonNull(pool);
        var counter = new StatementCounter(plain);
        connections.switchTo(counter);
        try {
            work.run();
        } finally {
            connections.switchTo(plain);
        }
        return counter.statements();
    }

    /** The newest mail to an address, its text part; jobs are run first. */
    public String mailTo(String address) {
        return partTo(address, 0);
    }

    /** The newest mail to an address, its HTML part; jobs are run first. */
    public String htmlTo(String address) {
        return partTo(address, 1);
    }

    private String partTo(String address, int part) {
        runJobs();
        try {
            var mails = mail.getReceivedMessages();
            for (var i = mails.length - 1; i >= 0; i--)
                if (mails[i].getAllRecipients()[0].toString().equals(address)) return partOf(mails[i], part);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("no mail to " + address);
    }

    /** The newest text message to a phone number; jobs are run first. */
    public String smsTo(String phone) {
        runJobs();
        return ShownSms.to(context, phone).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no text message to " + phone));
    }

    /** The secret of the link in the newest mail to an address: what follows {@code /accept/}, for example. */
    public String secretTo(String address, String path) {
        var text = mailTo(address);
        var link = Pattern.compile(Pattern.quote(url() + path) + "([A-Za-z0-9_-]{43})")
                .matcher(text);
        if (!link.find()) throw new AssertionError("no link to " + path + " in " + text);
        return link.group(1);
    }

    /** Lets the jobs run until none is due. */
    public void runJobs() {
        var scheduler = get(Scheduler.class);
        scheduler.resume();
        try {
            await("due jobs to be done", () -> {
                scheduler.triggerCheckForDueExecutions();
                return due() == 0;
            });
        } finally {
            scheduler.pause();
        }
    }

    /** Looks again and again until something is so, for at most 20 seconds. */
    public void await(String what, Supplier<Boolean> condition) {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > end) throw new AssertionError("waited in vain for " + what);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    /** An organization with as many seats as one likes, and its first admin. */
    public Tenant tenant(String name) {
        return tenant(name, null);
    }

    /** An organization with a number of seats, of which its first admin holds one. */
    public Tenant tenant(String name, @Nullable Integer seats) {
        var slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-" + number.incrementAndGet();
        var email = "admin@" + slug + ".example";
        return inTransaction(() -> {
            var server = Actor.system(OrganizationId.PLATFORM);
            var organization = get(Organizations.class).create(server, new NewOrganization(name, slug, "en", seats));
            var account = account("Amara", "Okafor", email);
            get(Tenancy.class).enter(organization);
            var anonymous = Actor.anonymous(organization, Origin.SERVER);
            var admin = get(Members.class)
                    .found(anonymous, get(Accounts.class).find(account).orElseThrow());
            return new Tenant(
                    organization,
                    slug,
                    email,
                    Actor.member(
                            organization, account, admin.id(), admin.subject(), new Origin("203.0.113.9", "Test")));
        });
    }

    /** A registered member without any admin role. */
    public Actor member(Tenant tenant, String firstName, String lastName, String email) {
        var actor = tenant.admin();
        return inTransaction(() -> {
            var account = account(firstName, lastName, email);
            get(Tenancy.class).enter(actor.organization());
            var invited = get(Admission.class)
                    .invite(
                            actor,
                            List.of(new NewMember(EmailAddress.parse(email), "en")),
                            permissions(tenant, PredefinedRole.MEMBER),
                            clock.instant().plus(Duration.ofDays(7)))
                    .getFirst();
            get(Admission.class)
                    .complete(actor, invited, get(Accounts.class).find(account).orElseThrow());
            return Actor.member(actor.organization(), account, invited.id(), invited.subject(), Origin.SERVER);
        });
    }

    /** A role that every organization has, in the whole of it, to invite somebody with. */
    public InitialPermissions permissions(Tenant tenant, PredefinedRole role) {
        return InitialPermissions.gifts(gift(tenant, role, ScopeId.of(tenant.id())));
    }

    /** A role that every organization has, at a place of the tenant. */
    public Gift gift(Tenant tenant, PredefinedRole role, ScopeId scope) {
        return inTransaction(() -> {
            get(Tenancy.class).enter(tenant.id());
            return Gift.of(get(Roles.class).predefined(tenant.id(), role).id(), scope);
        });
    }

    private AccountId account(String firstName, String lastName, String email) {
        var server = Actor.system(OrganizationId.PLATFORM);
        get(Tenancy.class).enter(OrganizationId.PLATFORM);
        return get(Accounts.class)
                .create(server, new NewAccount(firstName, lastName, "en", "UTC", email, true, passwordHash()));
    }

    private String passwordHash() {
        if (passwordHash == null) throw new IllegalStateException("nobody has moved in");
        return passwordHash;
    }

    private void renew() {
        if (passwordHash == null) passwordHash = get(Passwords.class).hash(PASSWORD);
        var fresh = TestPostgres.newDatabase();
        var oldPool = pool;
        var oldOwners = owners;
        pool = pool(fresh.app(), 1);
        owners = pool(fresh.owner(), 0);
        database = fresh;
        connections.switchTo(pool);
        if (oldPool != null) oldPool.close();
        if (oldOwners != null) oldOwners.close();
        clock.reset();
        try {
            mail.purgeEmailFromAllMailboxes();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HikariDataSource pool(DatabaseUrl login, int idle) {
        var settings = new HikariConfig();
        settings.setJdbcUrl(login.jdbc());
        settings.setDataSourceProperties(login.properties());
        settings.setMaximumPoolSize(24);
        settings.setMinimumIdle(idle);
        return new HikariDataSource(settings);
    }

    private static String partOf(MimeMessage mail, int part) throws MessagingException, IOException {
        return mail.getContent() instanceof MimeMultipart parts
                ? parts.getBodyPart(part).getContent().toString()
                : mail.getContent().toString();
    }

    private int due() {
        return asOwner()
                .sql("select count(*) from scheduled_tasks where execution_time <= :now or picked")
                .param("now", Timestamps.utc(clock.instant()))
                .query(Integer.class)
                .single();
    }

    private static String url(DatabaseUrl login) {
        var place = login.jdbc().replaceAll("^jdbc:postgresql://([^/]+)/.*$", "$1");
        return "postgresql://%s:%s@%s/%s"
                .formatted(login.role(), login.password().replace(" ", "%20"), place, login.database());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pool, as any other connections would be. */
    public DataSource connections() {
        return connections;
    }
}
