package dev.gatehouse.messages;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a message leads to. Only addresses of this installation do, and a code is a code. */
record Links(String publicUrl) {

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{4,16}");

    /** The link of the parameters; null where there is none. */
    @Nullable
    String link(Map<String, String> parameters) {
        var link = parameters.get("link");
        if (link != null
                && (!link.startsWith(publicUrl + "/") || !Words.clean(link).equals(link)))
            throw new IllegalArgumentException("a link in a message leads to the public URL");
        return link;
    }

    /** The code of the parameters; null where there is none. */
    static @Nullable String code(Map<String, String> parameters) {
        var code = parameters.get("code");
        if (code != null && !CODE.matcher(code).matches())
            throw new IllegalArgumentException("a code in a message is made of letters and digits");
        return code;
    }
}
