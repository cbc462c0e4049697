package dev.gatehouse.console;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where to go on after a detour such as sign-in: a path of this site and nothing else. */
public final class Continue {

    private static final Pattern SAME_SITE = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,1000}");

    private Continue() {}

    /** The path, where it stays on this site; {@code /} for anything else. */
    public static String safe(@Nullable String path) {
        return path != null && SAME_SITE.matcher(path).matches() ? path : "/";
    }
}
