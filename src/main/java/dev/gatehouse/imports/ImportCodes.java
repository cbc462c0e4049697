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

    /** What they are made from once more. Refuses with {@code imports.codes} where the list was fetched, and before anybody has one. */
    @Transactional(readOnly = true)
    public RowCodes of(Actor actor, ImportId id) {
        var run = imports.get(actor, id);
        if (run.added() == 0) throw new Refusal("imports.codes");
        var secret = store.secret(actor.organization(), id).orElseThrow(() -> new Refusal("imports.codes"));
        return new RowCodes(codes, rules, files.unseal(actor.organization(), secret));
    }

    /** Those who got one, in the order of the file, after a number. */
    @Transactional(readOnly = true)
    public List<Made> people(Actor actor, ImportId id, int after, int most) {
        return rows.made(actor.organization(), imports.get(actor, id).id(), after, most);
    }

    /** The list is fetched. While people are still being added it stays, for it is not whole. */
    @Transactional
    public void forget(Actor actor, ImportId id) {
        var run = imports.get(actor, id);
        audit.record(actor, Event.of("import.codes_fetched", "import", id.value()));
        if (run.state() != ImportRun.State.APPLYING) store.forgetSecret(actor.organization(), id);
    }
}
