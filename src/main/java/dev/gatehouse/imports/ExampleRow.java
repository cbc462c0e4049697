package dev.gatehouse.imports;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The row of the template that shows how one is filled (CRE-4). It is known by what it says, not by its place, for people
 * sort their lists; and nobody real has what it says: an address that leads nowhere (RFC 2606), and a phone number that is
 * kept for films (555-0100 to 555-0199, ATIS-0300115).
 */
@Component
class ExampleRow {

    private static final Map<String, String> OWN = Map.of(
            "email", "someone@example.invalid",
            "username", "example.person",
            // With its country, so that who copies it is right in every organization.
            "phone", "+1 202 555 0123");

    /** As its number comes back where a spreadsheet took the sign away, and as older templates have it. */
    private static final Set<String> NUMBERS = Set.of("12025550123", "0012025550123", "07700900123");

    private static final int END = 3;

    private final Set<String> names = new HashSet<>();

    ExampleRow(Texts texts) {
        for (var language : texts.all()) names.add(name(firstName(language), lastName(language)));
    }

    /** What stands in the columns that it is known by. */
    static Map<String, String> cells(Texts.Language language) {
        return Map.of(
                "firstName", firstName(language),
                "lastName", lastName(language),
                "email", own("email"),
                "username", own("username"),
                "phone", own("phone"));
    }

    /** Whether a row is the example, left as it was; such a row is nobody. */
    boolean is(List<String> fields, List<String> cells) {
        var first = "";
        var last = "";
        var found = false;
        for (var column = 0; column < Math.min(fields.size(), cells.size()); column++) {
            var cell = cells.get(column);
            switch (fields.get(column)) {
                case "firstName" -> first = cell;
                case "lastName" -> last = cell;
                case "email", "username", "phone" -> {
                    if (!isOwn(fields.get(column), cell)) return false;
                    found = true;
                }
                default -> {}
            }
        }
        return found && names.contains(name(first, last));
    }

    /** Refuses with {@code imports.example} what somebody left in a row that they wrote over: it would be a wrong address or number. */
    static void check(String field, String cell) {
        if (isOwn(field, cell)) throw Refusal.input(field, "imports.example");
    }

    private static boolean isOwn(String field, String cell) {
        var own = OWN.get(field);
        if (own == null || cell.length() > 2 * own.length()) return false;
        // Nearly every cell ends otherwise.
        if (!cell.regionMatches(true, cell.length() - END, own, own.length() - END, END)) return false;
        var said = CellText.folded(cell);
        return field.equals("phone") ? NUMBERS.contains(said) : said.equals(CellText.folded(own));
    }

    private static String own(String field) {
        return OWN.getOrDefault(field, "");
    }

    static String firstName(Texts.Language language) {
        return language.text("imports.example.first_name");
    }

    static String lastName(Texts.Language language) {
        return language.text("imports.example.last_name");
    }

    private static String name(String first, String last) {
        return CellText.folded(first) + " " + CellText.folded(last);
    }
}
