package dev.gatehouse.audit;

import dev.gatehouse.audit.ChainVerdict.Broken;
import dev.gatehouse.audit.ChainVerdict.Fault;
import dev.gatehouse.platform.OrganizationId;
import java.util.Arrays;
import java.util.Optional;

/** Goes along a chain from its beginning and stops where it does not hold. */
final class ChainWalk {

    private byte[] hash;
    private long position;

    ChainWalk(OrganizationId organization) {
        this.hash = EventHash.beginning(organization.value());
    }

    Optional<Broken> step(ChainStore.Link link) {
        if (link.position() != position + 1) return Optional.of(new Broken(position + 1, Fault.GAP, null));
        var event = link.event();
        if (event == null) return Optional.of(new Broken(link.position(), Fault.EVENT_GONE, link.eventId()));
        var expected = EventHash.next(hash, event);
        if (!Arrays.equals(expected, link.hash()))
            return Optional.of(new Broken(link.position(), Fault.CHANGED, link.eventId()));
        var origin = link.origin();
        if (origin != null && !Arrays.equals(origin, event.originDigest()))
            return Optional.of(new Broken(link.position(), Fault.ORIGIN_CHANGED, link.eventId()));
        hash = expected;
        position = link.position();
        return Optional.empty();
    }

    long position() {
        return position;
    }

    byte[] hash() {
        return hash.clone();
    }
}
