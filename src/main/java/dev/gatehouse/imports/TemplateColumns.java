package dev.gatehouse.imports;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.platform.HarmlessText;
import dev.gatehouse.platform.Regions;
import dev.gatehouse.platform.Texts;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What columns the template of an organization has, in the reader's language (CRE-4). */
@Component
class TemplateColumns {

    private final Texts texts;

    TemplateColumns(Texts texts) {
        this.texts = texts;
    }

    List<TemplateColumn> of(Offer offer, Texts.Language language) {
        var columns = new ArrayList<TemplateColumn>();
        for (var field : PersonField.values()) {
            if (!isOffered(field, offer)) continue;
            columns.add(column(field, offer, language));
        }
        for (var attribute : offer.attributes()) columns.add(column(attribute, language));
        return columns;
    }

    private static boolean isOffered(PersonField field, Offer offer) {
        return switch (field) {
            case FIRST_NAME, LAST_NAME, EMAIL, USERNAME, PHONE, UNIVERSAL_IDENTIFIER, LANGUAGE, CURRENCY -> true;
            case DEPARTMENT -> !offer.departments().isEmpty();
            case JOB_PROFILE -> !offer.jobProfiles().isEmpty();
            case ROLE -> !offer.roles().isEmpty();
            case USER_TYPE -> !offer.userTypes().isEmpty();
            case PARTNER -> !offer.partners().isEmpty();
            case ACTIVATION -> !offer.activations().isEmpty();
            case ONE_TIME_PASSWORD -> offer.activations().contains("code");
        };
    }

    private TemplateColumn column(PersonField field, Offer offer, Texts.Language language) {
        var choices = harmless(choices(field, offer, language));
        var example =
                switch (field) {
                    case FIRST_NAME, LAST_NAME, EMAIL, USERNAME, PHONE ->
                        ExampleRow.cells(language).getOrDefault(field.key(), "");
                    case LANGUAGE -> language.name();
                    // The first role of the list is the mightiest: whoever fills a column down must not give it to
                    // everybody.
                    case UNIVERSAL_IDENTIFIER, CURRENCY, ROLE, PARTNER, ONE_TIME_PASSWORD -> "";
                    case DEPARTMENT, JOB_PROFILE, USER_TYPE, ACTIVATION -> choices.getFirst();
                };
        return column(
                language.text("imports.column." + field.key()),
                need(field, offer),
                language.text("imports.help." + field.key()),
                choices,
                TemplateColumn.TEXT,
                example,
                language);
    }

    private List<String> choices(PersonField field, Offer offer, Texts.Language language) {
        return switch (field) {
            case FIRST_NAME, LAST_NAME, EMAIL, USERNAME, PHONE, UNIVERSAL_IDENTIFIER, ONE_TIME_PASSWORD -> List.of();
            case LANGUAGE -> texts.all().stream().map(Texts.Language::name).toList();
            case CURRENCY ->
                Regions.currencies(language).stream()
                        .map(Regions.Option::code)
                        .sorted()
                        .toList();
            case DEPARTMENT -> offer.departments();
            case JOB_PROFILE -> offer.jobProfiles();
            case ROLE -> offer.roles();
            case USER_TYPE -> offer.userTypes();
            case PARTNER -> offer.partners();
            case ACTIVATION ->
                offer.activations().stream()
                        .map(key -> language.text("imports.activation." + key))
                        .toList();
        };
    }

    private static String need(PersonField field, Offer offer) {
        if (field == PersonField.FIRST_NAME
                || field == PersonField.LAST_NAME
                || offer.required().contains(field)) return "always";
        return switch (field) {
            case EMAIL, USERNAME, PHONE -> "either";
            default -> "optional";
        };
    }

    private static TemplateColumn column(Attribute attribute, Texts.Language language) {
        var yes = language.text("attribute.yes");
        var choices =
                switch (attribute.kind()) {
                    case TEXT, NUMBER, DATE -> List.<String>of();
                    case CHOICE -> harmless(attribute.choices());
                    case YES_NO -> List.of(yes, language.text("attribute.no"));
                };
        var help = language.text("imports.help.attribute." + attribute.kind().key());
        return column(
                attribute.name(),
                attribute.required() ? "always" : "optional",
                attribute.unique() ? help + " " + language.text("imports.help.unique") : help,
                choices,
                switch (attribute.kind()) {
                    case NUMBER -> TemplateColumn.NUMBER;
                    case DATE -> TemplateColumn.DATE;
                    case TEXT, CHOICE, YES_NO -> TemplateColumn.TEXT;
                },
                switch (attribute.kind()) {
                    case TEXT -> "";
                    case NUMBER -> "1";
                    case DATE -> "2000-01-31";
                    case CHOICE, YES_NO -> choices.isEmpty() ? "" : choices.getFirst();
                },
                language);
    }

    private static TemplateColumn column(
            String name,
            String need,
            String help,
            List<String> choices,
            String format,
            String example,
            Texts.Language language) {
        var label = HarmlessText.of(name);
        return new TemplateColumn(
                need.equals("always") ? label + " *" : label,
                language.text("imports.template.need." + need),
                help,
                choices,
                format,
                example);
    }

    private static List<String> harmless(List<String> names) {
        return names.stream().map(HarmlessText::of).toList();
    }
}
