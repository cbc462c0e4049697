package dev.gatehouse.permissions;

import dev.gatehouse.access.CatalogueEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A section of the permission catalogue with its features, in the order of the catalogue (ROL-1). */
public record RoleSection(String key, List<Feature> features) {

    /** A feature of a section, and what can be allowed of it. */
    public record Feature(String key, List<CatalogueEntry> entries) {}

    static List<RoleSection> of(List<CatalogueEntry> catalogue) {
        var sections = new LinkedHashMap<String, LinkedHashMap<String, List<CatalogueEntry>>>();
        for (var entry : catalogue)
            sections.computeIfAbsent(entry.section(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(entry.feature(), _ -> new ArrayList<>())
                    .add(entry);
        return sections.entrySet().stream()
                .map(section -> new RoleSection(
                        section.getKey(),
                        section.getValue().entrySet().stream()
                                .map(feature -> new Feature(feature.getKey(), feature.getValue()))
                                .toList()))
                .toList();
    }
}
