package dev.gatehouse.bulk;

import dev.gatehouse.platform.MemberId;
import java.util.UUID;

/** Names one action on many, within its organization. */
public record BulkJobId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}. */
    public static BulkJobId parse(String text) {
        return new BulkJobId(MemberId.parse(text).value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
