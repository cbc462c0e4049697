package dev.gatehouse.permissions;

import dev.gatehouse.access.CatalogueEntry;
import dev.gatehouse.access.Explanation;
import dev.gatehouse.access.Places;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The question "why?", and its answer (ROL-6).
 *
 * @param address of the page: {@code /o/<slug>/members/<id>/why}
 * @param member the page of the member that it is about
 * @param called what to call them
 * @param catalogue what can be asked for, by the text keys of its sections and features
 * @param permission the key that is asked for; empty for none yet
 * @param answer null while nothing is asked
 */
public record WhyView(
        String address,
        String member,
        String called,
        Map<String, List<CatalogueEntry>> catalogue,
        Places places,
        String permission,
        @Nullable Explanation answer) {}
