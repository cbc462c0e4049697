package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.messages.Problem.Kind;
import dev.gatehouse.platform.OutgoingHttp;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.SmsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Text messages against an HTTP server that keeps what it was asked. */
class HttpGatewayTest {

    @SuppressWarnings("ArrayRecordComponent") // requests are never compared
    private record Request(String method, String target, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Everything that could end the place it stands in: quotes, a backslash, line ends, signs of addresses and forms. */
    private static final String TRICKY = "He said \"hi\\\" & 'bye'\r\n{to} +1=2% ü 🎉 ليلى";

    private static final UUID ID = UUID.fromString("019a0000-0000-7000-8000-000000000001");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private @Nullable HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";

    @AfterEach
    void close() throws Exception {
        for (var thing : open) thing.close();
    }

    @Test
    @DisplayName("ACT-1 an HTTP gateway gets number, sender, text and id as JSON, whatever the text holds")
    void json() throws Exception {
        var gateway = gateway(Map.of());

        var parts = gateway.send(sms(TRICKY), List.of());

        var request = requests.getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("content-type", "application/json");
        var body = JSON.readTree(request.body());
        assertThat(body.properties()).hasSize(4);
        assertThat(body.get("to").asString()).isEqualTo("+4915112345678");
        assertThat(body.get("from").asString()).isEqualTo("Gatehouse");
        assertThat(body.get("text").asString()).isEqualTo(TRICKY);
        assertThat(body.get("id").asString()).isEqualTo(ID.toString());
        assertThat(request.headers()).containsEntry("idempotency-key", ID.toString());
        assertThat(parts).containsExactly(new SmsPart(1, 1, ID.toString()));
    }

    @Test
    @DisplayName("ACT-1 in a form and in an address every value keeps to its place as well")
    void formAndAddress() throws Exception {
        gateway(Map.of("GATEHOUSE_SMS_HTTP_FORMAT", "form")).send(sms(TRICKY), List.of());
        assertThat(requests.getFirst().headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(form(requests.getFirst().text()))
                .isEqualTo(Map.of("to", "+4915112345678", "from", "Gatehouse", "text", TRICKY, "id", ID.toString()));

        gateway(url() + "/send/{id}?to={to}&text={text}", Map.of("GATEHOUSE_SMS_HTTP_METHOD", "get"), null)
                .send(sms(TRICKY), List.of());
        var target = requests.getLast().target();
        assertThat(requests.getLast().method()).isEqualTo("GET");
        assertThat(requests.getLast().body()).isEmpty();
        assertThat(target)
                .startsWith("/send/" + ID + "?to=%2B4915112345678&text=")
                .doesNotContain("+", " ");
        assertThat(form(target.substring(target.indexOf('?') + 1)).get("text")).isEqualTo(TRICKY);
    }

    @Test
    @DisplayName("ACT-1 the body is signed by HMAC-SHA256, and headers carry what the settings say")
    void signature() throws Exception {
        var secret = "a secret that both know";
        gateway(
                        url().replace("://", "://key:s%2Fx@") + "/messages",
                        Map.of(
                                "GATEHOUSE_SMS_HTTP_SECRET", secret,
                                "GATEHOUSE_SMS_HTTP_SIGNATURE_HEADER", "X-Signature",
                                "GATEHOUSE_SMS_HTTP_HEADERS", "{\"X-Api\":\"7\",\"X-Id\":\"{id}\"}"),
                        null)
                .send(sms(TRICKY), List.of());

        var request = requests.getFirst();
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(request.headers())
                .containsEntry("x-signature", "sha256=" + HexFormat.of().formatHex(mac.doFinal(request.body())))
                .containsEntry("x-api", "7")
                .containsEntry("x-id", ID.toString())
                .containsEntry("authorization", "Basic a2V5OnMveA==");
        assertThat(request.target()).isEqualTo("/messages");
    }

    @Test
    @DisplayName(
            "ACT-1 the gateway's own id is taken from its answer, and ours where it says none; what was taken is not sent again")
    void ids() throws Exception {
        var gateway = gateway(Map.of("GATEHOUSE_SMS_HTTP_MESSAGE_ID", "/messages/0/id"));
        answer = "{\"messages\":[{\"id\":\"abc-1\"}]}";
        var taken = gateway.send(sms("one"), List.of());
        assertThat(taken).containsExactly(new SmsPart(1, 1, "abc-1"));
        answer = "{\"messages\":[{\"id\":77}]}";
        assertThat(gateway.send(sms("two"), List.of())).containsExactly(new SmsPart(1, 1, "77"));
        for (var other : List.of("", "<html>", "{\"messages\":[]}", "[".repeat(5_000), "x".repeat(100_000))) {
            answer = other;
            assertThat(gateway.send(sms("three"), List.of())).containsExactly(new SmsPart(1, 1, ID.toString()));
        }
        var before = requests.size();
        assertThat(gateway.send(sms("one"), taken)).isEqualTo(taken);
        assertThat(requests).hasSize(before);
    }

    @ParameterizedTest
    @DisplayName("ACT-1 the answer's status says what becomes of the message, and nothing of its body is kept")
    @CsvSource({
        "401, SIGN_IN_REFUSED",
        "403, SIGN_IN_REFUSED",
        "400, MESSAGE_REFUSED",
        "422, MESSAGE_REFUSED",
        "429, TRY_LATER",
        "500, TRY_LATER",
        "503, TRY_LATER",
        "302, TRY_LATER",
        "404, TRY_LATER"
    })
    void statuses(int said, Kind kind) {
        status = said;
        answer = "cannot send 'hush' to +4915112345678";
        assertProblem(new Problem(kind, "HTTP " + said), gateway(Map.of()));
        assertThat(requests).as("no redirect is followed").hasSize(1);
    }

    @Test
    @DisplayName(
            "ACT-1 an address inside one's own house is refused when connecting, by number and by name, unless the settings allow it")
    void privateAddresses() throws Exception {
        var port = URI.create(url()).getPort();
        for (var host :
                List.of("127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "192.168.1.1", "[fd00::1]"))
            assertProblem(
                    new Problem(Kind.PRIVATE_ADDRESS, ""),
                    gateway(
                            "https://" + host + ":" + port,
                            Map.of("GATEHOUSE_SMS_PRIVATE_ADDRESSES", "refused"),
                            null));
        assertThat(requests).isEmpty();

        gateway(Map.of()).send(sms("hush"), List.of());
        assertThat(requests).hasSize(1);
    }

    @Test
    @DisplayName("ACT-1 a gateway that is away, says nothing, or nobody vouches for: each is a problem that passes")
    void away() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertProblem(new Problem(Kind.UNREACHABLE, ""), gateway("http://127.0.0.1:" + closed, Map.of(), null));
        assertProblem(new Problem(Kind.UNREACHABLE, ""), gateway("http://nobody-here.invalid/", Map.of(), null));

        var context = TestTls.context(TestTls.keyStore());
        var secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        serve(secure);
        var address = "https://localhost:" + secure.getAddress().getPort();
        assertProblem(new Problem(Kind.TLS, ""), gateway(address, Map.of(), null));
        assertThat(requests).isEmpty();
        gateway(address, Map.of(), context).send(sms("hush"), List.of());
        assertThat(requests).hasSize(1);

        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var begun = System.nanoTime();
            assertProblem(
                    new Problem(Kind.BROKE_OFF, ""),
                    gateway("http://127.0.0.1:" + silent.getLocalPort(), Map.of(), null, Duration.ofMillis(300)));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    @DisplayName("ACT-1 an answer that drips holds nobody for longer than patience says")
    void drips() throws Exception {
        var never = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (var body = exchange.getResponseBody()) {
                while (!never.await(50, TimeUnit.MILLISECONDS)) {
                    body.write('x');
                    body.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        open.add(() -> server.stop(0));

        var begun = System.nanoTime();
        assertProblem(
                new Problem(Kind.BROKE_OFF, ""),
                gateway("http://127.0.0.1:" + server.getAddress().getPort(), Map.of(), null, Duration.ofMillis(500)));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        never.countDown();
    }

    @Test
    @DisplayName("ACT-1 a message goes through the outbox to the HTTP gateway once, and its code is erased")
    void outbox() {
        try (var outbox = new Outbox()) {
            var jobs = outbox.jobs(outbox.texts(gateway(Map.of())));
            outbox.stage(jobs, outbox.code(null, "+4915112345678"));
            status = 429;
            jobs.runAnyDueExecutions();
            assertThat(outbox.column("state")).isEqualTo("QUEUED");
            status = 202;
            outbox.time.tick(Duration.ofMinutes(2));
            jobs.runAnyDueExecutions();
            jobs.runAnyDueExecutions();

            assertThat(outbox.column("state")).isEqualTo("SENT");
            assertThat(outbox.column("parameters")).isEqualTo("null");
            assertThat(requests).hasSize(2);
            assertThat(requests)
                    .extracting(request -> request.headers().get("idempotency-key"))
                    .containsOnly(
                            JSON.readTree(requests.getFirst().body()).get("id").asString());
        }
    }

    private String url() {
        try {
            var running = server;
            if (running == null) {
                running = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                serve(running);
                server = running;
            }
            return "http://127.0.0.1:" + running.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(HttpServer fresh) {
        fresh.createContext("/", this::take);
        fresh.start();
        open.add(() -> fresh.stop(0));
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        requests.add(new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                exchange.getRequestBody().readAllBytes()));
        if (status == 302) exchange.getResponseHeaders().add("Location", "/elsewhere");
        var body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) exchange.getResponseBody().write(body);
        exchange.close();
    }

    private HttpGateway gateway(Map<String, String> more) {
        return gateway(url(), more, null);
    }

    private HttpGateway gateway(String address, Map<String, String> more, @Nullable SSLContext trust) {
        return gateway(address, more, trust, PATIENCE);
    }

    private HttpGateway gateway(
            String address, Map<String, String> more, @Nullable SSLContext trust, Duration patience) {
        var variables =
                new HashMap<>(Map.of("GATEHOUSE_SMS_URL", address, "GATEHOUSE_SMS_PRIVATE_ADDRESSES", "allowed"));
        variables.putAll(more);
        var settings = Settings.of(variables);
        var http = (SmsServer.Http) Objects.requireNonNull(settings.sms());
        var gateway = new HttpGateway(
                http, settings.smsSender(), new OutgoingHttp(http.privateAddresses(), patience, trust), JSON);
        open.add(gateway);
        return gateway;
    }

    private static void assertProblem(Problem problem, HttpGateway gateway) {
        assertThatThrownBy(() -> gateway.send(sms("hush"), List.of()))
                .isInstanceOfSatisfying(
                        Undelivered.class, no -> assertThat(no.problem()).isEqualTo(problem));
    }

    private static Sms sms(String text) {
        return new Sms(ID, "+4915112345678", "en", text, Instant.parse("2026-03-01T12:10:00Z"));
    }

    private static Map<String, String> form(String text) {
        var form = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            var equals = pair.indexOf('=');
            form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }
}
