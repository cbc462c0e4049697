package dev.gatehouse.signup;

import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.platform.Refusal;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an admin chose for a department's link; nothing of it has been believed yet.
 *
 * @param department its id, or what was typed; empty for none
 * @param until the last day; empty for no end
 * @param mostUses how often it can be used; empty for as often as one likes
 */
public record LinkForm(String department, String until, String mostUses) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    static LinkForm of(Map<String, String> sent) {
        return new LinkForm(
                Objects.toString(DepartmentChoice.sent(sent::get, "department"), ""),
                sent.getOrDefault("until", ""),
                sent.getOrDefault("mostUses", "").strip());
    }

    /** How often it can be used; null for as often as one likes. Refuses at its field with {@code sign_up.uses}. */
    @Nullable
    Integer uses() {
        if (mostUses.isEmpty()) return null;
        if (!NUMBER.matcher(mostUses).matches()) throw Refusal.input("mostUses", "sign_up.uses", SignUpLinks.MOST_USES);
        var uses = Integer.parseInt(mostUses);
        if (uses < 1 || uses > SignUpLinks.MOST_USES)
            throw Refusal.input("mostUses", "sign_up.uses", SignUpLinks.MOST_USES);
        return uses;
    }
}
