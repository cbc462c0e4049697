package dev.gatehouse.platform;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Everything that can be set from outside (OPS-1): variables {@code GATEHOUSE_*}, or lines of the file that
 * {@code GATEHOUSE_CONFIG_FILE} names; a variable wins over the file. A name that does not exist and a value that is wrong
 * stop the start with one sentence. {@code docs/operator/settings.md} shows the same table, which a test compares.
 */
public final class Settings {

    /** What the server is for. */
    public enum Mode {
        /** For trying: the message viewer takes what no mail server is there for. */
        DEVELOPMENT,
        /** For people: needs https and a mail server. */
        PRODUCTION
    }

    /** How log lines look. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    private static final String PREFIX = "GATEHOUSE_";

    static final Setting<String> CONFIG_FILE = Setting.optional(
            "CONFIG_FILE",
            "/etc/gatehouse.conf",
            "A file of `GATEHOUSE_NAME=value` lines; `#` begins a comment. A variable wins over the file.",
            text -> text);
    static final Setting<Mode> MODE = Setting.of(
            "MODE",
            "development",
            "production",
            "`production` has no message viewer, and needs an https `GATEHOUSE_PUBLIC_URL` and a `GATEHOUSE_SMTP_URL`.",
            SettingReaders.oneOf(Mode.values()));
    static final Setting<Integer> PORT = Setting.of(
            "PORT",
            "8080",
            "8443",
            "Port of the console and the API; 0 takes a free one.",
            SettingReaders.number(0, 65_535));
    static final Setting<InetAddress> ADDRESS = Setting.of(
            "ADDRESS",
            "127.0.0.1",
            "0.0.0.0",
            "Address that the server listens on. TLS is the work of a proxy in front.",
            SettingReaders::address);
    static final Setting<URI> PUBLIC_URL = Setting.of(
            "PUBLIC_URL",
            null,
            "`http://localhost:` and the port",
            "https://members.example.org",
            "The address that people see; every link is built from it, never from a request.",
            SettingReaders::origin);
    static final Setting<List<String>> TRUSTED_PROXIES = Setting.of(
            "TRUSTED_PROXIES",
            "",
            "10.0.0.5, 172.16.0.0/12",
            "Addresses or networks of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. From anyone else they are ignored.",
            SettingReaders::networks);
    static final Setting<Path> DATA_DIR = Setting.of(
            "DATA_DIR",
            "./data",
            "/var/lib/gatehouse",
            "Folder of the database inside and of the master key.",
            text -> Path.of(text).toAbsolutePath().normalize());
    static final Setting<DatabaseUrl> DATABASE_URL = Setting.optional(
            "DATABASE_URL",
            "postgresql://gatehouse:secret@db.example.org:5432/gatehouse?sslmode=verify-full",
            "An outside PostgreSQL 16 or newer, as the role that owns the database. Absent: PostgreSQL runs inside, in the data folder.",
            DatabaseUrl::of);
    static final Setting<DatabaseUrl> DATABASE_APP_URL = Setting.optional(
            "DATABASE_APP_URL",
            "postgresql://gatehouse_app:secret@db.example.org:5432/gatehouse",
            "The outside database as the role that the application works as, where the owner may not create roles.",
            DatabaseUrl::of);
    static final Setting<Integer> DATABASE_POOL_SIZE = Setting.of(
            "DATABASE_POOL_SIZE",
            "10",
            "20",
            "Most connections to the database at once.",
            SettingReaders.number(2, 500));
    static final Setting<MasterKey> MASTER_KEY = Setting.of(
            "MASTER_KEY",
            null,
            "made at first start in `master.key` in the data folder",
            "dGhpcyBpcyBub3QgYSBnb29kIG1hc3RlciBrZXkhISE=",
            "32 bytes in Base64 (`openssl rand -base64 32`) that secrets at rest are encrypted with. Every process on one database needs the same.",
            SettingReaders::masterKey);
    static final Setting<SmtpServer> SMTP_URL = Setting.optional(
            "SMTP_URL",
            "smtp://user:secret@mail.example.org:587?starttls=required",
            "The mail server: `smtp://` with `?starttls=required` (default), `optional` or `none`, or `smtps://`. Absent: messages land at `/dev/messages`.",
            SmtpServer::of);
    static final Setting<String> MAIL_FROM = Setting.of(
            "MAIL_FROM",
            "Gatehouse <gatehouse@localhost>",
            "Example Inc <no-reply@example.org>",
            "The sender of every message.",
            SettingReaders::sender);
    static final Setting<Locale> DEFAULT_LANGUAGE = Setting.of(
            "DEFAULT_LANGUAGE",
            "en",
            "de",
            "Language of pages and messages where the person's is not known: one of the languages that Gatehouse has texts in, such as `de`, `en`, `es` or `fr`.",
            SettingReaders::language);
    static final Setting<Integer> MANAGEMENT_PORT = Setting.of(
            "MANAGEMENT_PORT",
            "8081",
            "9090",
            "Port of the metrics at `/metrics`; 0 takes a free one.",
            SettingReaders.number(0, 65_535));
    static final Setting<InetAddress> MANAGEMENT_ADDRESS = Setting.of(
            "MANAGEMENT_ADDRESS",
            "127.0.0.1",
            "10.0.0.7",
            "Address that the metrics are served on. They ask nobody who they are: keep it inside.",
            SettingReaders::address);
    static final Setting<LogFormat> LOG_FORMAT = Setting.of(
            "LOG_FORMAT",
            "text",
            "json",
            "`text`, or `json` with one object a line (Elastic Common Schema).",
            SettingReaders.oneOf(LogFormat.values()));
    static final Setting<Integer> ARGON2_MEMORY_KIB = Setting.of(
            "ARGON2_MEMORY_KIB",
            "19456",
            "65536",
            "Memory of one password hash in KiB. Older hashes are renewed at the next sign-in.",
            SettingReaders.number(7_168, 1_048_576));
    static final Setting<Integer> ARGON2_PASSES = Setting.of(
            "ARGON2_PASSES", "2", "3", "Passes of one password hash over its memory.", SettingReaders.number(1, 20));
    static final Setting<Integer> IMPORT_MESSAGES_PER_MINUTE = Setting.of(
            "IMPORT_MESSAGES_PER_MINUTE",
            "600",
            "6000",
            "How many people of an import get their activation message in a minute; what mail server and gateway bear.",
            SettingReaders.number(12, 1_000_000));
    static final Setting<Integer> HASH_CONCURRENCY = Setting.of(
            "HASH_CONCURRENCY",
            null,
            "the number of processors",
            "4",
            "Most passwords hashed at once; each takes its memory.",
            SettingReaders.number(1, 256));
    static final Setting<Integer> HASH_QUEUE = Setting.of(
            "HASH_QUEUE",
            "64",
            "128",
            "Most sign-ins that wait for a hash; beyond it the answer is 503 with `Retry-After`.",
            SettingReaders.number(0, 10_000));

    /** In the order of the documentation. */
    private static final List<Setting<?>> ALL = Stream.of(
                    List.<Setting<?>>of(
                            CONFIG_FILE,
                            MODE,
                            PORT,
                            ADDRESS,
                            PUBLIC_URL,
                            TRUSTED_PROXIES,
                            DATA_DIR,
                            DATABASE_URL,
                            DATABASE_APP_URL,
                            DATABASE_POOL_SIZE,
                            MASTER_KEY,
                            SMTP_URL,
                            MAIL_FROM),
                    SmsVariables.ALL,
                    List.<Setting<?>>of(
                            DEFAULT_LANGUAGE,
                            MANAGEMENT_PORT,
                            MANAGEMENT_ADDRESS,
                            LOG_FORMAT,
                            ARGON2_MEMORY_KIB,
                            ARGON2_PASSES,
                            IMPORT_MESSAGES_PER_MINUTE,
                            HASH_CONCURRENCY,
                            HASH_QUEUE))
            .flatMap(List::stream)
            .toList();

