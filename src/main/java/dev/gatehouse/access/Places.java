package dev.gatehouse.access;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places that a form offers: all of them where they are few, else those that were found.
 *
 * @param shown what can be chosen, the chosen one among them, the widest first
 * @param many whether there are more than a plain list holds, so that one searches
 * @param chosen which one is; null where there is none to choose
 * @param typed what was searched for
 */
public record Places(
        List<Place> shown, boolean many, @Nullable Place chosen, String typed) {

    /** Those of a kind, for the groups of a list. */
    public List<Place> of(ScopeKind kind) {
        return shown.stream().filter(place -> place.kind() == kind).toList();
    }

    /** Whether this one is chosen. */
    public boolean isChosen(Place place) {
        return chosen != null && chosen.id().equals(place.id());
    }
}
