package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The pane that names a hub or a repository, a new one or one that is there.
 *
 * @param key the beginning of its texts: {@code hub.create}, {@code repository.rename}
 * @param kind {@code hub} or {@code repository}
 * @param about what the title speaks of: the present name, or the hub of a new repository; null for nothing
 * @param action where the form posts
 * @param back the page behind the pane
 * @param name what is in the field
 * @param refusal what is wrong with it; null for nothing
 */
public record PlaceNameView(
        String key,
        String kind,
        @Nullable String about,
        String action,
        String back,
        String name,
        @Nullable Refusal refusal) {

    PlaceNameView refused(String typed, Refusal no) {
        return new PlaceNameView(key, kind, about, action, back, typed, no);
    }
}