    private final Map<String, Object> values = new HashMap<>();
    private final @Nullable SmsServer sms;
    private @Nullable MasterKey masterKey;

    private Settings(Map<String, String> given) {
        var known = new HashMap<String, Setting<?>>();
        for (var setting : ALL) known.put(setting.variable(), setting);
        var all = SettingFile.under(given, known);
        for (var name : new TreeMap<>(all).keySet())
            if (!known.containsKey(name)) throw SettingFile.unknown(name, known.keySet(), "");
        for (var setting : ALL) {
            var text = all.getOrDefault(setting.variable(), setting.fallback());
            if (text != null) values.put(setting.name(), setting.read(text));
        }
        sms = SmsSettings.server(this);
        if (find(PUBLIC_URL) == null) values.put(PUBLIC_URL.name(), URI.create("http://localhost:" + port()));
        demandForProduction();
        if (find(DATABASE_APP_URL) != null && find(DATABASE_URL) == null)
            throw new StartRefusal(
                    "GATEHOUSE_DATABASE_APP_URL needs GATEHOUSE_DATABASE_URL beside it: the role that owns"
                            + " the database. Example: GATEHOUSE_DATABASE_URL=" + DATABASE_URL.example());
    }

    /** Reads the variables; throws {@link StartRefusal} with the sentence for whoever runs the server. */
    public static Settings of(Map<String, String> variables) {
        var ours = new HashMap<String, String>();
        variables.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) ours.put(name, value);
        });
        return new Settings(ours);
    }

    /** Reads what the environment holds under names that begin with {@code GATEHOUSE_}: variables, and properties in tests. */
    public static Settings of(ConfigurableEnvironment environment) {
        var found = new HashMap<String, String>();
        for (var source : environment.getPropertySources())
            if (source instanceof EnumerablePropertySource<?> enumerable)
                for (var name : enumerable.getPropertyNames()) {
                    var value = enumerable.getProperty(name);
                    if (name.startsWith(PREFIX) && value != null) found.putIfAbsent(name, value.toString());
                }
        return new Settings(found);
    }

    /** The table of docs/operator/settings.md. */
    static String table() {
        return ALL.stream()
                .map(Setting::row)
                .collect(Collectors.joining(
                        "\n", "| variable | without it | what it is | example |\n| --- | --- | --- | --- |\n", "\n"));
    }

    public Mode mode() {
        return get(MODE);
    }

    public boolean production() {
        return mode() == Mode.PRODUCTION;
    }

    public int port() {
        return get(PORT);
    }

    public InetAddress address() {
        return get(ADDRESS);
    }

    /** Scheme, host and port, without a slash at the end. */
    public URI publicUrl() {
        return get(PUBLIC_URL);
    }

    /** Networks in CIDR form; empty when no proxy is trusted. */
    public List<String> trustedProxies() {
        return get(TRUSTED_PROXIES);
    }

    public Path dataDir() {
        return get(DATA_DIR);
    }

    /** The outside database as its owner; null when PostgreSQL runs inside. */
    public @Nullable DatabaseUrl databaseUrl() {
        return find(DATABASE_URL);
    }

    public @Nullable DatabaseUrl databaseAppUrl() {
        return find(DATABASE_APP_URL);
    }

    public int databasePoolSize() {
        return get(DATABASE_POOL_SIZE);
    }

    /** The key; where none is set, the one in the data folder, which the first call makes. */
    public synchronized MasterKey masterKey() {
        if (masterKey == null) masterKey = find(MASTER_KEY) == null ? keyInDataFolder() : get(MASTER_KEY);
        return masterKey;
    }

    /** The mail server; null when messages land in the viewer. */
    public @Nullable SmtpServer smtp() {
        return find(SMTP_URL);
    }

    /** The SMS gateway; null where there is none. */
    public @Nullable SmsServer sms() {
        return sms;
    }

    public String smsSender() {
        return get(SmsVariables.SENDER);
    }

    /** ISO codes of the countries that text messages may go to; {@code *} alone for all. */
    public Set<String> smsCountries() {
        return get(SmsVariables.COUNTRIES);
    }

    /** Most text messages of one organization in 24 hours, where it has no number of its own. */
    public int smsBudget() {
        return get(SmsVariables.BUDGET);
    }

    public int smsPerNumberHour() {
        return get(SmsVariables.PER_NUMBER_HOUR);
    }

    public int smsPerNumberDay() {
        return get(SmsVariables.PER_NUMBER_DAY);
    }

    public int smsPerPrefixHour() {
        return get(SmsVariables.PER_PREFIX_HOUR);
    }

    public String mailFrom() {
        return get(MAIL_FROM);
    }

    public Locale defaultLanguage() {
        return get(DEFAULT_LANGUAGE);
    }

    public int managementPort() {
        return get(MANAGEMENT_PORT);
    }

    public InetAddress managementAddress() {
        return get(MANAGEMENT_ADDRESS);
    }

    public LogFormat logFormat() {
        return get(LOG_FORMAT);
    }

    public int argon2MemoryKib() {
        return get(ARGON2_MEMORY_KIB);
    }

    public int argon2Passes() {
        return get(ARGON2_PASSES);
    }

    public int importMessagesPerMinute() {
        return get(IMPORT_MESSAGES_PER_MINUTE);
    }

    public int hashConcurrency() {
        var set = find(HASH_CONCURRENCY);
        return set == null ? Runtime.getRuntime().availableProcessors() : set;
    }

    public int hashQueue() {
        return get(HASH_QUEUE);
    }

    @SuppressWarnings("unchecked")
    <T> @Nullable T find(Setting<T> setting) {
        return (T) values.get(setting.name());
    }

    <T> T get(Setting<T> setting) {
        var value = find(setting);
        if (value == null) throw new IllegalStateException(setting.variable() + " has no value");
        return value;
    }

    private void demandForProduction() {
        if (!production()) {
            var open = smtp() == null ? openBy() : null;
            if (open != null)
                throw new StartRefusal(
                        "Without a GATEHOUSE_SMTP_URL every message can be read at /dev/messages by anybody who"
                                + " reaches this server, and " + open
                                + " opens it to others than this machine. Set a mail server, or leave that out."
                                + " Example: GATEHOUSE_SMTP_URL=" + SMTP_URL.example());
            return;
        }
        if (!"https".equals(publicUrl().getScheme()))
            throw new StartRefusal("GATEHOUSE_MODE=production needs a GATEHOUSE_PUBLIC_URL that begins with https://."
                    + " Example: GATEHOUSE_PUBLIC_URL=" + PUBLIC_URL.example());
        if (smtp() == null)
            throw new StartRefusal("GATEHOUSE_MODE=production needs a GATEHOUSE_SMTP_URL: without a mail server nobody"
                    + " gets their invitation. Example: GATEHOUSE_SMTP_URL=" + SMTP_URL.example());
    }

    /** Whether nobody but people at this machine reaches the server. */
    public boolean closed() {
        return openBy() == null;
    }

    /** The setting that lets people of other machines in, directly or through a proxy; null where none does. */
    private @Nullable String openBy() {
        if (!address().isLoopbackAddress())
            return ADDRESS.variable() + "=" + address().getHostAddress();
        if (!trustedProxies().isEmpty()) return TRUSTED_PROXIES.variable() + "=" + String.join(",", trustedProxies());
        return onThisMachine(publicUrl().getHost()) ? null : PUBLIC_URL.variable() + "=" + publicUrl();
    }

    private static boolean onThisMachine(String host) {
        if (host.equals("localhost") || host.endsWith(".localhost")) return true;
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException name) {
            return false;
        }
    }

    private MasterKey keyInDataFolder() {
        var file = dataDir().resolve("master.key");
        try {
            return MasterKey.inFile(file);
        } catch (IllegalArgumentException e) {
            throw new StartRefusal(
                    file
                            + " does not hold a master key (32 bytes in Base64). Put the right file back from your backup.",
                    e);
        } catch (IOException e) {
            throw new StartRefusal(
                    "The master key cannot be kept in " + file + ": " + e
                            + ". Make the folder writable, or name another with GATEHOUSE_DATA_DIR.",
                    e);
        }
    }
}
