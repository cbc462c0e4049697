package dev.gatehouse.profile;

import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.members.OwnConsent;
import dev.gatehouse.members.OwnRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person agreed to, by organization (PRI-3). */
public record ConsentsView(List<Place> places) {

    public ConsentsView {
        places = List.copyOf(places);
    }

    /** One organization, and what it asks people to agree to. */
    public record Place(OwnRecord record, List<Standing> standings) {

        public Place {
            standings = List.copyOf(standings);
        }
    }

    /**
     * How it stands with one purpose.
     *
     * @param record of whom
     * @param history the newest first; empty where they never agreed
     */
    public record Standing(OwnRecord record, Purpose purpose, List<OwnConsent> history) {

        public Standing {
            history = List.copyOf(history);
        }

        /** The consent that holds; null where none does. */
        public @Nullable OwnConsent holding() {
            return history.stream()
                    .filter(own -> own.consent().holds())
                    .findFirst()
                    .orElse(null);
        }

        /** Those that do not count any more: taken back, or replaced by a later one. */
        public List<OwnConsent> earlier() {
            var holding = holding();
            return history.stream().filter(own -> !own.equals(holding)).toList();
        }

        /** Where the person agrees. */
        public String agreement() {
            return "/me/consents/" + record.slug() + "/" + purpose.key();
        }

        /** Where they take it back. */
        public String withdrawal() {
            return agreement() + "/withdrawal";
        }
    }
}
