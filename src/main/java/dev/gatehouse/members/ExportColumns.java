package dev.gatehouse.members;

import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.HarmlessText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one export. Their names are the same in every language, and those that an import reads are called as it reads them, so that a
 * file that was exported can be imported (CRE-4).
 *
 * @param managed whether whoever exports manages people, and sees what the organization keeps about them
 * @param attributes the organization's own attributes, each a column under its name; none where they are not to be seen
 * @param departments how a file names each department: {@code Sales / North}
 */
record ExportColumns(boolean managed, List<Attribute> attributes, Map<DepartmentId, String> departments) {

    private static final List<String> FIXED = List.of(
            "id",
            "first_name",
            "last_name",
            "email",
            "username",
            "phone",
            "universal_identifier",
            "language",
            "currency",
            "department",
            "job_profile",
            "user_type",
            "partner",
            "role",
            "status",
            "level",
            "teams",
            "sign_in",
            "invitation_expires_at",
            "last_active_at",
            "created_at");

    /** What only those see who manage people, as on the page of a member. */
    private static final Set<String> MANAGED = Set.of("universal_identifier", "currency");

    /** The same columns, where departments are called so. */
    ExportColumns in(Map<DepartmentId, String> called) {
        return new ExportColumns(managed, attributes, called);
    }

    /** What stands over the columns. */
    List<String> names() {
        var names = new ArrayList<String>();
        for (var name : FIXED) if (managed || !MANAGED.contains(name)) names.add(name);
        for (var attribute : attributes) names.add(name(attribute));
        return names;
    }

    /** Its name, and what it is where another column is called so too: an import reads past what stands in brackets. */
    private static String name(Attribute attribute) {
        var name = attribute.name().toLowerCase(Locale.ROOT).replace(' ', '_');
        return harmless(FIXED.contains(name) ? attribute.name() + " (attribute)" : attribute.name());
    }

    /** What stands in them for a member at a moment. */
    List<String> cells(ExportRow row, Instant now) {
        var cells = new ArrayList<String>(FIXED.size() + attributes.size());
        cells.add(row.id().toString());
        cells.add(harmless(row.firstName()));
        cells.add(harmless(row.lastName()));
        cells.add(harmless(row.email()));
        cells.add(harmless(row.username()));
        cells.add(harmless(row.phone()));
        if (managed) cells.add(harmless(row.universalIdentifier()));
        cells.add(row.language());
        if (managed) cells.add(row.currency() == null ? "" : row.currency());
        cells.add(row.department() == null ? "" : harmless(departments.get(row.department())));
        cells.add(harmless(row.jobProfile()));
        cells.add(harmless(row.userType()));
        cells.add(harmless(row.partner()));
        cells.add(harmless(row.role()));
        cells.add(Standing.of(row.status(), row.invitationExpiresAt(), now).key());
        cells.add(row.level() == null ? "" : row.level().key());
        cells.add(row.teams().isEmpty() ? "" : harmless(String.join("; ", row.teams())));
        cells.add(row.sso() ? "sso" : "password");
        cells.add(moment(row.invitationExpiresAt()));
        cells.add(moment(row.lastActiveAt()));
        cells.add(moment(row.createdAt()));
        for (var attribute : attributes) cells.add(harmless(row.attributes().get(attribute.id())));
        return cells;
    }

    private static String harmless(@Nullable String text) {
        return text == null ? "" : HarmlessText.of(text);
    }

    private static String moment(@Nullable Instant moment) {
        return moment == null ? "" : moment.toString();
    }
}
