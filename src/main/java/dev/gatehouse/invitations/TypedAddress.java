package dev.gatehouse.invitations;

import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the addresses that an admin pasted, and what is wrong with it (INV-1).
 *
 * @param text what was typed, for showing it again
 * @param address the address; null where the text is none
 * @param problem the code of the sentence {@code refusal.<problem>} that stands at it; null where all is well
 */
public record TypedAddress(
        String text,
        @Nullable EmailAddress address,
        @Nullable String problem) {

    private static final Pattern QUOTED_NAME = Pattern.compile("\"[^\"]*\"");
    private static final Pattern BETWEEN_PEOPLE = Pattern.compile("[,;\\r\\n\\t]+");
    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*)>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /**
     * Reads what was pasted: addresses between commas, semicolons, spaces or lines, alone or as {@code Name <address>}.
     * Malformed ones and those that stand twice carry their problem.
     */
    public static List<TypedAddress> parse(String typed) {
        var addresses = new ArrayList<TypedAddress>();
        var seen = new HashSet<String>();
        for (var person : BETWEEN_PEOPLE
                .splitAsStream(QUOTED_NAME.matcher(typed).replaceAll(" "))
                .toList()) for (var text : textsOf(person)) addresses.add(read(text, seen));
        return addresses;
    }

    /** The same address with a problem. */
    TypedAddress refused(String problem) {
        return new TypedAddress(text, address, problem);
    }

    /** The address of a text that has no problem. */
    EmailAddress requireAddress() {
        return Objects.requireNonNull(address);
    }

    private static List<String> textsOf(String person) {
        var bracketed = IN_BRACKETS
                .matcher(person)
                .results()
                .map(match -> match.group(1).strip())
                .toList();
        if (!bracketed.isEmpty()) return bracketed;
        return SPACE.splitAsStream(person.strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static TypedAddress read(String text, Set<String> seen) {
        try {
            var address = EmailAddress.parse(text);
            return new TypedAddress(text, address, seen.add(address.key()) ? null : "invitations.twice");
        } catch (Refusal malformed) {
            return new TypedAddress(text, null, malformed.code());
        }
    }
}
