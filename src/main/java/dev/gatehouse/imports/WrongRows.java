package dev.gatehouse.imports;

import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.platform.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The file of an import's wrong rows: what it is called, and the later import that it came back as (CRE-4). */
@Component
class WrongRows {

    /** What browsers and people add to a file of which there is one already, and what kind of file it was saved as. */
    private static final Pattern SAVED_AS = Pattern.compile(" ?(\\(\\d+\\))?\\.[a-z]{3,4}");

    private final Texts texts;

    WrongRows(Texts texts) {
        this.texts = texts;
    }

    /** As the file that was uploaded, and of the same kind. */
    static String name(ImportRun run, Texts.Language language) {
        return stem(run, language) + (isBook(run) ? ".xlsx" : ".csv");
    }

    /**
     * The latest import by which people came from a run's wrong rows. What comes after a second file of the same name belongs
     * to that one.
     *
     * @param runs those of the same person, the newest first
     */
    Optional<ImportRun> correction(ImportRun run, List<ImportRun> runs) {
        return runs.stream().takeWhile(later -> !later.id().equals(run.id())).toList().reversed().stream()
                .takeWhile(later -> !later.fileName().equals(run.fileName()) || later.wrong() == 0)
                .filter(later -> hasAdded(later) && isFrom(run, later))
                .reduce((_, latest) -> latest);
    }

    private boolean isFrom(ImportRun run, ImportRun later) {
        return texts.all().stream()
                .map(language -> stem(run, language))
                .filter(later.fileName()::startsWith)
                .anyMatch(stem -> SAVED_AS.matcher(
                                later.fileName().substring(stem.length()).toLowerCase(Locale.ROOT))
                        .matches());
    }

    /** Whether it has added all that it could. */
    static boolean hasAdded(ImportRun run) {
        return run.state() == State.SENDING || run.state() == State.DONE;
    }

    private static String stem(ImportRun run, Texts.Language language) {
        var dot = run.fileName().lastIndexOf('.');
        var bare = dot < 0 ? run.fileName() : run.fileName().substring(0, dot);
        return bare + " - " + language.text("imports.wrong.name");
    }

    /** Whether it came as a workbook. */
    static boolean isBook(ImportRun run) {
        return run.fileName().toLowerCase(Locale.ROOT).endsWith(".xlsx");
    }
}
