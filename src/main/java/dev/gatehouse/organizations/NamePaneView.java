package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The pane that adds a name to a list, or changes one.
 *
 * @param about what it is called now; null for a new one
 * @param name what is in the field
 */
public record NamePaneView(
        NameList list,
        @Nullable String about,
        String action,
        String back,
        String name,
        @Nullable Refusal refusal) {

    NamePaneView refused(String typed, Refusal no) {
        return new NamePaneView(list, about, action, back, typed, no);
    }
}
