package dev.gatehouse.imports;

import dev.gatehouse.creation.CreateOffer;
import dev.gatehouse.creation.Offers;
import dev.gatehouse.imports.ImportColumns.Column;
import dev.gatehouse.imports.ImportColumns.Field;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.imports.ImportView.Rows;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the pages of an import show. */
@Component
class ImportViews {

    private static final int SHOWN = 50;

    private final Imports imports;
    private final Offers offers;
    private final Samples samples;
    private final WrongRows wrongRows;
    private final int perMinute;

    ImportViews(Imports imports, Offers offers, Samples samples, WrongRows wrongRows, Settings settings) {
        this.imports = imports;
        this.offers = offers;
        this.samples = samples;
        this.wrongRows = wrongRows;
        this.perMinute = settings.importMessagesPerMinute();
    }

    /** The columns as they are chosen so far. */
    ImportColumns columns(String slug, Actor actor, Texts.Language language, ImportRun run, @Nullable Refusal refusal) {
        return typed(slug, actor, language, run, run.fields(), run.way(), refusal);
    }

    /** The columns as somebody just chose them. */
    ImportColumns typed(
            String slug,
            Actor actor,
            Texts.Language language,
            ImportRun run,
            List<String> fields,
            DefaultWay way,
            @Nullable Refusal refusal) {
        var offer = offers.of(actor);
        var attributes = offer.attributes();
        var values = samples.of(actor.organization(), run);
        var columns = new ArrayList<Column>();
        for (var number = 0; number < run.header().size(); number++)
            columns.add(new Column(
                    number, Sheets.letters(number), run.header().get(number), fields.get(number), values.get(number)));
        return new ImportColumns(
                "/o/" + slug,
                address(slug, run),
                run,
                columns,
                Arrays.stream(PersonField.values())
                        .map(field -> new Field(field.key(), Columns.label(field.key(), attributes, language)))
                        .toList(),
                attributes.stream()
                        .map(attribute -> new Field(AttributeValues.field(attribute.id()), attribute.name()))
                        .toList(),
                ways(offer),
                way,
                refusal == null ? missing(fields, attributes) : null,
                refusal);
    }

    /** An import whose columns are known, with some of its rows. */
    ImportView of(
            String slug,
            Actor actor,
            Texts.Language language,
            ImportRun run,
            String show,
            int after,
            @Nullable Refusal refusal) {
        var offer = offers.of(actor);
        return new ImportView(
                run,
                "/o/" + slug,
                address(slug, run),
                offer.organization(),
                labels(offer.attributes(), language),
                rows(slug, actor, run, show, after),
                offer.consent(),
                perMinute,
                correction(actor, run),
                refusal);
    }

    /** Only of one that has added all that it could: another is to be uploaded anew as a whole. */
    private @Nullable ImportRun correction(Actor actor, ImportRun run) {
        return WrongRows.hasAdded(run) && run.wrong() > 0
                ? wrongRows.correction(run, imports.recent(actor)).orElse(null)
                : null;
    }

    /** What may happen for rows that say nothing: as the organization lets people come in. */
    static List<DefaultWay> ways(CreateOffer offer) {
        var policy = offer.policy();
        var ways = new ArrayList<DefaultWay>();
        ways.add(DefaultWay.NONE);
        if (policy.activationEmails() || (policy.activationSms() && offer.sms())) ways.add(DefaultWay.LINKS);
        if (policy.oneTimePasswords()) ways.add(DefaultWay.CODE);
        return ways;
    }

    private Rows rows(String slug, Actor actor, ImportRun run, String show, int after) {
        if (run.working() && run.state() != State.SENDING) return Rows.NONE;
        var outcome = outcome(run, show);
        var rows = imports.rows(actor, run.id(), outcome, after, SHOWN + 1);
        if (rows.size() <= SHOWN) return new Rows(outcome, rows, null, after == 0);
        var shown = rows.subList(0, SHOWN);
        var next = address(slug, run) + "?show=" + outcome.key() + "&after="
                + shown.getLast().number();
        return new Rows(outcome, shown, next, after == 0);
    }

    /** What is asked for, else what there is most to say about. */
    private static Outcome outcome(ImportRun run, String show) {
        var last = run.consentVersion() == null ? Outcome.NEW : Outcome.ADDED;
        var shown = List.of(Outcome.WRONG, Outcome.PRESENT, last);
        for (var outcome : shown) if (outcome.key().equals(show)) return outcome;
        if (run.wrong() > 0) return Outcome.WRONG;
        return run.fresh() == 0 && run.present() > 0 ? Outcome.PRESENT : last;
    }

    private static Map<String, String> labels(List<Attribute> attributes, Texts.Language language) {
        Map<String, String> labels = new HashMap<>();
        for (var key : Columns.keys(attributes)) labels.put(key, Columns.label(key, attributes, language));
        return labels;
    }

    private static @Nullable Refusal missing(List<String> fields, List<Attribute> attributes) {
        try {
            Columns.check(fields, attributes);
            return null;
        } catch (Refusal missing) {
            return missing;
        }
    }

    private static String address(String slug, ImportRun run) {
        return "/o/" + slug + "/import/" + run.id();
    }
}
