package dev.gatehouse.invitations;

import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of the addresses or numbers that an admin pasted, and what is wrong with it (INV-1, INV-9).
 *
 * @param text what was typed, for showing it again
 * @param address the address; null where the text is none
 * @param phone the number, where numbers were asked for; null where the text is none
 * @param problem the code of the sentence {@code refusal.<problem>} that stands at it; null where all is well
 */
public record TypedAddress(
        String text,
        @Nullable EmailAddress address,
        @Nullable PhoneNumber phone,
        @Nullable String problem) {

    private static final Pattern QUOTED_NAME = Pattern.compile("\"[^\"]*\"");
    private static final Pattern BETWEEN_PEOPLE = Pattern.compile("[,;\\r\\n\\t]+");
    private static final Pattern IN_BRACKETS = Pattern.compile("<([^<>]*)>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** An address that was typed. */
    public TypedAddress(String text, @Nullable EmailAddress address, @Nullable String problem) {
        this(text, address, null, problem);
    }

    /**
     * Reads what was pasted: addresses between commas, semicolons, spaces or lines, alone or as {@code Name <address>}.
     * Malformed ones and those that stand twice carry their problem.
     */
    public static List<TypedAddress> parse(String typed) {
        var addresses = new ArrayList<TypedAddress>();
        var seen = new HashSet<String>();
        for (var person : people(typed)) for (var text : textsOf(person)) addresses.add(read(text, seen));
        return addresses;
    }

    /**
     * The same for phone numbers, which have spaces in them: each on a line of its own, or between commas or semicolons, alone or as
     * {@code Name <number>}.
     *
     * @param country where numbers without a country are from (ISO 3166); null for nowhere
     */
    public static List<TypedAddress> parsePhones(String typed, @Nullable String country) {
        var numbers = new ArrayList<TypedAddress>();
        var seen = new HashSet<String>();
        for (var person : people(typed)) {
            var bracketed = bracketed(person);
            var texts = bracketed.isEmpty() ? List.of(person.strip()) : bracketed;
            for (var text : texts) if (!text.isEmpty()) numbers.add(readPhone(text, country, seen));
        }
        return numbers;
    }

    /** The same with a problem. */
    TypedAddress refused(String trouble) {
        return new TypedAddress(text, address, phone, trouble);
    }

    /** The address of a text that has no problem. */
    EmailAddress requireAddress() {
        return Objects.requireNonNull(address);
    }

    /** The number of a text that has no problem. */
    PhoneNumber requirePhone() {
        return Objects.requireNonNull(phone);
    }

    private static List<String> people(String typed) {
        return BETWEEN_PEOPLE
                .splitAsStream(QUOTED_NAME.matcher(typed).replaceAll(" "))
                .toList();
    }

    private static List<String> bracketed(String person) {
        return IN_BRACKETS
                .matcher(person)
                .results()
                .map(match -> match.group(1).strip())
                .toList();
    }

    private static List<String> textsOf(String person) {
        var bracketed = bracketed(person);
        if (!bracketed.isEmpty()) return bracketed;
        return SPACE.splitAsStream(person.strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static TypedAddress read(String text, Set<String> seen) {
        try {
            var address = EmailAddress.parse(text);
            return new TypedAddress(text, address, null, seen.add(address.key()) ? null : "invitations.twice");
        } catch (Refusal malformed) {
            return new TypedAddress(text, null, null, malformed.code());
        }
    }

    private static TypedAddress readPhone(String text, @Nullable String country, Set<String> seen) {
        try {
            var phone = PhoneNumber.parse(text, country);
            return new TypedAddress(text, null, phone, seen.add(phone.value()) ? null : "invitations.twice");
        } catch (Refusal malformed) {
            return new TypedAddress(text, null, null, malformed.code());
        }
    }
}
