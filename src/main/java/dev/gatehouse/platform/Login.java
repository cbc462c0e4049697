package dev.gatehouse.platform;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** User and password as an address carries them. */
record Login(@Nullable String user, @Nullable String password) {

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
