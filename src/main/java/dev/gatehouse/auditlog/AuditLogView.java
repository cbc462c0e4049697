package dev.gatehouse.auditlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the log.
 *
 * @param who whom the filter means that did it; null without that filter
 * @param whom whom the filter means that it was done to; null without that filter
 * @param newer where the page of what came after is; null on the newest
 * @param older where the page of what came before is; null on the oldest
 */
public record AuditLogView(
        List<Entry> entries,
        AuditQuery query,
        @Nullable FilterPerson who,
        @Nullable FilterPerson whom,
        @Nullable AuditQuery newer,
        @Nullable AuditQuery older) {

    public AuditLogView {
        entries = List.copyOf(entries);
    }
}
