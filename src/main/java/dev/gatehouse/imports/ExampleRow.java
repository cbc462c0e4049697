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
 * kept for films (Ofcom).
 */
@Component
class ExampleRow {

    private static final Map<String, String> OWN = Map.of(
            "email", "someone@example.invalid",
            "username", "example.person",
            // As at home: with its country code, a CSV file would need a sign in front of it.
            "phone", "07700 900123");

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
        // Nearly every cell differs in its length or its first letter already.
        return own != null
                && !cell.isEmpty()
                && Math.abs(own.length() - cell.length()) < 3
                && Character.toLowerCase(cell.charAt(0)) == own.charAt(0)
                && CellText.folded(own).equals(CellText.folded(cell));
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
