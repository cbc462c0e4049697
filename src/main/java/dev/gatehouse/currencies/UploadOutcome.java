package dev.gatehouse.currencies;

import java.time.LocalDate;
import java.util.List;

/** What became of an uploaded file of rates: all of it, or nothing. */
sealed interface UploadOutcome {

    /** All rates are kept; those that were there before for the same day are replaced. */
    record Kept(int rates, LocalDate from, LocalDate to) implements UploadOutcome {}

    /** Nothing is kept. */
    record Faulty(List<RateFault> faults, int more) implements UploadOutcome {}
}
