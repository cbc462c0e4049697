package dev.gatehouse.people;

import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What people say about themselves and may change themselves (LIF-6). Refuses wrong values at their fields.
 *
 * @param currency what they see amounts in (ISO 4217); null for what their organizations say
 */
public record Profile(
        String firstName,
        String lastName,
        String language,
        String timeZone,
        @Nullable String currency) {

    private static final int LONGEST = 100;

    /** The zone that a browser named, which nobody typed: where it is none that is known, UTC serves until the person chooses. */
    public static String zoneOrUtc(String named) {
        return ZoneId.getAvailableZoneIds().contains(named) ? named : "UTC";
    }

    public Profile {
        firstName = OneLine.require("firstName", "name", firstName, LONGEST);
        lastName = OneLine.require("lastName", "name", lastName, LONGEST);
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) throw Refusal.input("timeZone", "time.zone.unknown");
        if (currency != null && !Regions.isCurrency(currency)) throw Refusal.input("currency", "currency.unknown");
    }
}
