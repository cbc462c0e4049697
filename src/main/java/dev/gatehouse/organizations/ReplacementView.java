package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The question before something is deleted that stands at people: what they get instead.
 *
 * @param key the beginning of its texts: {@code job_profile}, {@code partner}, {@code user_type}
 * @param action where the form posts
 * @param back the list
 * @param people how many there are, counted up to {@link ListedName#COUNTED}
 * @param none whether they may get nothing instead
 * @param chosen what was chosen so far
 */
public record ReplacementView(
        String key,
        SettingsSection section,
        String name,
        String action,
        String back,
        int people,
        boolean none,
        List<Option> options,
        String chosen,
        @Nullable Refusal refusal) {

    /** The choice of nothing instead. */
    public static final String NONE = "none";

    /**
     * What they may get.
     *
     * @param predefined the key of something with words in every language; null where it has a name
     */
    public record Option(String id, String name, @Nullable String predefined) {}
}
