package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A few values of each column, by which people see what it is. They are taken from the file once, and kept for as long as columns can be chosen. */
@Component
class Samples {

    private static final TypeReference<List<List<String>>> VALUES = new TypeReference<>() {};

    private static final int SHOWN = 3;
    private static final int LOOKED_AT = 50;
    private static final int LONGEST = 40;
    private static final String HIDDEN = "••••••";

    private final ImportStore store;
    private final ImportFile files;
    private final JsonMapper json;
    private final Tenancy tenancy;

    Samples(ImportStore store, ImportFile files, JsonMapper json, Tenancy tenancy) {
        this.store = store;
        this.files = files;
        this.json = json;
        this.tenancy = tenancy;
    }

    /** For each column the first values that differ, of a file of which nothing but the header was read. */
    static List<List<String>> first(Sheet sheet) {
        List<List<String>> samples = new ArrayList<>();
        for (var _ : sheet.header()) samples.add(new ArrayList<>());
        try {
            for (var read = 0; read < LOOKED_AT; read++) {
                var row = sheet.next();
                if (row == null) break;
                for (var column = 0; column < row.cells().size(); column++)
                    add(samples.get(column), row.cells().get(column));
            }
        } catch (Refusal unreadable) {
            // Reading says so with its row; here it only means fewer samples.
        }
        return samples;
    }

    private static void add(List<String> samples, String cell) {
        var value = shortened(cell);
        if (samples.size() < SHOWN && !cell.isEmpty() && !samples.contains(value)) samples.add(value);
    }

    private static String shortened(String cell) {
        return cell.codePointCount(0, cell.length()) <= LONGEST
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, LONGEST)) + "…";
    }

    /** Keeps them with their import. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(OrganizationId organization, ImportId id, List<List<String>> samples) {
        store.keep(
                organization,
                id,
                Sealed.SAMPLES,
                files.seal(organization, id, Sealed.SAMPLES, json.writeValueAsBytes(samples)));
    }

    /** For each column a few values, of one-time passwords only that there are some; none where none are kept. */
    @Transactional(readOnly = true)
    public List<List<String>> of(OrganizationId organization, ImportRun run) {
        tenancy.enter(organization);
        var sealed = store.sealed(organization, run.id(), Sealed.SAMPLES);
        List<List<String>> shown = new ArrayList<>();
        if (sealed.isEmpty()) {
            for (var _ : run.header()) shown.add(List.of());
            return shown;
        }
        var kept = json.readValue(files.unseal(organization, run.id(), Sealed.SAMPLES, sealed.get()), VALUES);
        for (var column = 0; column < kept.size(); column++) {
            var secret = PersonField.ONE_TIME_PASSWORD.key().equals(run.fields().get(column));
            var values = kept.get(column);
            shown.add(secret && !values.isEmpty() ? List.of(HIDDEN) : values);
        }
        return shown;
    }
}
