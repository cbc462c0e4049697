package dev.gatehouse.console;

import java.util.Set;

/** What is known about the icons of {@code assets/icons.svg} besides their shape. */
public final class Icons {

    /** Those that point or move along the line of writing; clocks, ticks and the glass of a search do not. */
    private static final Set<String> DIRECTED = Set.of(
            "arrow-left",
            "arrow-right",
            "chevron-left",
            "chevron-right",
            "external-link",
            "list-check",
            "login",
            "logout",
            "mail-forward",
            "send");

    private Icons() {}

    /** Whether an icon is mirrored where one reads from right to left. */
    public static boolean directed(String name) {
        return DIRECTED.contains(name);
    }
}
