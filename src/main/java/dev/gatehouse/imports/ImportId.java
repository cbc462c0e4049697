package dev.gatehouse.imports;

import dev.gatehouse.platform.MemberId;
import java.util.UUID;

/** Names one import, within its organization. */
public record ImportId(UUID value) {

    /** Reads the usual text form. Refuses anything else as {@code not.found}. */
    public static ImportId parse(String text) {
        return new ImportId(MemberId.parse(text).value());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
