package dev.gatehouse.platform;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** User and password as an address carries them. */
record Login(@Nullable String user, @Nullable String password) {

    static final int LAST_PORT = 65_535;

    /** The port of an address, which {@link URI} takes however large it is. */
    static int port(URI address, int usual) {
        var port = address.getPort();
        if (port == 0 || port > LAST_PORT) throw new IllegalArgumentException("must have a port from 1 to 65535");
        return port < 0 ? usual : port;
    }

    static Login of(@Nullable String userInfo) {
        if (userInfo == null) return new Login(null, null);
        var colon = userInfo.indexOf(':');
        if (colon < 0) return new Login(decode(userInfo), null);
        return new Login(decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1)));
    }

    /** Percent-decoding without the form rule that a plus is a space. */
    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
