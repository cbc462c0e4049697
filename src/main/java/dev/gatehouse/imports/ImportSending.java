package dev.gatehouse.imports;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Activation;
import dev.gatehouse.imports.ImportRowStore.Reader;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Activation messages to the people of an import (ACT-1): at a pace that mail servers bear, behind the import and not in it. */
@Component
class ImportSending {

    /** Between two batches. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final ImportStore store;
    private final ImportRowStore rows;
    private final Activation activation;
    private final Members members;
    private final Access access;
    private final Seats seats;
    private final Tenancy tenancy;
    private final Clock clock;
    private final int batch;

    ImportSending(
            ImportStore store,
            ImportRowStore rows,
            Activation activation,
            Members members,
            Access access,
            Seats seats,
            Tenancy tenancy,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.rows = rows;
        this.activation = activation;
        this.members = members;
        this.access = access;
        this.seats = seats;
        this.tenancy = tenancy;
        this.clock = clock;
        this.batch = Math.max(1, (int) (settings.importMessagesPerMinute() * PAUSE.toSeconds() / 60));
    }

    /** Sends the next ones theirs. Returns whether more are to come, after {@link #PAUSE}. Refuses with {@code forbidden} and {@code organization.suspended}. */
    @Retried
    @Transactional
    public boolean step(OrganizationId organization, ImportId id) {
        tenancy.enter(organization);
        // The organization first, as sending does, and whoever cancels.
        seats.lock(organization);
        var run = store.lock(organization, id)
                .filter(there -> there.state() == State.SENDING)
                .orElse(null);
        if (run == null) return false;
        var actor = members.actor(organization, run.createdBy());
        access.require(actor, Permission.MEMBERS_CREATE);
        var readers = rows.readers(organization, id, store.sentTo(organization, id), batch);
        Map<MemberId, Set<Channel>> ways = readers.stream()
                .collect(Collectors.toMap(
                        Reader::member, reader -> reader.way().channels(), (one, other) -> one, LinkedHashMap::new));
        var leftOut = ways.isEmpty()
                ? Map.<MemberId, String>of()
                : activation.sendWithin(actor, ways).leftOut();
        var reasons = new HashMap<Integer, String>();
        for (var reader : readers) {
            var reason = leftOut.get(reader.member());
            if (reason != null) reasons.put(reader.number(), reason);
        }
        rows.unsent(organization, id, reasons);
        if (!readers.isEmpty())
            store.sentTo(organization, id, readers.getLast().number(), readers.size() - reasons.size(), reasons.size());
        if (readers.size() == batch) return true;
        store.finish(organization, id, State.DONE, null, clock.instant());
        return false;
    }
}
