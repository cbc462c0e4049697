package dev.gatehouse.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** As much of a browser as forms need: cookies, and the token of the page before. Without scripts; follows no redirect by itself. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final URI url;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();
    private final List<String> setCookies = new CopyOnWriteArrayList<>();
    private String agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    public Browser(House house) {
        this(house.url());
    }

    /** Before the server at this address. */
    public Browser(URI url) {
        this.url = url;
    }

    public Browser calledItself(String userAgent) {
        agent = userAgent;
        return this;
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Opens the page for its token, then sends the form. */
    public HttpResponse<String> submit(String page, String action, String... fields) {
        var token = token(page);
        var form = new LinkedHashMap<String, String>();
        if (!token.isEmpty()) form.put("_csrf", token);
        for (var i = 0; i < fields.length; i += 2) form.put(fields[i], fields[i + 1]);
        return post(action, form);
    }

    /** Opens a page for the token that its forms send; empty where it has none. */
    public String token(String page) {
        var matcher = TOKEN.matcher(get(page).body());
        return matcher.find() ? matcher.group(1) : "";
    }

    public HttpResponse<String> post(String action, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends a body of any kind. */
    public HttpResponse<String> post(String action, String contentType, HttpRequest.BodyPublisher body) {
        return send(request(action).header("Content-Type", contentType).POST(body));
    }

    public HttpResponse<String> signIn(String identifier, String password) {
        return submit("/sign-in", "/sign-in", "identifier", identifier, "password", password);
    }

    public String cookie(String name) {
        return Objects.requireNonNullElse(cookies.get(name), "");
    }

    public void keep(String name, String value) {
        cookies.put(name, value);
    }

    /** Every cookie that was set so far, as it came. */
    public List<String> setCookies() {
        return List.copyOf(setCookies);
    }

    public static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE).header("User-Agent", agent);
        var kept = cookies.entrySet().stream()
                .filter(cookie -> !cookie.getValue().isEmpty())
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return kept.isEmpty() ? request : request.header("Cookie", kept);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                setCookies.add(cookie);
                var pair = cookie.split(";", 2)[0];
                cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
            return response;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
