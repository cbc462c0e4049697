package dev.gatehouse.imports;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Which column of a file is what of a person (CRE-4). A field is a {@link PersonField#key}, or {@code attribute.<id>} for
 * one of the organization's own attributes; an empty one leaves its column out.
 */
@Component
class Columns {

    /** A column is named with few words; what is longer is none of ours. */
    private static final int LONGEST = 200;

    /** Columns that only the export of members has. */
    private static final Set<String> OF_EXPORT = Set.of("sign_in", "invitation_expires_at", "last_active_at");

    private static final Pattern IN_BRACKETS = Pattern.compile("[(\\[（【].*?[)\\]）】]");

    /** What that has beside, and nobody can be imported with. */
    private static final Set<String> OF_EXPORT_ALONE = Set.of(
            "id", "status", "level", "teams", "sign_in", "invitation_expires_at", "last_active_at", "created_at");

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> problems = new HashSet<>();
    private final Map<String, String> synonyms = new HashMap<>();

    Columns(Texts texts) {
        for (var language : texts.all()) problems.add(CellText.folded(language.text("imports.column.problem")));
        for (var field : PersonField.values()) {
            var key = field.key();
            for (var language : texts.all()) {
                names.put(CellText.folded(language.text("imports.column." + key)), key);
                for (var synonym :
                        language.text("imports.column." + key + ".also").split(";", -1))
                    synonyms.putIfAbsent(CellText.folded(synonym), key);
            }
        }
    }

    /**
     * Guesses the field of each column by its name, in any of our languages and whatever its case, accents, spaces and
     * signs are. No field is guessed twice; empty where a name says nothing.
     */
    List<String> match(List<String> header, List<Attribute> attributes) {
        var folded = header.stream().map(Columns::known).toList();
        var fields = new String[header.size()];
        Arrays.fill(fields, "");
        var taken = new HashSet<String>();
        if (header.containsAll(OF_EXPORT))
            for (var field : keys(attributes)) {
                var column = header.indexOf(exported(field));
                if (column >= 0 && taken.add(field)) fields[column] = field;
            }
        Map<String, String> own = new HashMap<>();
        for (var attribute : attributes)
            own.putIfAbsent(CellText.folded(attribute.name()), AttributeValues.field(attribute.id()));
        own.remove("");
        for (var known : List.of(names, own, synonyms))
            for (var column = 0; column < fields.length; column++) {
                if (!fields[column].isEmpty() || folded.get(column).isEmpty()) continue;
                var field = known.get(folded.get(column));
                if (field == null) field = known.get(withoutBrackets(header.get(column)));
                if (field != null && taken.add(field)) fields[column] = field;
            }
        return List.of(fields);
    }

    /** Whether a column is one that nobody needs to be asked about: without a name, or one that Gatehouse itself has put there. */
    boolean leftOut(List<String> header, int column) {
        var name = header.get(column);
        if (name.isEmpty() || problems.contains(known(name))) return true;
        return OF_EXPORT_ALONE.contains(name) && header.containsAll(OF_EXPORT);
    }

    /**
     * Refuses a choice of fields with which every row would be wrong: {@code imports.columns.*}. A refusal that is about one
     * column has the field {@code column.<number from 0>}.
     */
    static void check(List<String> fields, List<Attribute> attributes) {
        var known = keys(attributes);
        Map<String, Integer> seen = new HashMap<>();
        for (var column = 0; column < fields.size(); column++) {
            var field = fields.get(column);
            if (field.isEmpty()) continue;
            if (!known.contains(field))
                throw Refusal.input("column." + column, "imports.columns.unknown", Sheets.letters(column));
            var first = seen.putIfAbsent(field, column);
            if (first != null)
                throw Refusal.input(
                        "column." + column, "imports.columns.twice", Sheets.letters(first), Sheets.letters(column));
        }
        var has = seen.keySet();
        if (!has.contains("firstName") || !has.contains("lastName"))
            throw Refusal.input("columns", "imports.columns.name");
        if (!has.contains("email") && !has.contains("username"))
            throw Refusal.input("columns", "imports.columns.sign_in");
        if (!has.contains("email") && !has.contains("phone")) throw Refusal.input("columns", "imports.columns.phone");
        for (var attribute : attributes)
            if (attribute.required() && !has.contains(AttributeValues.field(attribute.id())))
                throw Refusal.input("columns", "imports.columns.attribute", attribute.name());
    }

    /** All fields that a column can have, in the order in which people choose from them. */
    static List<String> keys(List<Attribute> attributes) {
        var keys = new ArrayList<String>();
        for (var field : PersonField.values()) keys.add(field.key());
        for (var attribute : attributes) keys.add(AttributeValues.field(attribute.id()));
        return keys;
    }

    /** What people call a field; empty for an attribute that is gone. */
    static String label(String key, List<Attribute> attributes, Texts.Language language) {
        for (var attribute : attributes)
            if (AttributeValues.field(attribute.id()).equals(key)) return attribute.name();
        if (key.startsWith("attribute.")) return "";
        return language.text("imports.column." + key);
    }

    /** What the export of members calls a field, whatever the organization's own attributes are called. */
    private static String exported(String field) {
        return switch (field) {
            case "firstName" -> "first_name";
            case "lastName" -> "last_name";
            case "identifier" -> "universal_identifier";
            case "jobProfile" -> "job_profile";
            case "userType" -> "user_type";
            default -> field;
        };
    }

    private static String known(String name) {
        return name.length() > LONGEST ? "" : CellText.folded(name);
    }

    /** As in {@code Telefon (mobil)}. */
    private static String withoutBrackets(String name) {
        return CellText.folded(IN_BRACKETS.matcher(name).replaceAll(""));
    }
}
