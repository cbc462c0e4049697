package dev.gatehouse.imports;

import dev.gatehouse.access.Role;
import dev.gatehouse.creation.Offers;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.Department;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.UserType;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Texts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The files that people take home before, during and after an import (CRE-4), each written as it is read. */
@Component
class ImportFiles {

    private static final int CHUNK = 2_000;

    private final Imports imports;
    private final ImportCodes codes;
    private final ImportFile file;
    private final TemplateWriter templates;
    private final Offers offers;
    private final Departments departments;
    private final TransactionTemplate transaction;

    ImportFiles(
            Imports imports,
            ImportCodes codes,
            ImportFile file,
            TemplateWriter templates,
            Offers offers,
            Departments departments,
            TransactionTemplate transaction) {
        this.imports = imports;
        this.codes = codes;
        this.file = file;
        this.templates = templates;
        this.offers = offers;
        this.departments = departments;
        this.transaction = transaction;
    }

    /** The list to fill in, with what this actor can put people into. */
    void template(Actor actor, Texts.Language language, boolean xlsx, OutputStream target) throws IOException {
        var offer = Objects.requireNonNull(transaction.execute(_ -> offer(actor, language)));
        if (xlsx) templates.xlsx(offer, language, target);
        else templates.csv(offer, language, target);
    }

    private Offer offer(Actor actor, Texts.Language language) {
        var may = offers.of(actor);
        var all = departments.all(actor.organization());
        var activations = new ArrayList<>(List.of("email"));
        if (may.sms()) activations.addAll(List.of("sms", "email_sms"));
        if (may.policy().oneTimePasswords()) activations.add("code");
        activations.add("none");
        var required = EnumSet.noneOf(PersonField.class);
        if (!all.isEmpty() && may.policy().defaultDepartment() == null) required.add(PersonField.DEPARTMENT);
        if (!may.jobProfiles().isEmpty() && may.policy().defaultJobProfile() == null)
            required.add(PersonField.JOB_PROFILE);
        return new Offer(
                all.stream().map(Department::path).toList(),
                may.jobProfiles().stream().map(JobProfile::name).toList(),
                may.roles().stream().map(role -> named(role, language)).toList(),
                may.userTypes().stream().map(type -> named(type, language)).toList(),
                may.partners().stream().map(Partner::name).toList(),
                may.attributes(),
                activations,
                required);
    }

    private static String named(Role role, Texts.Language language) {
        return role.predefined()
                ? language.text("role." + role.name().predefined())
                : role.name().name();
    }

    private static String named(UserType type, Texts.Language language) {
        return type.predefined() == null
                ? Objects.requireNonNull(type.name())
                : language.text("user_type." + type.predefined());
    }

    /** The rows that were wrong, as the file has them, and what is wrong in a column more: to be put right and uploaded alone. */
    void wrong(Actor actor, ImportId id, Texts.Language language, OutputStream target) throws IOException {
        var run = imports.get(actor, id);
        var attributes = attributes(actor);
        try (var sheet = file.open(actor.organization(), id, run.fileName());
                var table = WrongRows.isBook(run)
                        ? Table.xlsx(target, language.text("imports.wrong.name"))
                        : Table.csv(target)) {
            var header = new ArrayList<>(run.header());
            header.add(language.text("imports.column.problem"));
            table.write(header);
            for (var rows = imports.rows(actor, id, Outcome.WRONG, 0, CHUNK);
                    !rows.isEmpty();
                    rows = imports.rows(actor, id, Outcome.WRONG, rows.getLast().number(), CHUNK))
                for (var row : rows) {
                    var cells = new ArrayList<>(at(sheet, row.number()).cells());
                    while (cells.size() < run.header().size()) cells.add("");
                    cells.add(said(row, attributes, language));
                    table.write(cells);
                }
        }
    }

    private static SheetRow at(Sheet sheet, int number) {
        for (var row = sheet.next(); row != null; row = sheet.next()) if (row.number() == number) return row;
        throw new IllegalStateException("a row of an import that its file does not have");
    }

    /** What became of each row. */
    void report(Actor actor, ImportId id, Texts.Language language, OutputStream target) throws IOException {
        var attributes = attributes(actor);
        try (var table = Table.csv(target)) {
            table.write(List.of("row", "name", "outcome", "reason", "sentence"));
            for (var rows = imports.all(actor, id, 0, CHUNK);
                    !rows.isEmpty();
                    rows = imports.all(actor, id, rows.getLast().number(), CHUNK))
                for (var row : rows)
                    table.write(List.of(
                            Integer.toString(row.number()),
                            row.name(),
                            row.outcome().key(),
                            reason(row),
                            row.unsent() == null
                                    ? said(row, attributes, language)
                                    : language.text("bulk.left_out." + row.unsent())));
        }
    }

    /** The one-time passwords that were made: to one who asks, once. Where the list breaks off it can be fetched once more. */
    void codes(Actor actor, ImportId id, Texts.Language language, OutputStream target) throws IOException {
        var taken = codes.take(actor, id);
        var whole = false;
        try {
            write(actor, id, taken, language, target);
            target.flush();
            whole = true;
        } finally {
            if (!whole) codes.putBack(actor, id, taken);
        }
    }

    private void write(Actor actor, ImportId id, RowCodes made, Texts.Language language, OutputStream target)
            throws IOException {
        try (var table = Table.csv(target)) {
            table.write(List.of(
                    language.text("imports.column.firstName"),
                    language.text("imports.column.lastName"),
                    language.text("imports.codes.login"),
                    language.text("imports.column.code")));
            for (var people = codes.people(actor, id, 0, CHUNK);
                    !people.isEmpty();
                    people = codes.people(actor, id, people.getLast().number(), CHUNK))
                for (var person : people)
                    table.write(List.of(
                            person.firstName(), person.lastName(), person.login(), made.shown(person.number())));
        }
    }

    private List<Attribute> attributes(Actor actor) {
        return Objects.requireNonNull(transaction.execute(_ -> offers.of(actor).attributes()));
    }

    private static String reason(ImportedRow row) {
        if (row.unsent() != null) return row.unsent();
        return row.problems().isEmpty() ? "" : row.problems().getFirst().code();
    }

    private static String said(ImportedRow row, List<Attribute> attributes, Texts.Language language) {
        var said = new StringBuilder();
        for (var problem : row.problems()) {
            var label = Columns.label(problem.field(), attributes, language);
            said.append(said.isEmpty() ? "" : " ")
                    .append(label)
                    .append(label.isEmpty() ? "" : ": ")
                    .append(language.text(
                            "refusal." + problem.code(), problem.arguments().toArray()));
        }
        return said.toString();
    }
}
