package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many files this process receives at once: each takes room on its disk and a line to the database. Places are few, and one organization
 * has a part of them alone, so that it cannot keep the others waiting.
 */
@Component
class UploadPlaces {

    /** Of all, and of one organization. */
    static final int MOST = 8;

    static final int MOST_OF_ONE = 2;

    private static final int RETRY_SECONDS = 60;

    private final Map<OrganizationId, Integer> taken = new HashMap<>();

    /** Held for as long as a file is received. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /** Takes one. Refuses with {@code imports.upload.busy} where none is left. */
    synchronized Place take(OrganizationId organization) {
        var all = taken.values().stream().mapToInt(Integer::intValue).sum();
        var own = taken(organization);
        if (all >= MOST || own >= MOST_OF_ONE) throw Refusal.tooMany("imports.upload.busy", RETRY_SECONDS);
        taken.put(organization, own + 1);
        return () -> leave(organization);
    }

    /** How many an organization holds. */
    synchronized int taken(OrganizationId organization) {
        return taken.getOrDefault(organization, 0);
    }

    private synchronized void leave(OrganizationId organization) {
        taken.computeIfPresent(organization, (_, own) -> own == 1 ? null : own - 1);
    }
}
