package dev.gatehouse.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One change, to be recorded. Details hold what the change was, before and after, but never a name, an address or a
 * secret: people are meant by their ids, so that the log can outlive them (PRI-1).
 *
 * @param kind what happened, as {@code target.verb}: {@code member.invited}
 * @param targetKind what it happened to: {@code member}, {@code organization}, {@code account}, {@code role}
 * @param target its id
 * @param detail further facts, in the order in which they are shown
 */
public record Event(String kind, String targetKind, UUID target, Map<String, String> detail) {

    public Event {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** A change that its kind and target say whole. */
    public static Event of(String kind, String targetKind, UUID target) {
        return new Event(kind, targetKind, target, Map.of());
    }

    /** The same change with one more fact. */
    public Event with(String key, String value) {
        var more = new LinkedHashMap<>(detail);
        more.put(key, value);
        return new Event(kind, targetKind, target, more);
    }
}
