package dev.gatehouse.platform;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where messages are handed over, read from {@code smtp://user:password@host:587?starttls=required}. */
public record SmtpServer(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        Tls tls) {

    /** How the connection is kept from listeners. */
    public enum Tls {
        /** TLS from the first byte ({@code smtps://}). */
        IMPLICIT,
        /** Nothing is sent before STARTTLS succeeded. */
        REQUIRED,
        /** STARTTLS where the server offers it. */
        OPTIONAL,
        /** In clear: for a server on the same machine. */
        NONE
    }

    static SmtpServer of(String text) {
        try {
            var uri = new URI(text);
            var implicit = "smtps".equals(uri.getScheme());
            if (!implicit && !"smtp".equals(uri.getScheme()))
                throw new IllegalArgumentException("must begin with smtp:// or smtps://");
            if (uri.getHost() == null) throw new IllegalArgumentException("must name a host");
            var tls = implicit ? Tls.IMPLICIT : starttls(uri.getRawQuery());
            var port = Login.port(uri, implicit ? 465 : 587);
            var login = Login.of(uri.getRawUserInfo());
            return new SmtpServer(uri.getHost(), port, login.user(), login.password(), tls);
        } catch (URISyntaxException _) {
            // The reason of the parser would repeat the password.
            throw new IllegalArgumentException(
                    "is not a well-formed address; special characters in user and password must be percent-encoded");
        }
    }

    private static Tls starttls(@Nullable String query) {
        return switch (query) {
            case null -> Tls.REQUIRED;
            case "starttls=required" -> Tls.REQUIRED;
            case "starttls=optional" -> Tls.OPTIONAL;
            case "starttls=none" -> Tls.NONE;
            default ->
                throw new IllegalArgumentException(
                        "may end with ?starttls=required, ?starttls=optional or ?starttls=none, and nothing else");
        };
    }

    /** Never shows the password. */
    @Override
    public String toString() {
        return "%s:%d (%s)".formatted(host, port, tls);
    }
}
