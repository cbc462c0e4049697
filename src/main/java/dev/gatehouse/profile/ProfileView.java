package dev.gatehouse.profile;

import dev.gatehouse.console.Shell;
import dev.gatehouse.members.OwnAttribute;
import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.platform.Refusal;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about themselves, and what their organizations let them see.
 *
 * @param currency what they see amounts in; empty for what their organizations say
 * @param external the organizations that keep their name themselves
 * @param refusal why it is shown again; at the field that it names
 */
public record ProfileView(
        String firstName,
        String lastName,
        String language,
        String timeZone,
        String currency,
        List<String> external,
        List<Known> known,
        @Nullable Refusal refusal) {

    /** What one organization lets the person see. */
    public record Known(OwnRecord place, List<OwnAttribute> attributes) {

        public Known {
            attributes = List.copyOf(attributes);
        }

        /** Whether there is anything that they may change. */
        public boolean editable() {
            return place.editable()
                    && attributes.stream().anyMatch(own -> own.attribute().editable());
        }

        /** Where they change it. */
        public String address() {
            return "/me/organizations/" + place.slug() + "/details";
        }
    }

    public ProfileView {
        external = List.copyOf(external);
        known = List.copyOf(known);
    }

    ProfileView typed(Form form, Refusal wrong) {
        return new ProfileView(
                form.firstName(),
                form.lastName(),
                form.language(),
                form.timeZone(),
                form.currency(),
                external,
                known,
                wrong);
    }

    /** What was sent. */
    record Form(String firstName, String lastName, String language, String timeZone, String currency) {}

    /** The sentence that stands at a field; null where it is right. */
    public @Nullable String problem(Shell shell, String field) {
        return refusal != null && field.equals(refusal.field()) ? shell.refusal(refusal) : null;
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
