package dev.gatehouse.imports;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.imports.ImportRowStore.Made;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The list of one-time passwords that an import made (ACT-2): fetched once by whoever imported, then nobody can tell them any more. */
@Service
class ImportCodes {

    private final Imports imports;
    private final ImportStore store;
    private final ImportRowStore rows;
    private final ImportFile files;
    private final OneTimeCodes codes;
    private final PasswordRules rules;
    private final Audit audit;

    ImportCodes(
            Imports imports,
            ImportStore store,
            ImportRowStore rows,
            ImportFile files,
            OneTimeCodes codes,
            PasswordRules rules,
            Audit audit) {
        this.imports = imports;
        this.store = store;
        this.rows = rows;
        this.files = files;
        this.codes = codes;
        this.rules = rules;
        this.audit = audit;
    }

    /**
     * Takes what they are made from: of any who ask at the same moment one gets it. Refuses with {@code imports.codes} where it was taken, and
     * before anybody has one, and with {@code imports.codes.early} while people are still being added, for the list is not whole.
     */
    @Transactional
    public RowCodes take(Actor actor, ImportId id) {
        var organization = actor.organization();
        imports.get(actor, id);
        var run = store.lock(organization, id).orElseThrow(Refusal::notFound);
        if (run.added() == 0) throw new Refusal("imports.codes");
        if (run.state() == ImportRun.State.APPLYING) throw new Refusal("imports.codes.early");
        var secret = store.sealed(organization, id, Sealed.CODES).orElseThrow(() -> new Refusal("imports.codes"));
        store.keep(organization, id, Sealed.CODES, null);
        audit.record(actor, Event.of("import.codes_fetched", "import", id.value()));
        return new RowCodes(codes, rules, files.unseal(organization, id, Sealed.CODES, secret));
    }

    /** Those who got one, in the order of the file, after a number. */
    @Transactional(readOnly = true)
    public List<Made> people(Actor actor, ImportId id, int after, int most) {
        return rows.made(actor.organization(), imports.get(actor, id).id(), after, most);
    }

    /** Puts it back where the list did not arrive whole: it can be fetched once more. */
    @Transactional
    public void putBack(Actor actor, ImportId id, RowCodes taken) {
        var organization = actor.organization();
        imports.get(actor, id);
        store.keep(organization, id, Sealed.CODES, files.seal(organization, id, Sealed.CODES, taken.secret()));
    }
}
