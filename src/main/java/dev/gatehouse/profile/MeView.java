package dev.gatehouse.profile;

import dev.gatehouse.people.Account;
import dev.gatehouse.platform.Refusal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person's own page.
 *
 * @param known what the meter needs to judge a new password
 * @param refusal why it is shown again; at the field that it names
 */
public record MeView(
        String email,
        String firstName,
        String lastName,
        String language,
        String timeZone,
        int passwordMinimum,
        Map<String, String> known,
        @Nullable Refusal refusal) {

    static MeView of(Account account, int passwordMinimum, Map<String, String> known) {
        return new MeView(
                account.email(),
                account.firstName(),
                account.lastName(),
                account.language(),
                account.timeZone(),
                passwordMinimum,
                known,
                null);
    }

    MeView typed(String firstName, String lastName, String language, String timeZone, Refusal refusal) {
        return new MeView(email, firstName, lastName, language, timeZone, passwordMinimum, known, refusal);
    }

    MeView refused(Refusal refusal) {
        return new MeView(email, firstName, lastName, language, timeZone, passwordMinimum, known, refusal);
    }

    /** Zones that people live in, by continent. */
    public List<String> timeZones() {
        return Stream.concat(
                        Stream.of("UTC"),
                        ZoneId.getAvailableZoneIds().stream()
                                .filter(zone -> zone.matches(
                                        "(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                                .sorted())
                .toList();
    }
}
