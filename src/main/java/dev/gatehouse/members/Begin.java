package dev.gatehouse.members;

import dev.gatehouse.members.MemberListQuery.Column;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a sorted range begins for a page: after the row that the page goes on from, or at the end that the sort comes from.
 *
 * @param key a name, or a moment as PostgreSQL reads it: an array of moments is beyond the driver
 */
record Begin(String key, UUID id) {

    private static final UUID FIRST_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);
    /** Sorts after every name: the last character of Unicode. */
    private static final String LAST_NAME = "\udbff\udfff";

    /** For the range of a place in the sort; null where the page is past all of it. */
    static @Nullable Begin of(MemberListQuery query, int place) {
        var down = query.descending() != query.backward();
        var from = query.from();
        if (from != null && (down ? place > from.place() : place < from.place())) return null;
        if (from != null && place == from.place()) {
            var active = from.active();
            return new Begin(active == null ? from.name() : moment(active), from.id());
        }
        var end = query.column() == Column.ACTIVE ? (down ? "infinity" : "-infinity") : down ? LAST_NAME : "";
        return new Begin(end, down ? LAST_ID : FIRST_ID);
    }

    private static String moment(OffsetDateTime moment) {
        return moment.equals(OffsetDateTime.MIN) ? "-infinity" : moment.toString();
    }
}
