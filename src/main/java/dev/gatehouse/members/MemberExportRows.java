package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.Department;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an export is made of (MEM-7): the members that the list holds, a chunk at a time, each in a transaction of its own that asks for the
 * right anew. So an export of a million holds nobody up, and ends where the right does.
 */
@Service
class MemberExportRows {

    /**
     * Some of the rows.
     *
     * @param columns what is told of them
     * @param at when they were read
     * @param last whether none follow
     */
    record Chunk(ExportColumns columns, List<ExportRow> rows, Instant at, boolean last) {}

    /**
     * What files have between the names of departments, from the top down. A name that has such a slash itself is written as it is: an import
     * takes every path that can be meant, and where two departments have the same it asks rather than guesses.
     */
    private static final String BELOW = " / ";

    private final MemberExportStore store;
    private final MemberList list;
    private final MemberProfiles profiles;
    private final Departments departments;
    private final Directory directory;
    private final Access access;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    MemberExportRows(
            MemberExportStore store,
            MemberList list,
            MemberProfiles profiles,
            Departments departments,
            Directory directory,
            Access access,
            Tenancy tenancy,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.list = list;
        this.profiles = profiles;
        this.departments = departments;
        this.directory = directory;
        this.access = access;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /** The first rows, in the order in which they were created. */
    @Transactional(readOnly = true)
    Chunk first(Actor actor, MemberListQuery query, int size) {
        access.require(actor, Permission.MEMBERS_EXPORT);
        var managed = profiles.manages(actor);
        var columns = new ExportColumns(
                managed, managed ? directory.attributes(actor.organization()) : List.<Attribute>of(), Map.of());
        return read(actor, query, columns, null, size);
    }

    /** The rows that follow some others. Refuses with {@code forbidden} where the actor may not see any more what the columns tell. */
    @Transactional(readOnly = true)
    Chunk next(Actor actor, MemberListQuery query, Chunk before, int size) {
        access.require(actor, Permission.MEMBERS_EXPORT);
        if (before.columns().managed() && !profiles.manages(actor)) throw Refusal.forbidden();
        return read(actor, query, before.columns(), before.rows().getLast(), size);
    }

    /** Records that an export was taken, or as much of it as was delivered; also where the right ended on the way. */
    @Transactional
    void exported(Actor actor, MemberListQuery query, String format, long members) {
        tenancy.enter(actor.organization());
        audit.record(
                actor,
                Event.of(
                                "members.exported",
                                "organization",
                                actor.organization().value())
                        .with("format", format)
                        .with("members", Long.toString(members))
                        .with("filters", query.filters()));
    }

    private Chunk read(Actor actor, MemberListQuery query, ExportColumns columns, @Nullable ExportRow after, int size) {
        var organization = actor.organization();
        var now = clock.instant();
        var hidden = profiles.attributesHidden(actor);
        var rows = store
                .chunk(
                        organization,
                        list.narrowed(actor, query),
                        !columns.attributes().isEmpty(),
                        after == null ? null : after.id(),
                        size,
                        now)
                .stream()
                .map(row -> hidden.contains(row.status()) ? row.withoutAttributes() : row)
                .toList();
        return new Chunk(columns.in(known(organization, columns.departments(), rows)), rows, now, rows.size() < size);
    }

    /** How files name the departments: read at the beginning, and again where somebody is in one that came meanwhile. */
    private Map<DepartmentId, String> known(
            OrganizationId organization, Map<DepartmentId, String> known, List<ExportRow> rows) {
        return rows.stream()
                        .map(ExportRow::department)
                        .flatMap(Stream::ofNullable)
                        .allMatch(known::containsKey)
                ? known
                : paths(departments.all(organization));
    }

    private static Map<DepartmentId, String> paths(List<Department> departments) {
        var paths = new HashMap<DepartmentId, String>();
        for (var department : departments) {
            var above = department.parent() == null ? null : paths.get(department.parent());
            paths.put(department.id(), above == null ? department.name() : above + BELOW + department.name());
        }
        return Map.copyOf(paths);
    }
}
