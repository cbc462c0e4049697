package dev.gatehouse.imports;

import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of one import, once its columns are known.
 *
 * @param here the address of the organization: {@code /o/<slug>}
 * @param address of this page
 * @param labels what people call the fields of the rows
 * @param list which rows are shown
 * @param consent what the people have agreed to, before somebody confirms that
 * @param perMinute how many activation messages go out in a minute
 * @param correction the later import that its wrong rows came back as; null where there is none
 * @param refusal why it was not confirmed; null before
 */
public record ImportView(
        ImportRun run,
        String here,
        String address,
        Organization organization,
        Map<String, String> labels,
        Rows list,
        ConsentText consent,
        int perMinute,
        @Nullable ImportRun correction,
        @Nullable Refusal refusal) {

    /**
     * Some of the rows.
     *
     * @param outcome which ones
     * @param next the address of those that follow; null where these are the last
     * @param first whether these are the first
     */
    public record Rows(
            Outcome outcome,
            List<ImportedRow> rows,
            @Nullable String next,
            boolean first) {

        static final Rows NONE = new Rows(Outcome.WRONG, List.of(), null, true);
    }

    /** What people call a field; the field itself is never shown. */
    public String label(String field) {
        return labels.getOrDefault(field, "–");
    }

    /** Whether people came from the rows that are right, and somebody has yet to see to the others. */
    public boolean open() {
        return run.consentVersion() != null && run.wrong() > 0 && correction == null;
    }

    /** Whether the file may hold what the organization has no seats for. */
    public boolean tooFewSeats() {
        var left = organization.seatsLeft();
        return left != null && run.seats() > left;
    }

    /** How long all activation messages take. */
    public Duration sending() {
        return Duration.ofMinutes((run.toSend() + perMinute - 1L) / perMinute);
    }

    /** What was not sent at its field. */
    public @Nullable Refusal wrong(String field) {
        return refusal != null && field.equals(refusal.field()) ? refusal : null;
    }

    /** The page with the rows of one outcome. */
    public String showing(Outcome outcome) {
        return address + "?show=" + outcome.key();
    }

    /** How many rows have an outcome. */
    public int count(Outcome outcome) {
        return switch (outcome) {
            case NEW -> run.fresh();
            case PRESENT -> run.present();
            case WRONG -> run.wrong();
            case ADDED -> run.added();
        };
    }
}
