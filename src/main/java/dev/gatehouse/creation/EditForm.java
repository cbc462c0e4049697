package dev.gatehouse.creation;

import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberFacts;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.organizations.DepartmentChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What the pane that edits a member shows and sends; nothing of it has been believed yet.
 *
 * @param attributes what was typed for the organization's own attributes, by the names of their fields
 */
public record EditForm(
        String firstName,
        String lastName,
        String language,
        String email,
        String username,
        String phone,
        String jobProfile,
        String department,
        String userType,
        String partner,
        String identifier,
        Map<String, String> attributes) {

    private static final String ATTRIBUTE = "attribute.";

    public EditForm {
        attributes = Map.copyOf(attributes);
    }

    /** The form as the member stands. */
    static EditForm of(Member member, MemberFacts facts) {
        var attributes = new LinkedHashMap<String, String>();
        facts.attributes().forEach((id, value) -> attributes.put(AttributeValues.field(id), value));
        return new EditForm(
                member.firstName(),
                member.lastName(),
                member.language(),
                text(member.email()),
                text(member.username()),
                text(member.phone()),
                text(facts.jobProfile()),
                text(facts.department()),
                text(facts.userType()),
                text(facts.partner()),
                text(facts.universalIdentifier()),
                attributes);
    }

    /** What was sent; a field that was not is as it stands, for what nobody may change is not asked for. */
    static EditForm of(MultiValueMap<String, String> sent, EditForm before) {
        var attributes = new LinkedHashMap<>(before.attributes());
        sent.forEach((name, values) -> {
            if (name.startsWith(ATTRIBUTE) && !values.isEmpty()) attributes.put(name, values.getFirst());
        });
        return new EditForm(
                one(sent, "firstName", before.firstName()),
                one(sent, "lastName", before.lastName()),
                one(sent, "language", before.language()),
                one(sent, "email", before.email()),
                one(sent, "username", before.username()),
                one(sent, "phone", before.phone()),
                one(sent, "jobProfile", before.jobProfile()),
                Objects.toString(DepartmentChoice.sent(sent::getFirst, "department"), before.department()),
                one(sent, "userType", before.userType()),
                one(sent, "partner", before.partner()),
                one(sent, "identifier", before.identifier()),
                attributes);
    }

    private static String one(MultiValueMap<String, String> sent, String name, String otherwise) {
        return Objects.requireNonNullElse(sent.getFirst(name), otherwise);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
