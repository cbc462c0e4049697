package dev.gatehouse.auditlog;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.AuditChain;
import dev.gatehouse.audit.ChainVerdict;
import dev.gatehouse.audit.Event;
import dev.gatehouse.auditlog.AuditLogStore.Range;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.TimeIds;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** What happened in an organization, for those who may know (AUD-1). */
@Service
public class AuditLog {

    static final int PAGE = 50;
    static final int EXPORT_CHUNK = 1_000;

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private final AuditLogStore store;
    private final AuditChain chain;
    private final Access access;
    private final Audit audit;

    AuditLog(AuditLogStore store, AuditChain chain, Access access, Audit audit) {
        this.store = store;
        this.chain = chain;
        this.access = access;
        this.audit = audit;
    }

    /** One page of the log, newest first; days are those of the viewer's zone. */
    @Transactional(readOnly = true)
    AuditLogView page(Actor actor, AuditQuery query, ZoneId zone) {
        access.require(actor, Permission.AUDIT_READ);
        var who = person(actor, query.who());
        var whom = person(actor, query.whom());
        var range = range(actor, query, zone, who, whom, PAGE + 1);
        var found = range.isEmpty() ? List.<Entry>of() : store.events(actor.organization(), range.get());
        var more = found.size() > PAGE;
        var page = more ? found.subList(0, PAGE) : found;
        var backwards = query.newer() != null;
        var entries = backwards ? page.reversed() : page;
        return new AuditLogView(
                entries,
                query,
                who,
                whom,
                entries.isEmpty() || !(backwards ? more : query.older() != null)
                        ? null
                        : query.newerThan(entries.getFirst().id()),
                entries.isEmpty() || !(backwards || more)
                        ? null
                        : query.olderThan(entries.getLast().id()));
    }

    /** The next rows of an export; those before {@code older}, or the newest. Empty at its end. */
    @Transactional(readOnly = true)
    List<Entry> chunk(Actor actor, AuditQuery query, ZoneId zone, @Nullable UUID older) {
        access.require(actor, Permission.AUDIT_READ);
        var from = new AuditQuery(query.who(), query.whom(), query.kinds(), query.from(), query.to(), older, null);
        return range(actor, from, zone, person(actor, query.who()), person(actor, query.whom()), EXPORT_CHUNK)
                .map(range -> store.events(actor.organization(), range))
                .orElse(List.of());
    }

    /** Notes that somebody downloads the log; before the first row leaves, so that no download goes unnoticed. */
    @Transactional
    void beginExport(Actor actor, AuditQuery query) {
        access.require(actor, Permission.AUDIT_READ);
        var event =
                Event.of("audit.exported", "organization", actor.organization().value());
        if (query.kinds() != null) event = event.with("kinds", query.kinds().key());
        if (query.from() != null) event = event.with("since", query.from().toString());
        if (query.to() != null) event = event.with("until", query.to().toString());
        audit.record(actor, event.with("filtered", query.isFiltered() ? "yes" : "no"));
    }

    /** Walks the organization's chain and computes it again. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ChainVerdict verify(Actor actor) {
        access.require(actor, Permission.AUDIT_READ);
        return chain.verify(actor.organization());
    }

    /** Empty where the filter names nobody, and therefore nothing is found. */
    private Optional<Range> range(
            Actor actor,
            AuditQuery query,
            ZoneId zone,
            @Nullable FilterPerson who,
            @Nullable FilterPerson whom,
            int most) {
        if ((who != null && who.member() == null) || (whom != null && whom.member() == null)) return Optional.empty();
        var newer = query.newer();
        var older = query.older();
        var above = query.from() == null ? FIRST : startOf(query.from(), zone);
        var below = query.to() == null ? LAST : startOf(query.to().plusDays(1), zone);
        if (newer != null && newer.toString().compareTo(above.toString()) >= 0) above = next(newer);
        if (older != null && older.toString().compareTo(below.toString()) < 0) below = older;
        var kinds = query.kinds() == null ? null : query.kinds().kinds();
        var by = who == null ? null : who.member();
        var about = whom == null ? null : whom.member();
        return Optional.of(new Range(
                above,
                below,
                newer != null,
                kinds == null && by != null && about == null ? KindGroup.allKinds() : kinds,
                by,
                about == null ? null : store.idsOf(actor.organization(), about),
                most));
    }

    private static UUID startOf(LocalDate day, ZoneId zone) {
        return TimeIds.from(day.atStartOfDay(zone).toInstant());
    }

    private static UUID next(UUID id) {
        var low = id.getLeastSignificantBits() + 1;
        return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
    }

    private @Nullable FilterPerson person(Actor actor, String filter) {
        if (filter.isEmpty()) return null;
        var member = AuditQuery.id(filter);
        if (member == null)
            member = EmailAddress.read(filter)
                    .flatMap(address -> store.memberAt(actor.organization(), address.key()))
                    .orElse(null);
        var label = member == null
                ? null
                : store.labelOf(actor.organization(), member).orElse("");
        return new FilterPerson(member, label == null ? filter : label);
    }
}
