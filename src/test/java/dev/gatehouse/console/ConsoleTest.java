package dev.gatehouse.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

class ConsoleTest {

    private final HttpClient client = HttpClient.newHttpClient();

    private static ServletWebServerApplicationContext gallery;
    private static int port;

    @BeforeAll
    static void open() {
        gallery = Gallery.start();
        port = Objects.requireNonNull(gallery.getWebServer()).getPort();
    }

    @AfterAll
    static void close() {
        gallery.close();
    }

    @Test
    @DisplayName("CON-1 pages carry the strict headers and are never stored")
    void headers() throws Exception {
        var page = get("/o/northwind/members");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .contains("frame-ancestors 'none'");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Permissions-Policy")).contains("camera=()");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(header(page, "Content-Language")).isEqualTo("en");
        assertThat(header(page, "X-Request-Id")).isNotEmpty();
        assertThat(page.body())
                .doesNotContain("style=")
                .doesNotContain("<script>")
                .doesNotContain("onclick");
    }

    @Test
    @DisplayName("CON-1 assets are kept for ever under their hash, zipped, and today's file answers an old hash")
    void assets() throws Exception {
        var style = get(Assets.of("gatehouse.css"), "Accept-Encoding", "gzip");
        assertThat(header(style, "Cache-Control")).contains("immutable");
        assertThat(header(style, "Content-Encoding")).isEqualTo("gzip");
        var old = get("/assets/gatehouse-000000000000.css");
        assertThat(old.statusCode()).isEqualTo(200);
        assertThat(header(old, "Cache-Control")).isEqualTo("no-cache");
        assertThat(old.body()).contains("/assets/inter-latin-").doesNotContain("asset:");
        assertThat(get("/assets/..%2fapplication-000000000000.css").statusCode())
                .isIn(400, 404);
        assertThat(get("/assets/nothing-000000000000.css").statusCode()).isEqualTo(404);
        assertThat(get("/assets/brand/b4532a.css").body()).contains("--gh-brand:#b4532a");
        assertThat(get("/assets/brand/red.css").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName(
            "CON-1 every block of the style sheet is closed before the next one begins: else all that follows is lost")
    void blocks() throws IOException {
        var style = Files.readString(Path.of("src/main/resources/assets/gatehouse.css"))
                .replaceAll("(?s)/\\*.*?\\*/", "");
        var open = 0;
        for (var line : style.split("\n", -1)) {
            assertThat(line.startsWith("@") && open > 0)
                    .as("the block before this line is closed: %s", line)
                    .isFalse();
            for (var sign : line.toCharArray()) open += sign == '{' ? 1 : sign == '}' ? -1 : 0;
        }
        assertThat(open).isZero();
    }

    @Test
    @DisplayName("CON-1 every icon that templates name is in the sprite")
    void icons() throws IOException {
        var sprite = Files.readString(Path.of("src/main/resources/assets/icons.svg"));
        var missing = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/jte"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var named = Pattern.compile("icon(?:\\(name)? = (?:[^\"@)]*\\? )?\"([a-z0-9-]+)\"")
                        .matcher(Files.readString(file));
                while (named.find()) if (!sprite.contains("id=\"" + named.group(1) + "\"")) missing.add(named.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName("CON-1 faults become sentences in the reader's language and tell no secrets")
    void faults() throws Exception {
        var broken = get("/broken", "Accept-Language", "de");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body())
                .contains("schiefgegangen")
                .doesNotContain("jdbc")
                .doesNotContain("Exception");
        assertThat(broken.body()).contains(header(broken, "X-Request-Id"));
        var away = get("/database-away");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(header(away, "Retry-After")).isEqualTo("5");
        assertThat(away.body()).contains("right back").doesNotContain("10.0.0.7");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        var busy = get("/busy");
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(header(busy, "Retry-After")).isEqualTo("7");
        var post = send(request("/preferences").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(post.statusCode()).isEqualTo(403);
        assertThat(post.body()).contains("You may not do this");
        assertThat(send(request("/broken").DELETE()).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("CON-1 where htmx asked, a fault is a toast and touches nothing else")
    void partialFaults() throws Exception {
        var broken = get("/broken", "HX-Request", "true");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(header(broken, "HX-Retarget")).isEqualTo("#toasts");
        assertThat(broken.body()).contains("gh-toast").doesNotContain("<html");
        var list = get("/o/northwind/members", "HX-Request", "true");
        assertThat(list.body()).doesNotContain("<html").contains("Amara Okafor");
        assertThat(header(list, "Vary")).contains("HX-Request");
    }

    @Test
    @DisplayName("ACT-3 without a session one is led to sign-in and back, and nowhere else")
    void signIn() throws Exception {
        var page = get("/needs-sign-in?page=2");
        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(header(page, "Location")).endsWith("/sign-in?continue=%2Fneeds-sign-in%3Fpage%3D2");
        var part = send(request("/needs-sign-in")
                .header("HX-Request", "true")
                .header("HX-Current-URL", "https://evil.example/o/x/members?q=a"));
        assertThat(header(part, "HX-Redirect")).isEqualTo("/sign-in?continue=%2Fo%2Fx%2Fmembers%3Fq%3Da");
        for (var foreign :
                new String[] {"//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie:x", "", "x"
                }) assertThat(Continue.safe(foreign)).isEqualTo("/");
        assertThat(Continue.safe("/o/x/members?q=a%20b")).isEqualTo("/o/x/members?q=a%20b");
    }

    @Test
    @DisplayName("CON-1 a forged flash cookie shows nothing")
    void forgedFlash() throws Exception {
        for (var value : new String[] {"x", "%00", "U1VDQ0VTUx9uby5zdWNoLnRleHQfHw", "U1VDQ0VTU_8"}) {
            var page = get("/o/northwind/members", "Cookie", "gatehouse-flash=" + value);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("gh-toast-");
        }
    }

    @Test
    @DisplayName("CON-1 initials of any script")
    void initials() {
        assertThat(Avatars.initials("Amara Okafor")).isEqualTo("AO");
        assertThat(Avatars.initials(" 李 ")).isEqualTo("李");
        assertThat(Avatars.initials("")).isEqualTo("?");
        assertThat(Avatars.initials("ليلى حداد")).isEqualTo("ل\u200cح");
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Accept", "text/html");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
