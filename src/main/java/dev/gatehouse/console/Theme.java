package dev.gatehouse.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the pages are lit. */
public enum Theme {
    LIGHT,
    DARK,
    /** As the device is set. */
    AUTO;

    static Theme of(@Nullable String name) {
        return switch (name) {
            case "light" -> LIGHT;
            case "dark" -> DARK;
            case null, default -> AUTO;
        };
    }

    /** As in the cookie and in the {@code data-theme} attribute. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
