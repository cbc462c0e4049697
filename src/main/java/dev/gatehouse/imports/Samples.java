package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A few values of each column, by which people see what it is. */
@Component
class Samples {

    private static final int SHOWN = 3;
    private static final int LOOKED_AT = 50;
    private static final int LONGEST = 40;
    private static final String HIDDEN = "••••••";

    /** Larger files are not opened for their sake: their rows wait behind all of them. */
    private static final int MOST_PIECES = 8;

    private final ImportFile files;
    private final ImportPieceStore pieces;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;

    Samples(ImportFile files, ImportPieceStore pieces, Tenancy tenancy, TransactionTemplate transaction) {
        this.files = files;
        this.pieces = pieces;
        this.tenancy = tenancy;
        this.transaction = transaction;
    }

    /** For each column the first values that differ; none of a large file. */
    List<List<String>> of(OrganizationId organization, ImportRun run) {
        List<List<String>> samples = new ArrayList<>();
        for (var _ : run.header()) samples.add(new ArrayList<>());
        if (large(organization, run.id())) return samples;
        try (var sheet = files.open(organization, run.id(), run.fileName())) {
            for (var read = 0; read < LOOKED_AT; read++) {
                var row = sheet.next();
                if (row == null) break;
                for (var column = 0; column < row.cells().size(); column++)
                    add(
                            samples.get(column),
                            row.cells().get(column),
                            run.fields().get(column));
            }
        } catch (Refusal unreadable) {
            // Reading says so with its row; here it only means fewer samples.
        }
        return samples;
    }

    private static void add(List<String> samples, String cell, String field) {
        var value = PersonField.ONE_TIME_PASSWORD.key().equals(field) ? HIDDEN : shortened(cell);
        if (samples.size() < SHOWN && !cell.isEmpty() && !samples.contains(value)) samples.add(value);
    }

    private static String shortened(String cell) {
        return cell.codePointCount(0, cell.length()) <= LONGEST
                ? cell
                : cell.substring(0, cell.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private boolean large(OrganizationId organization, ImportId id) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            tenancy.enter(organization);
            return pieces.find(organization, id, MOST_PIECES).isPresent();
        }));
    }
}
