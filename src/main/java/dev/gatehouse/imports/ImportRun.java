package dev.gatehouse.imports;

import dev.gatehouse.platform.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One file of people on its way in (CRE-4), and how far it has come.
 *
 * @param failure why it failed; null where it did not
 * @param language the language of whoever imports: how numbers and dates are written in the file
 * @param header the names of the columns, as the file has them
 * @param fields for each column what it is of a person, as {@code Columns} calls it; empty for one that is left out
 * @param way how a way in is opened for rows that do not say
 * @param readTo the number of the last row that was read
 * @param total how many rows the file has, as far as it was read
 * @param fresh how many of them are new people
 * @param present how many are there already, and stay as they are
 * @param wrong how many are left out because something is wrong with them
 * @param seats how many of the new ones take a seat
 * @param codes how many get a one-time password that does not stand in the file
 * @param consentVersion the text of consent that the importer confirmed; null before
 * @param added how many were added
 * @param toSend to how many activation messages go
 * @param unsent to how many of them nothing could be sent
 * @param codesKept whether the list of one-time passwords that were made can still be fetched
 * @param stateAt since when it is in this state
 */
public record ImportRun(
        ImportId id,
        MemberId createdBy,
        State state,
        @Nullable Problem failure,
        String fileName,
        String language,
        List<String> header,
        List<String> fields,
        DefaultWay way,
        int readTo,
        int total,
        int fresh,
        int present,
        int wrong,
        int seats,
        int codes,
        @Nullable Integer consentVersion,
        int added,
        int toSend,
        int sent,
        int unsent,
        boolean codesKept,
        Instant createdAt,
        Instant stateAt,
        @Nullable Instant finishedAt) {

    /** Where it stands. */
    public enum State {
        /** It is to be said what its columns are. */
        UPLOADED,
        READING,
        CHECKING,
        /** What would happen is known, and nothing has happened. */
        READY,
        APPLYING,
        /** All are added; activation messages go out. */
        SENDING,
        DONE,
        CANCELLED,
        FAILED;

        /** As in {@code imports.state.<key>}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ImportRun {
        header = List.copyOf(header);
        fields = List.copyOf(fields);
    }

    /** Whether a job is at it. */
    public boolean working() {
        return switch (state) {
            case READING, CHECKING, APPLYING, SENDING -> true;
            case UPLOADED, READY, DONE, CANCELLED, FAILED -> false;
        };
    }

    /** Whether it has ended, one way or another. */
    public boolean finished() {
        return finishedAt != null;
    }

    /** How much longer its state lasts at the pace so far; null before there is one, and where nobody knows how much is to come. */
    public @Nullable Duration left(Instant now) {
        var spent = Duration.between(stateAt, now);
        var whole = state == State.SENDING ? toSend : fresh;
        var done = state == State.SENDING ? sent + unsent : added;
        if ((state != State.SENDING && state != State.APPLYING) || done == 0 || !spent.isPositive()) return null;
        return spent.multipliedBy(whole - done).dividedBy(done);
    }
}
