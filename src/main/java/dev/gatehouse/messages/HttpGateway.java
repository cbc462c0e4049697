package dev.gatehouse.messages;

import dev.gatehouse.messages.HttpTemplate.Encoding;
import dev.gatehouse.messages.Problem.Kind;
import dev.gatehouse.platform.OutgoingHttp;
import dev.gatehouse.platform.OutgoingHttp.Answer;
import dev.gatehouse.platform.OutgoingHttp.ForbiddenAddress;
import dev.gatehouse.platform.SmsServer;
import dev.gatehouse.platform.SmsSettings.Format;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A gateway that takes a request for each message. It cuts long texts by itself, so that each has one part here. */
final class HttpGateway implements SmsGateway {

    private static final int ID_BOUND = 200;
    private static final String ALGORITHM = "HmacSHA256";

    private final SmsServer.Http server;
    private final String sender;
    private final OutgoingHttp http;
    private final JsonMapper json;

    HttpGateway(SmsServer.Http server, String sender, OutgoingHttp http, JsonMapper json) {
        this.server = server;
        this.sender = sender;
        this.http = http;
        this.json = json;
    }

    @Override
    public List<SmsPart> send(Sms sms, List<SmsPart> before) throws Undelivered {
        if (!before.isEmpty()) return before;
        var values =
                Map.of("to", sms.phone(), "text", sms.text(), "id", sms.id().toString(), "sender", sender);
        var body = body(values);
        var answer = ask(values, body);
        if (!answer.ok()) throw new Undelivered(problem(answer.status()), null);
        return List.of(new SmsPart(1, 1, id(answer, sms)));
    }

    @Override
    public void close() {
        http.close();
    }

    private byte @Nullable [] body(Map<String, String> values) {
        var template = server.body();
        if (template == null) return null;
        var encoding = server.format() == Format.JSON ? Encoding.JSON : Encoding.FORM;
        return new HttpTemplate(template, encoding).filled(values).getBytes(StandardCharsets.UTF_8);
    }

    private Answer ask(Map<String, String> values, byte @Nullable [] body) throws Undelivered {
        var address = URI.create(new HttpTemplate(server.url(), Encoding.URL).filled(values));
        try {
            return http.send(server.method().name(), address, headers(values, body), body);
        } catch (ForbiddenAddress e) {
            throw new Undelivered(new Problem(Kind.PRIVATE_ADDRESS, ""), e);
        } catch (UnknownHostException | ConnectException | ConnectTimeoutException | NoRouteToHostException e) {
            throw new Undelivered(new Problem(Kind.UNREACHABLE, ""), e);
        } catch (SSLException e) {
            throw new Undelivered(new Problem(Kind.TLS, ""), e);
        } catch (IOException e) {
            // Whether it was taken nobody knows; the gateway may by the message's id, which is the same at the next
            // try.
            throw new Undelivered(new Problem(Kind.BROKE_OFF, ""), e);
        }
    }

    private Map<String, String> headers(Map<String, String> values, byte @Nullable [] body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Idempotency-Key", Objects.requireNonNull(values.get("id")));
        if (body != null)
            headers.put(
                    "Content-Type",
                    server.format() == Format.JSON ? "application/json" : "application/x-www-form-urlencoded");
        if (server.user() != null) {
            var login = server.user() + ":" + Objects.requireNonNullElse(server.password(), "");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        server.headers()
                .forEach((name, value) -> headers.put(name, new HttpTemplate(value, Encoding.HEADER).filled(values)));
        if (server.secret() != null && body != null)
            headers.put(server.signatureHeader(), "sha256=" + signature(server.secret(), body));
        return headers;
    }

    private static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** The status alone is kept: an answer may repeat the number, or the link. */
    private static Problem problem(int status) {
        var kind =
                switch (status) {
                    case 401, 403, 407 -> Kind.SIGN_IN_REFUSED;
                    case 400, 413, 422 -> Kind.MESSAGE_REFUSED;
                    default -> Kind.TRY_LATER;
                };
        return new Problem(kind, "HTTP " + status);
    }

    /** The gateway's id where the settings say where it is and it is there; else ours, which the gateway has been told. */
    private String id(Answer answer, Sms sms) {
        var pointer = server.messageId();
        if (pointer == null) return sms.id().toString();
        try {
            var id = json.readTree(answer.body()).at(pointer).asString("");
            return id.isEmpty() || id.length() > ID_BOUND ? sms.id().toString() : id;
        } catch (JacksonException _) {
            return sms.id().toString();
        }
    }
}
