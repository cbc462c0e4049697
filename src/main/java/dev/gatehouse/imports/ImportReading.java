package dev.gatehouse.imports;

import dev.gatehouse.creation.Offers;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.members.Members;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The first half of an import: its file is read row by row, then all rows are checked at once. Nothing happens to anybody. */
@Component
class ImportReading {

    private static final int BATCH = 2_000;

    private final ImportStore store;
    private final ImportRowStore rows;
    private final ImportCheckStore checks;
    private final ImportFile files;
    private final Offers offers;
    private final Members members;
    private final Departments departments;
    private final CellWords words;
    private final ExampleRow example;
    private final OneTimeCodes codes;
    private final PasswordRules rules;
    private final Texts texts;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    ImportReading(
            ImportStore store,
            ImportRowStore rows,
            ImportCheckStore checks,
            ImportFile files,
            Offers offers,
            Members members,
            Departments departments,
            CellWords words,
            ExampleRow example,
            OneTimeCodes codes,
            PasswordRules rules,
            Texts texts,
            Tenancy tenancy,
            TransactionTemplate transaction,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.rows = rows;
        this.checks = checks;
        this.files = files;
        this.offers = offers;
        this.members = members;
        this.departments = departments;
        this.words = words;
        this.example = example;
        this.codes = codes;
        this.rules = rules;
        this.texts = texts;
        this.tenancy = tenancy;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** What a file is read by, as its importer may and the organization has it when the reading begins. */
    private record Rules(ImportRun run, RowReader reader, List<AttributeId> attributes) {}

    /**
     * Reads the file of an import, from behind the last row that was read. Refuses as {@link Sheets#open} does, with {@code imports.file.empty} where it has no rows, and with {@code forbidden}
     * where the importer may not any more.
     *
     * @param stopping whether to leave the rest for later
     * @return whether it is read whole, or is not to be read any more
     */
    boolean read(OrganizationId organization, ImportId id, BooleanSupplier stopping) {
        var by = transaction.execute(_ -> rules(organization, id));
        if (by == null) return true;
        try (var sheet = files.open(organization, id, by.run().fileName());
                var ahead = Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("import-reader").factory())) {
            var batch = next(ahead, sheet, by);
            while (true) {
                var staged = await(batch);
                if (staged.count() == 0) break;
                // The file is read while the database takes what was read before.
                batch = next(ahead, sheet, by);
                var goOn = Objects.requireNonNull(transaction.execute(_ -> stage(organization, id, by, staged)));
                if (!goOn) return true;
                if (stopping.getAsBoolean()) return false;
            }
        }
        transaction.executeWithoutResult(_ -> {
            tenancy.enter(organization);
            if (!still(organization, id, by)) return;
            if (store.find(organization, id).orElseThrow().total() == 0) throw Sheets.refusal("imports.file.empty");
            store.move(organization, id, State.CHECKING, clock.instant());
        });
        return true;
    }

    private @Nullable Rules rules(OrganizationId organization, ImportId id) {
        tenancy.enter(organization);
        var run = reading(organization, id).orElse(null);
        if (run == null) return null;
        var offer = offers.of(members.actor(organization, run.createdBy()));
        var secret = files.unseal(
                organization,
                id,
                Sealed.CODES,
                store.sealed(organization, id, Sealed.CODES).orElseThrow());
        var roster = new Roster(offer, departments.all(organization), words, texts);
        var language = texts.in(Locale.forLanguageTag(run.language()));
        var reader = new RowReader(offer, roster, new RowCodes(codes, rules, secret), run, language.locale(), clock);
        // Those of the beginning: an attribute that came, went or moved since would give each value to another one.
        return new Rules(run, reader, store.attributes(organization, id));
    }

    /** Whether it is still read as it was when this reading began: meanwhile others may have said what its columns are, and begun anew. */
    private boolean still(OrganizationId organization, ImportId id, Rules by) {
        return reading(organization, id)
                .filter(run -> run.stateAt().equals(by.run().stateAt()))
                .isPresent();
    }

    private Optional<ImportRun> reading(OrganizationId organization, ImportId id) {
        return store.lock(organization, id).filter(run -> run.state() == State.READING);
    }

    private Future<StagedRows> next(ExecutorService ahead, Sheet sheet, Rules by) {
        return ahead.submit(() -> {
            var batch = new StagedRows(by.attributes(), json);
            while (batch.count() < BATCH) {
                var row = sheet.next();
                if (row == null) break;
                if (row.number() <= by.run().readTo() || example.is(by.run().fields(), row.cells())) continue;
                batch.add(by.reader().read(row));
            }
            return batch;
        });
    }

    private static StagedRows await(Future<StagedRows> batch) {
        try {
            return batch.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Refusal refusal) throw refusal;
            throw new IllegalStateException("a file could not be read", failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server stops", stop);
        }
    }

    private boolean stage(OrganizationId organization, ImportId id, Rules by, StagedRows staged) {
        tenancy.enter(organization);
        if (!still(organization, id, by)) return false;
        rows.insert(organization, id, staged);
        store.readTo(organization, id, staged.last(), staged.count());
        return true;
    }

    /**
     * Checks all rows that were read, and counts what would happen. That takes seconds for a million, and is not waited for: whoever ends the
     * import meanwhile is answered at once, and what was read is forgotten when the check comes to its next step.
     */
    @Retried
    @Transactional
    public void check(OrganizationId organization, ImportId id) {
        tenancy.enter(organization);
        var run = store.find(organization, id).orElse(null);
        if (run != null && run.state() == State.CHECKING) {
            rows.read();
            checks.takeRoom();
            var steps = List.<Runnable>of(
                    () -> checks.recognise(organization, id, run.readTo()),
                    () -> checks.meet(organization, id, 0, run.readTo()),
                    () -> checks.meetValues(organization, id, 0, run.readTo()),
                    () -> checks.repeat(organization, id),
                    () -> checks.repeatValues(organization, id, 0, run.readTo()));
            for (var step : steps) {
                if (!checking(organization, id)) break;
                step.run();
            }
        }
        var now = store.lock(organization, id).orElse(null);
        if (now == null) return;
        if (now.state() == State.CANCELLED) {
            discard(organization, id);
        } else if (run != null && now.state() == State.CHECKING && now.stateAt().equals(run.stateAt())) {
            store.count(organization, id);
            store.move(organization, id, State.READY, clock.instant());
        } else {
            // What was found is of rows as they were.
            TransactionInterceptor.currentTransactionStatus().setRollbackOnly();
        }
    }

    private boolean checking(OrganizationId organization, ImportId id) {
        return store.find(organization, id)
                .filter(run -> run.state() == State.CHECKING)
                .isPresent();
    }

    /** What nobody confirmed was for nothing: neither the file nor its people are kept (PRI-1). */
    @Transactional(propagation = Propagation.MANDATORY)
    public void discard(OrganizationId organization, ImportId id) {
        rows.delete(organization, id);
        files.discard(organization, id);
        store.discard(organization, id);
    }
}
