package dev.gatehouse.platform;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import tools.jackson.core.JsonPointer;

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
    private static final String NONE = "none";
    private static final List<Setting<?>> ALL = new ArrayList<>();

    static final Setting<String> CONFIG_FILE = optional(
            "CONFIG_FILE",
            "/etc/gatehouse.conf",
            "A file of `GATEHOUSE_NAME=value` lines; `#` begins a comment. A variable wins over the file.",
            text -> text);
    static final Setting<Mode> MODE = add(
            "MODE",
            "development",
            "production",
            "`production` has no message viewer, and needs an https `GATEHOUSE_PUBLIC_URL` and a `GATEHOUSE_SMTP_URL`.",
            oneOf(Mode.values()));
    static final Setting<Integer> PORT =
            add("PORT", "8080", "8443", "Port of the console and the API; 0 takes a free one.", number(0, 65_535));
    static final Setting<InetAddress> ADDRESS = add(
            "ADDRESS",
            "127.0.0.1",
            "0.0.0.0",
            "Address that the server listens on. TLS is the work of a proxy in front.",
            Settings::address);
    static final Setting<URI> PUBLIC_URL = add(
            "PUBLIC_URL",
            null,
            "`http://localhost:` and the port",
            "https://members.example.org",
            "The address that people see; every link is built from it, never from a request.",
            Settings::origin);
    static final Setting<List<String>> TRUSTED_PROXIES = add(
            "TRUSTED_PROXIES",
            "",
            "10.0.0.5, 172.16.0.0/12",
            "Addresses or networks of proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. From anyone else they are ignored.",
            Settings::networks);
    static final Setting<Path> DATA_DIR = add(
            "DATA_DIR",
            "./data",
            "/var/lib/gatehouse",
            "Folder of the database inside and of the master key.",
            text -> Path.of(text).toAbsolutePath().normalize());
    static final Setting<DatabaseUrl> DATABASE_URL = optional(
            "DATABASE_URL",
            "postgresql://gatehouse:secret@db.example.org:5432/gatehouse?sslmode=verify-full",
            "An outside PostgreSQL 16 or newer, as the role that owns the database. Absent: PostgreSQL runs inside, in the data folder.",
            DatabaseUrl::of);
    static final Setting<DatabaseUrl> DATABASE_APP_URL = optional(
            "DATABASE_APP_URL",
            "postgresql://gatehouse_app:secret@db.example.org:5432/gatehouse",
            "The outside database as the role that the application works as, where the owner may not create roles.",
            DatabaseUrl::of);
    static final Setting<Integer> DATABASE_POOL_SIZE =
            add("DATABASE_POOL_SIZE", "10", "20", "Most connections to the database at once.", number(2, 500));
    static final Setting<MasterKey> MASTER_KEY = add(
            "MASTER_KEY",
            null,
            "made at first start in `master.key` in the data folder",
            "dGhpcyBpcyBub3QgYSBnb29kIG1hc3RlciBrZXkhISE=",
            "32 bytes in Base64 (`openssl rand -base64 32`) that secrets at rest are encrypted with. Every process on one database needs the same.",
            Settings::masterKey);
    static final Setting<SmtpServer> SMTP_URL = optional(
            "SMTP_URL",
            "smtp://user:secret@mail.example.org:587?starttls=required",
            "The mail server: `smtp://` with `?starttls=required` (default), `optional` or `none`, or `smtps://`. Absent: messages land at `/dev/messages`.",
            SmtpServer::of);
    static final Setting<String> MAIL_FROM = add(
            "MAIL_FROM",
            "Gatehouse <gatehouse@localhost>",
            "Example Inc <no-reply@example.org>",
            "The sender of every message.",
            Settings::sender);
    static final Setting<String> SMS_URL = optional(
            "SMS_URL",
            "smpp://user:secret@smsc.example.net:3550?window=10",
            "The SMS gateway: `smpp://` with `?tls=required` (default) or `none`, `&window=` and `&system-type=`; or the `https://` address of an HTTP gateway. Absent: text messages land at `/dev/messages`, or are not offered where other machines reach the server.",
            text -> text);
    static final Setting<String> SMS_SENDER = add(
            "SMS_SENDER",
            "Gatehouse",
            "+4915112345678",
            "The sender of every text message: up to 11 letters and digits, a number with `+`, or a short code.",
            SmsSettings::sender);
    static final Setting<Set<String>> SMS_COUNTRIES = add(
            "SMS_COUNTRIES",
            SmsSettings.USUAL_COUNTRIES,
            "DE, AT, CH",
            "The countries (ISO 3166) that text messages go to; `*` for all, which invites fraud.",
            SmsSettings::countries);
    static final Setting<Integer> SMS_BUDGET = add(
            "SMS_BUDGET",
            "1000",
            "5000",
            "Most text messages of one organization in 24 hours, where operators gave it no number of its own.",
            number(0, 100_000_000));
    static final Setting<Integer> SMS_PER_NUMBER_HOUR = add(
            "SMS_PER_NUMBER_HOUR", "5", "3", "Most text messages to one phone number in an hour.", number(1, 1_000));
    static final Setting<Integer> SMS_PER_NUMBER_DAY = add(
            "SMS_PER_NUMBER_DAY", "20", "10", "Most text messages to one phone number in 24 hours.", number(1, 1_000));
    static final Setting<Integer> SMS_PER_PREFIX_HOUR = add(
            "SMS_PER_PREFIX_HOUR",
            "50",
            "200",
            "Most text messages in an hour to numbers that have their first seven digits in common.",
            number(1, 1_000_000));
    static final Setting<SmsSettings.Method> SMS_HTTP_METHOD = add(
            "SMS_HTTP_METHOD",
            "post",
            "get",
            "How the HTTP gateway is asked: `post`, `put` or `get`.",
            oneOf(SmsSettings.Method.values()));
    static final Setting<SmsSettings.Format> SMS_HTTP_FORMAT = add(
            "SMS_HTTP_FORMAT",
            "json",
            "form",
            "What the body is, and how `{to}`, `{text}`, `{id}` and `{sender}` are written into it: `json` or `form`.",
            oneOf(SmsSettings.Format.values()));
    static final Setting<String> SMS_HTTP_BODY = add(
            "SMS_HTTP_BODY",
            null,
            "`to`, `from`, `text` and `id` in the format above",
            "{\"recipient\":\"{to}\",\"body\":\"{text}\"}",
            "The body of the request, with its places.",
            text -> text);
    static final Setting<Map<String, String>> SMS_HTTP_HEADERS = optional(
            "SMS_HTTP_HEADERS",
            "{\"Authorization\":\"Bearer secret\"}",
            "More headers of the request, as a JSON object; `{to}`, `{id}` and `{sender}` may stand in them.",
            SmsSettings::headers);
    static final Setting<String> SMS_HTTP_SECRET = optional(
            "SMS_HTTP_SECRET",
            "a long secret that the gateway knows too",
            "Signs the body by HMAC-SHA256; the header holds `sha256=` and hexadecimal digits.",
            SmsSettings::secret);
    static final Setting<String> SMS_HTTP_SIGNATURE_HEADER = add(
            "SMS_HTTP_SIGNATURE_HEADER",
            "X-Gatehouse-Signature",
            "X-Signature",
            "The header of the signature.",
            SmsSettings::headerName);
    static final Setting<JsonPointer> SMS_HTTP_MESSAGE_ID = optional(
            "SMS_HTTP_MESSAGE_ID",
            "/messages/0/id",
            "Where the answer has the gateway's id of the message (JSON Pointer). Absent: receipts carry our `{id}`.",
            SmsSettings::pointer);
    static final Setting<String> SMS_HTTP_RECEIPT_TOKEN = optional(
            "SMS_HTTP_RECEIPT_TOKEN",
            "kV3nR8sW1xQz6pT0yLb4mHc9",
            "At least 24 letters, digits, `-` or `_`: with them the gateway reports deliveries at `/hooks/sms/` and this. Absent: there is no such address.",
            SmsSettings::token);
    static final Setting<JsonPointer> SMS_HTTP_RECEIPT_ID = add(
            "SMS_HTTP_RECEIPT_ID",
            "/id",
            "/MessageSid",
            "Where a report has the id (JSON Pointer; a form is read as an object).",
            SmsSettings::pointer);
    static final Setting<JsonPointer> SMS_HTTP_RECEIPT_STATUS = add(
            "SMS_HTTP_RECEIPT_STATUS",
            "/status",
            "/MessageStatus",
            "Where a report has the state.",
            SmsSettings::pointer);
    static final Setting<SmsSettings.PrivateAddresses> SMS_PRIVATE_ADDRESSES = add(
            "SMS_PRIVATE_ADDRESSES",
            "refused",
            "allowed",
            "`allowed` where the HTTP gateway is inside: lets it be at an address of a private network, and at `http://`.",
            oneOf(SmsSettings.PrivateAddresses.values()));
    static final Setting<Locale> DEFAULT_LANGUAGE = add(
            "DEFAULT_LANGUAGE",
            "en",
            "de",
            "Language of pages and messages where the person's is not known: one of the languages that Gatehouse has texts in, such as `de`, `en`, `es` or `fr`.",
            Settings::language);
    static final Setting<Integer> MANAGEMENT_PORT = add(
            "MANAGEMENT_PORT",
            "8081",
            "9090",
            "Port of the metrics at `/metrics`; 0 takes a free one.",
            number(0, 65_535));
    static final Setting<InetAddress> MANAGEMENT_ADDRESS = add(
            "MANAGEMENT_ADDRESS",
            "127.0.0.1",
            "10.0.0.7",
            "Address that the metrics are served on. They ask nobody who they are: keep it inside.",
            Settings::address);
    static final Setting<LogFormat> LOG_FORMAT = add(
            "LOG_FORMAT",
            "text",
            "json",
            "`text`, or `json` with one object a line (Elastic Common Schema).",
            oneOf(LogFormat.values()));
    static final Setting<Integer> ARGON2_MEMORY_KIB = add(
            "ARGON2_MEMORY_KIB",
            "19456",
            "65536",
            "Memory of one password hash in KiB. Older hashes are renewed at the next sign-in.",
            number(7_168, 1_048_576));
    static final Setting<Integer> ARGON2_PASSES =
            add("ARGON2_PASSES", "2", "3", "Passes of one password hash over its memory.", number(1, 20));
    static final Setting<Integer> HASH_CONCURRENCY = add(
            "HASH_CONCURRENCY",
            null,
            "the number of processors",
            "4",
            "Most passwords hashed at once; each takes its memory.",
            number(1, 256));
    static final Setting<Integer> HASH_QUEUE = add(
            "HASH_QUEUE",
            "64",
            "128",
            "Most sign-ins that wait for a hash; beyond it the answer is 503 with `Retry-After`.",
            number(0, 10_000));

    private final Map<String, Object> values = new HashMap<>();
    private final @Nullable SmsServer sms;
    private @Nullable MasterKey masterKey;

    private Settings(Map<String, String> given) {
        var known = new HashMap<String, Setting<?>>();
        for (var setting : ALL) known.put(setting.variable(), setting);
        var all = withFile(given, known);
        for (var name : new TreeMap<>(all).keySet())
            if (!known.containsKey(name)) throw unknown(name, known.keySet(), "");
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
        return get(SMS_SENDER);
    }

    /** ISO codes of the countries that text messages may go to; {@code *} alone for all. */
    public Set<String> smsCountries() {
        return get(SMS_COUNTRIES);
    }

    /** Most text messages of one organization in 24 hours, where it has no number of its own. */
    public int smsBudget() {
        return get(SMS_BUDGET);
    }

    public int smsPerNumberHour() {
        return get(SMS_PER_NUMBER_HOUR);
    }

    public int smsPerNumberDay() {
        return get(SMS_PER_NUMBER_DAY);
    }

    public int smsPerPrefixHour() {
        return get(SMS_PER_PREFIX_HOUR);
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

    private static Map<String, String> withFile(Map<String, String> given, Map<String, Setting<?>> known) {
        var name = given.get(CONFIG_FILE.variable());
        if (name == null) return given;
        var all = new HashMap<String, String>();
        try {
            var number = 0;
            for (var line : Files.readAllLines(Path.of(name))) {
                number++;
                var text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) continue;
                var equals = text.indexOf('=');
                var place = " in line %d of %s".formatted(number, name);
                if (equals < 1)
                    throw new StartRefusal("There is no NAME=value" + place + ". Example: GATEHOUSE_PORT=8080");
                var variable = text.substring(0, equals).strip();
                if (!known.containsKey(variable) || variable.equals(CONFIG_FILE.variable()))
                    throw unknown(variable, known.keySet(), place);
                all.put(variable, text.substring(equals + 1).strip());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefusal(
                    "GATEHOUSE_CONFIG_FILE names %s, which cannot be read. Example: GATEHOUSE_CONFIG_FILE=%s"
                            .formatted(name, CONFIG_FILE.example()),
                    e);
        }
        all.putAll(given);
        return all;
    }

    private static StartRefusal unknown(String name, Iterable<String> known, String place) {
        var nearest = "";
        var least = 4;
        for (var candidate : known) {
            var distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        var hint = nearest.isEmpty()
                ? "Every setting stands in docs/operator/settings.md."
                : "Did you mean " + nearest + "?";
        return new StartRefusal(
                "There is no setting %s%s. %s Example: GATEHOUSE_PORT=8080".formatted(name, place, hint));
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) previous[j] = j;
        for (var i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (var j = 1; j <= b.length(); j++)
                current[j] = Math.min(
                        Math.min(current[j - 1], previous[j]) + 1,
                        previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1));
            previous = current;
        }
        return previous[b.length()];
    }

    private static <T> Setting<T> add(
            String name, String fallback, String example, String meaning, Function<String, T> reader) {
        return add(name, fallback, NONE, example, meaning, reader);
    }

    private static <T> Setting<T> optional(String name, String example, String meaning, Function<String, T> reader) {
        return add(name, null, NONE, example, meaning, reader);
    }

    private static <T> Setting<T> add(
            String name,
            @Nullable String fallback,
            String fallbackText,
            String example,
            String meaning,
            Function<String, T> reader) {
        var setting = new Setting<>(name, fallback, fallbackText, example, meaning, reader);
        ALL.add(setting);
        return setting;
    }

    private static Function<String, Integer> number(int least, int most) {
        return text -> {
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most)
                throw new IllegalArgumentException(
                        "must be a whole number from %d to %d, not \"%s\"".formatted(least, most, text));
            return Integer.valueOf(text);
        };
    }

    private static <E extends Enum<E>> Function<String, E> oneOf(E[] values) {
        return text -> {
            for (var value : values) if (value.name().toLowerCase(Locale.ROOT).equals(text)) return value;
            var names = List.of(values).stream()
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
            throw new IllegalArgumentException("must be %s, not \"%s\"".formatted(names, text));
        };
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("must be an IP address of this machine, not \"" + text + "\"");
        }
    }

    private static List<String> networks(String text) {
        var networks = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var network = part.strip();
            if (network.isEmpty() && text.isBlank()) continue;
            var slash = network.indexOf('/');
            var wrong = "must be IP addresses or networks with commas between, and \"" + network + "\" is neither";
            try {
                var bits = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                                .getAddress()
                                .length
                        * 8;
                var length = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
                if (length < 0 || length > bits) throw new IllegalArgumentException(wrong);
                networks.add(slash < 0 ? network + "/" + bits : network);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(wrong, e);
            }
        }
        return List.copyOf(networks);
    }

    private static URI origin(String text) {
        var wrong = "must be http:// or https:// and a host, without a path, not \"" + text + "\"";
        try {
            var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            var bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (!web
                    || uri.getHost() == null
                    || !bare
                    || !uri.getRawPath().isEmpty()
                    || uri.getPort() > Login.LAST_PORT) throw new IllegalArgumentException(wrong);
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong, e);
        }
    }

    private static MasterKey masterKey(String text) {
        try {
            return MasterKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be 32 bytes in Base64, as openssl rand -base64 32 makes them", e);
        }
    }

    private static String sender(String text) {
        var wrong = "must be an e-mail address, with or without a name before it, not \"" + text
                + "\"; a name with a comma or another sign stands in quotes, as in \"A, B\" <a@example.org>";
        if (!text.matches("([^<>\\r\\n]*<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)"))
            throw new IllegalArgumentException(wrong);
        try {
            var address = new InternetAddress(text, true).getAddress();
            if (address.chars().anyMatch(letter -> letter > 126)) throw new IllegalArgumentException(wrong);
        } catch (AddressException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        return text;
    }

    private static Locale language(String text) {
        var known = Texts.tags();
        if (!known.contains(text))
            throw new IllegalArgumentException("must be one of " + String.join(", ", known) + ", not \"" + text + "\"");
        return Locale.forLanguageTag(text);
    }
}
