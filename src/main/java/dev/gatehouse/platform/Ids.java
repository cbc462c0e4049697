package dev.gatehouse.platform;

import java.util.UUID;
import java.util.regex.Pattern;

/** The one reader of ids that arrive from outside. */
final class Ids {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ids() {}

    static UUID parse(String text) {
        if (!FORM.matcher(text).matches()) throw Refusal.notFound();
        return UUID.fromString(text);
    }
}
