package dev.gatehouse.setup;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;
import java.util.regex.Pattern;

/** An organization's place in addresses, suggested from its name in whichever script. */
final class Slugs {

    private static final int LONGEST = 50;
    private static final Pattern OTHER = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    private Slugs() {}

    /** Letters, digits and single hyphens; {@code organization} where the name has none. */
    static String of(String name) {
        var latin = Transliterator.getInstance("Any-Latin; Latin-ASCII")
                .transliterate(name)
                .toLowerCase(Locale.ROOT);
        var words = EDGES.matcher(OTHER.matcher(latin).replaceAll("-")).replaceAll("");
        var slug = words.length() > LONGEST
                ? EDGES.matcher(words.substring(0, LONGEST)).replaceAll("")
                : words;
        return slug.isEmpty() ? "organization" : slug;
    }
}
