package dev.gatehouse.organizations;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sentence that people agree to, with every version that it had (PRI-3): whoever agreed once agreed to what it said then. Versions are
 * never changed; going back to the product's own sentence is a new one too.
 */
@Service
public class ConsentTexts {

    private static final int LONGEST = 4_000;
    private static final int SHOWN = 50;

    private final ConsentTextStore store;
    private final PolicyStore policies;
    private final OrganizationStore organizations;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    ConsentTexts(
            ConsentTextStore store,
            PolicyStore policies,
            OrganizationStore organizations,
            Access access,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.policies = policies;
        this.organizations = organizations;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** What new people of the organization that the transaction has entered are asked to agree to. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ConsentText current(OrganizationId organization) {
        return store.current(organization).orElse(ConsentText.STANDARD);
    }

    /** What somebody agreed to who agreed to that version. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ConsentText of(OrganizationId organization, int version) {
        return store.of(organization, version).orElse(ConsentText.STANDARD);
    }

    /** The sentence with its history, for somebody who may change it. */
    @Transactional(readOnly = true)
    public ConsentView read(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var current = current(actor.organization());
        return new ConsentView(
                organizations.find(actor.organization()).orElseThrow(Refusal::notFound),
                policies.of(actor.organization()).personalDataByAdmins(),
                current,
                Objects.requireNonNullElse(current.text(), ""),
                store.history(actor.organization(), SHOWN),
                null);
    }

    /** The same with what was typed, and what is wrong with it. */
    @Transactional(readOnly = true)
    public ConsentView refused(Actor actor, String typed, Refusal refusal) {
        var view = read(actor);
        return new ConsentView(
                view.organization(), view.personalDataByAdmins(), view.current(), typed, view.history(), refusal);
    }

    /** Asks new people for something else from now on. Refuses at the field {@code text} with {@code consent.text.*}. */
    @Transactional
    public ConsentText change(Actor actor, String typed) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return add(actor, text(typed));
    }

    /** Goes back to the product's own sentence, which people read in their own language. */
    @Transactional
    public ConsentText standard(Actor actor) {
        access.require(actor, Permission.SETTINGS_EDIT);
        return add(actor, null);
    }

    private ConsentText add(Actor actor, @Nullable String text) {
        policies.lock(actor.organization());
        var before = current(actor.organization());
        if (Objects.equals(before.text(), text)) return before;
        var next = new ConsentText(before.version() + 1, text);
        store.insert(actor.organization(), next, actor.member(), clock.instant());
        audit.record(
                actor,
                Event.of(
                                "consent_text.changed",
                                "organization",
                                actor.organization().value())
                        .with("version", before.version() + " → " + next.version()));
        return next;
    }

    /** Several lines, each of them one that can be shown. */
    private static String text(String typed) {
        var text = typed.strip().replaceAll("\\R", "\n");
        if (text.codePointCount(0, text.length()) > LONGEST) throw Refusal.input("text", "consent.text.long", LONGEST);
        if (text.isEmpty()) throw Refusal.input("text", "consent.text.empty");
        var lines = new StringBuilder();
        for (var line : text.split("\n", -1)) {
            if (!lines.isEmpty()) lines.append('\n');
            if (!line.isBlank()) lines.append(OneLine.require("text", "consent.text", line, LONGEST));
        }
        return lines.toString();
    }
}
