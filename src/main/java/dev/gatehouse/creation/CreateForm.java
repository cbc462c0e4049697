package dev.gatehouse.creation;

import dev.gatehouse.organizations.DepartmentChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.util.MultiValueMap;

/**
 * What the pane that creates somebody sends; nothing of it has been believed yet.
 *
 * @param kind what they sign in with: {@code email}, or {@code username} together with a phone number
 * @param role an id, or empty for none
 * @param team whether they are to join the organization's default team
 * @param attributes what was typed for the organization's own attributes, by the names of their fields
 * @param byEmail whether an activation link is to be mailed
 * @param bySms whether one is to be sent to the phone
 * @param consent the version of the text that the person agreed to, as whoever creates them says; empty for not
 * @param step the step that is open
 * @param onward the step that is wanted next; 0 where the person is to be created now
 */
public record CreateForm(
        String kind,
        String email,
        String username,
        String phone,
        String firstName,
        String lastName,
        String language,
        String currency,
        String jobProfile,
        String department,
        String role,
        boolean team,
        String userType,
        String partner,
        String identifier,
        Map<String, String> attributes,
        Way way,
        boolean byEmail,
        boolean bySms,
        String password,
        String consent,
        int step,
        int onward) {

    /** Who it is, where they stand, how they come in. */
    public static final int STEPS = 3;

    static final String USERNAME = "username";

    private static final String ATTRIBUTE = "attribute.";

    public CreateForm {
        attributes = Map.copyOf(attributes);
    }

    static CreateForm of(MultiValueMap<String, String> sent) {
        var attributes = new LinkedHashMap<String, String>();
        sent.forEach((name, values) -> {
            if (name.startsWith(ATTRIBUTE) && !values.isEmpty()) attributes.put(name, values.getFirst());
        });
        return new CreateForm(
                one(sent, "kind"),
                one(sent, "email"),
                one(sent, USERNAME),
                one(sent, "phone"),
                one(sent, "firstName"),
                one(sent, "lastName"),
                one(sent, "language"),
                one(sent, "currency"),
                one(sent, "jobProfile"),
                Objects.toString(DepartmentChoice.sent(sent::getFirst, "department"), ""),
                one(sent, "role"),
                !one(sent, "team").isEmpty(),
                one(sent, "userType"),
                one(sent, "partner"),
                one(sent, "identifier"),
                attributes,
                Way.of(one(sent, "way")),
                !one(sent, "byEmail").isEmpty(),
                !one(sent, "bySms").isEmpty(),
                one(sent, "password"),
                one(sent, "consent"),
                step(one(sent, "step"), 1),
                step(one(sent, "onward"), 0));
    }

    /** Whether the person signs in with a username and a number. */
    public boolean named() {
        return kind.equals(USERNAME);
    }

    private static int step(String word, int otherwise) {
        return word.matches("[1-" + STEPS + "]") ? Integer.parseInt(word) : otherwise;
    }

    private static String one(MultiValueMap<String, String> sent, String name) {
        return Objects.requireNonNullElse(sent.getFirst(name), "");
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CreateForm[" + way + "]";
    }
}
