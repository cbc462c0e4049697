package dev.gatehouse.imports;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.creation.Offers;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.ConsentTexts;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Bringing people in from a spreadsheet (CRE-4): the file is uploaded, read and checked as a whole, then somebody confirms what would happen,
 * and it happens. Nobody who is there is changed or removed. Each step is the work of a job, whose cursor moves with what it did.
 */
@Service
public class Imports {

    /** They are forgotten after this time, with their files. */
    public static final Duration KEPT = Duration.ofDays(7);

    /** The halves of a file that are applied side by side: as many as a small database has processors. */
    static final int LANES = 2;

    private static final Limit UPLOADS = new Limit("import.upload", 30, Duration.ofHours(1));

    /** Of one organization: those that have not ended, whoever began them, and all files that are kept. */
    static final int MOST_OPEN = 20;

    private static final long MOST_BYTES = 3L << 30;

    private static final int RECENT = 50;
    private static final int SECRET = 32;
    private static final int LONGEST_NAME = 200;

    private final ImportStore store;
    private final ImportLaneStore lanes;
    private final ImportRowStore rows;
    private final ImportFile files;
    private final Samples samples;
    private final ImportReading reading;
    private final Columns columns;
    private final Offers offers;
    private final Access access;
    private final Organizations organizations;
    private final ConsentTexts consentTexts;
    private final Seats seats;
    private final Limits limits;
    private final Audit audit;
    private final Tenancy tenancy;
    private final TransactionTemplate transaction;
    private final SchedulerClient jobs;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Imports(
            ImportStore store,
            ImportLaneStore lanes,
            ImportRowStore rows,
            ImportFile files,
            Samples samples,
            ImportReading reading,
            Columns columns,
            Offers offers,
            Access access,
            Organizations organizations,
            ConsentTexts consentTexts,
            Seats seats,
            Limits limits,
            Audit audit,
            Tenancy tenancy,
            TransactionTemplate transaction,
            SchedulerClient jobs,
            Clock clock) {
        this.store = store;
        this.lanes = lanes;
        this.rows = rows;
        this.files = files;
        this.samples = samples;
        this.reading = reading;
        this.columns = columns;
        this.offers = offers;
        this.access = access;
        this.organizations = organizations;
        this.consentTexts = consentTexts;
        this.seats = seats;
        this.limits = limits;
        this.audit = audit;
        this.tenancy = tenancy;
        this.transaction = transaction;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Demands that the actor may import at all: as whoever may create one may create many. */
    @Transactional(readOnly = true)
    public void require(Actor actor) {
        access.require(actor, Permission.MEMBERS_CREATE);
    }

    /**
     * Demands that the actor may upload a file now: before it is received. Refuses too many within an hour, and with {@code imports.upload.open} and
     * {@code imports.upload.full} where their organization keeps too many already; what is received at the same moment is not counted.
     */
    @Transactional
    public void requireUpload(Actor actor) {
        require(actor);
        var open = store.open(actor.organization());
        if (open >= MOST_OPEN) throw new Refusal("imports.upload.open", open);
        if (files.kept(actor.organization()) > MOST_BYTES) throw new Refusal("imports.upload.full", MOST_BYTES >> 30);
        limits.takeWithin(UPLOADS, Objects.requireNonNull(actor.member()).toString());
    }

    /**
     * Takes a file. Where it is clear what each column is, it is read at once; else that is to be said first ({@link #map}). Refuses at
     * {@code file} with {@code imports.file.*} what is no list of people.
     *
     * @param file is read before this returns, and may be deleted then
     * @param language of whoever imports: how numbers and dates are written in the file
     */
    public ImportRun upload(Actor actor, Path file, String fileName, Texts.Language language, DefaultWay way) {
        transaction.executeWithoutResult(_ -> require(actor));
        List<String> header;
        List<List<String>> values;
        try (var sheet = Sheets.open(file, fileName)) {
            header = sheet.header();
            values = Samples.first(sheet);
        }
        return Objects.requireNonNull(
                transaction.execute(_ -> uploaded(actor, file, fileName, header, values, language, way)));
    }

    private ImportRun uploaded(
            Actor actor,
            Path file,
            String fileName,
            List<String> header,
            List<List<String>> values,
            Texts.Language language,
            DefaultWay way) {
        var organization = actor.organization();
        var attributes = offers.of(actor).attributes();
        var fields = columns.match(header, attributes);
        var by = Objects.requireNonNull(actor.member());
        var id = store.insert(
                organization, by, shortened(fileName), language.tag(), header, fields, way, clock.instant());
        files.keep(organization, id, file);
        samples.keep(organization, id, values);
        audit.record(actor, Event.of("import.uploaded", "import", id.value()));
        if (understood(header, fields, attributes)) begin(organization, id, fields, attributes, way);
        return get(actor, id);
    }

    /**
     * Says what the columns are, and reads the file with that; what was read before is forgotten. Refuses as {@link Columns#check} with
     * {@code imports.columns.*} what cannot work. Nothing happens to an import that is being applied, or has ended.
     */
    @Retried
    @Transactional
    public ImportRun map(Actor actor, ImportId id, List<String> fields, DefaultWay way) {
        var run = locked(actor, id);
        if (run.state() != State.UPLOADED && run.state() != State.READY) return run;
        var attributes = offers.of(actor).attributes();
        if (fields.size() != run.header().size()) throw Refusal.input("columns", "imports.columns.name");
        Columns.check(fields, attributes);
        rows.delete(actor.organization(), id);
        begin(actor.organization(), id, fields, attributes, way);
        return get(actor, id);
    }

    /** Whether nothing needs to be said about the columns: each with a name is known, and they are enough. */
    private boolean understood(List<String> header, List<String> fields, List<Attribute> attributes) {
        for (var column = 0; column < fields.size(); column++)
            if (fields.get(column).isEmpty() && !columns.leftOut(header, column)) return false;
        try {
            Columns.check(fields, attributes);
            return true;
        } catch (Refusal lacking) {
            return false;
        }
    }

    private void begin(
            OrganizationId organization, ImportId id, List<String> fields, List<Attribute> attributes, DefaultWay way) {
        var secret = new byte[SECRET];
        random.nextBytes(secret);
        var ids = attributes.stream().map(Attribute::id).toList();
        store.begin(
                organization,
                id,
                fields,
                ids,
                way,
                files.seal(organization, id, Sealed.CODES, secret),
                clock.instant());
        jobs.scheduleIfNotExists(ImportJobs.read(organization, id, clock.instant()));
    }

    /** One of the actor's own. Refuses those of others with {@code not.found}, as what is not there. */
    @Transactional(readOnly = true)
    public ImportRun get(Actor actor, ImportId id) {
        require(actor);
        return own(actor, store.find(actor.organization(), id).orElseThrow(Refusal::notFound));
    }

    /** The actor's own, the newest first. */
    @Transactional(readOnly = true)
    public List<ImportRun> recent(Actor actor) {
        require(actor);
        return store.own(actor.organization(), Objects.requireNonNull(actor.member()), RECENT);
    }

    /** Rows of one outcome in their order, after a number; the new ones are those that were added, once they were. */
    @Transactional(readOnly = true)
    public List<ImportedRow> rows(Actor actor, ImportId id, Outcome outcome, int after, int most) {
        return rows.rows(actor.organization(), get(actor, id).id(), outcome, after, most);
    }

    /** All rows in their order, after a number: for the report. */
    @Transactional(readOnly = true)
    List<ImportedRow> all(Actor actor, ImportId id, int after, int most) {
        return rows.rows(actor.organization(), get(actor, id).id(), null, after, most);
    }

    /**
     * Lets it happen: seats are taken for all who need one, and the people are added by jobs. Once is enough, and more does nothing. Refuses
     * with {@code imports.nobody} where nobody is new, with {@code seats.full} and {@code organization.suspended}, and at {@code consent}
     * with {@code consent.changed}.
     *
     * @param consentVersion which text the importer says that the people agreed to (PRI-3)
     */
    @Retried
    @Transactional
    public ImportRun confirm(Actor actor, ImportId id, int consentVersion) {
        require(actor);
        var organization = actor.organization();
        // The organization first, as everybody who takes a seat does.
        seats.lock(organization);
        var run = locked(actor, id);
        if (run.state() != State.READY) return run;
        if (run.fresh() == 0) throw new Refusal("imports.nobody");
        if (consentVersion != consentTexts.current(organization).version())
            throw Refusal.input("consent", "consent.changed");
        if (organizations.get(organization).suspended()) throw new Refusal("organization.suspended");
        if (run.seats() > 0) seats.take(organization, run.seats());
        store.confirm(organization, id, consentVersion, run.seats(), clock.instant());
        lanes.insert(organization, id, run.readTo(), LANES);
        audit.record(
                actor,
                Event.of("import.started", "import", id.value())
                        .with("count", Integer.toString(run.fresh()))
                        .with("version", Integer.toString(consentVersion)));
        for (var lane = 0; lane < LANES; lane++)
            jobs.scheduleIfNotExists(ImportJobs.apply(organization, id, lane, clock.instant()));
        return get(actor, id);
    }

    /** Ends it before its time: who was added stays, who was written to was. Nothing happens where it has ended. */
    @Retried
    @Transactional
    public ImportRun cancel(Actor actor, ImportId id) {
        require(actor);
        // One that nobody confirmed holds no seats, and nobody need wait for it.
        if (get(actor, id).consentVersion() != null) seats.lock(actor.organization());
        var run = locked(actor, id);
        if (run.finished()) return run;
        end(actor, run, State.CANCELLED, null);
        // A check that is under way has its rows, and forgets them itself.
        if (run.consentVersion() == null && run.state() != State.CHECKING) reading.discard(actor.organization(), id);
        return get(actor, id);
    }

    /** Ends one that cannot go on, with the reason that its page says. What nobody confirmed is forgotten, also where it was cancelled before. */
    @Retried
    @Transactional
    void fail(OrganizationId organization, ImportId id, Refusal refusal) {
        tenancy.enter(organization);
        seats.lock(organization);
        var run = store.lock(organization, id).orElse(null);
        if (run == null) return;
        if (!run.finished()) end(Actor.system(organization), run, State.FAILED, refusal);
        // The check that was to forget them is given up.
        if (run.consentVersion() == null) reading.discard(organization, id);
    }

    /** Goes on to what comes after all are added. */
    @Retried
    @Transactional
    void applied(OrganizationId organization, ImportId id) {
        tenancy.enter(organization);
        seats.lock(organization);
        var run = store.lock(organization, id)
                .filter(there -> there.state() == State.APPLYING)
                .orElse(null);
        if (run == null || !lanes.allDone(organization, id)) return;
        giveBackSeats(organization, id);
        forgetFile(organization, run);
        audit.record(
                Actor.system(organization),
                Event.of("import.finished", "import", id.value()).with("count", Integer.toString(run.added())));
        if (run.toSend() == 0) store.finish(organization, id, State.DONE, null, clock.instant());
        else {
            store.move(organization, id, State.SENDING, clock.instant());
            jobs.scheduleIfNotExists(ImportJobs.send(organization, id, clock.instant()));
        }
    }

    /** Forgets what is older than {@link #KEPT}, in one organization. */
    @Transactional
    void purge(OrganizationId organization) {
        tenancy.enter(organization);
        store.purge(organization, clock.instant().minus(KEPT));
    }

    /** The organizations where there is something to {@link #purge}. */
    @Transactional(readOnly = true)
    List<OrganizationId> stale() {
        return store.organizationsWithImports(clock.instant().minus(KEPT));
    }

    private void end(Actor actor, ImportRun run, State state, @Nullable Refusal failure) {
        var organization = actor.organization();
        giveBackSeats(organization, run.id());
        forgetFile(organization, run);
        store.finish(organization, run.id(), state, failure, clock.instant());
        var event = Event.of(
                        state == State.CANCELLED ? "import.cancelled" : "import.failed",
                        "import",
                        run.id().value())
                .with("count", Integer.toString(run.added()));
        audit.record(actor, event);
    }

    /** Those that were taken for rows that came to nothing. */
    private void giveBackSeats(OrganizationId organization, ImportId id) {
        var leftOver = store.letGoOfSeats(organization, id);
        if (leftOver > 0) seats.release(organization, leftOver);
    }

    /** Once no row waits any more it is there for its wrong rows alone (PRI-1). */
    private void forgetFile(OrganizationId organization, ImportRun run) {
        if (run.wrong() == 0) files.discard(organization, run.id());
    }

    private ImportRun locked(Actor actor, ImportId id) {
        require(actor);
        return own(actor, store.lock(actor.organization(), id).orElseThrow(Refusal::notFound));
    }

    private static ImportRun own(Actor actor, ImportRun run) {
        if (!run.createdBy().equals(actor.member())) throw Refusal.notFound();
        return run;
    }

    private static String shortened(String fileName) {
        return fileName.length() <= LONGEST_NAME ? fileName : fileName.substring(fileName.length() - LONGEST_NAME);
    }
}
