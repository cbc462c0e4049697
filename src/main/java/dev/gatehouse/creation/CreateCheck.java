package dev.gatehouse.creation;

import dev.gatehouse.members.MemberProfiles;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.members.PersonRules;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.UserType;
import dev.gatehouse.people.PasswordRules;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.platform.Username;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what was typed for somebody new, and finds what is wrong with it (CRE-1). The same check stands before each step and before the act. */
@Component
class CreateCheck {

    private final Members members;
    private final MemberProfiles profiles;
    private final DepartmentChoices choices;
    private final PasswordRules rules;
    private final Texts texts;

    CreateCheck(Members members, MemberProfiles profiles, DepartmentChoices choices, PasswordRules rules, Texts texts) {
        this.members = members;
        this.profiles = profiles;
        this.choices = choices;
        this.rules = rules;
        this.texts = texts;
    }

    /**
     * What was read.
     *
     * @param person as far as they could be read; whole where nothing is wrong
     * @param channels by what an activation link is to go out
     */
    record Checked(NewMember person, Set<Channel> channels, Map<String, Refusal> wrong) {}

    Checked check(Actor actor, CreateOffer offer, CreateForm form, Reader reader) {
        var found = new Findings();
        var person = read(actor, offer, form, reader, found);
        taken(actor, person, null, found);
        var channels = channels(offer, form, person, found);
        password(offer, form, person, found);
        consent(offer.consent().version(), form.consent(), found);
        return new Checked(person, channels, inOrder(found.fields()));
    }

    /** What of somebody's data names another member already, noted at its field with that member's name. */
    void taken(Actor actor, NewMember person, @Nullable MemberId self, Findings found) {
        for (var taken : members.taken(actor, person, self)) {
            var name = members.get(actor, taken.by()).label();
            switch (taken.field()) {
                case "email" -> found.add("email", Refusal.input("email", "creation.taken.email", name));
                case "username" -> found.add("username", Refusal.input("username", "creation.taken.username", name));
                case "phone" -> found.add("phone", Refusal.input("phone", "creation.taken.phone", name));
                default -> found.add("identifier", Refusal.input("identifier", "creation.taken.identifier", name));
            }
        }
        for (var taken : profiles.taken(actor, person.attributes(), self).entrySet()) {
            var field = AttributeValues.field(taken.getKey());
            var name = members.get(actor, taken.getValue()).label();
            found.add(field, Refusal.input(field, "creation.taken.value", name));
        }
    }

    /** The values of the organization's own attributes; what is wrong is noted at their fields. */
    static Map<AttributeId, String> attributes(
            List<dev.gatehouse.organizations.Attribute> asked,
            Map<String, String> typed,
            Reader reader,
            Findings found) {
        var values = new LinkedHashMap<AttributeId, String>();
        for (var attribute : asked) {
            var field = AttributeValues.field(attribute.id());
            var value = found.read(
                    field,
                    () -> AttributeValues.check(
                            attribute,
                            typed.getOrDefault(field, ""),
                            reader.language().locale()));
            if (value != null) values.put(attribute.id(), value);
        }
        return values;
    }

    /** The entry of a list that was chosen; null for none. */
    static <T> @Nullable T chosen(List<T> offered, Function<T, Object> id, String word, Refusal gone) {
        if (word.isEmpty()) return null;
        return offered.stream()
                .filter(entry -> id.apply(entry).toString().equals(word))
                .findFirst()
                .orElseThrow(() -> gone);
    }

    /** The department that a form names; null for none. */
    @Nullable
    DepartmentId department(Actor actor, String sent) {
        return choices.read(actor.organization(), "department", sent);
    }

    /** A language that there is. */
    String language(String tag) {
        return texts.all().stream()
                .map(Texts.Language::tag)
                .filter(tag::equals)
                .findFirst()
                .orElseThrow(() -> Refusal.input("language", "organization.language"));
    }

    private NewMember read(Actor actor, CreateOffer offer, CreateForm form, Reader reader, Findings found) {
        var country = offer.policy().defaultCountry();
        var numbered = form.named() || !form.phone().isBlank();
        var email = form.named() ? null : found.read("email", () -> EmailAddress.parse(form.email()));
        var username = form.named() ? found.read("username", () -> Username.parse(form.username())) : null;
        var phone = numbered ? found.read("phone", () -> PhoneNumber.parse(form.phone(), country)) : null;
        var firstName = found.read("firstName", () -> PersonRules.firstName(form.firstName()));
        var lastName = found.read("lastName", () -> PersonRules.lastName(form.lastName()));
        var language = found.read("language", () -> language(form.language()));
        var currency = found.read("currency", () -> PersonRules.currency(form.currency()));
        var profile = found.read(
                "jobProfile",
                () -> needed(
                        offer.jobProfiles(),
                        chosen(
                                offer.jobProfiles(),
                                JobProfile::id,
                                form.jobProfile(),
                                Refusal.input("jobProfile", "job_profile.gone")),
                        Refusal.input("jobProfile", "creation.job_profile")));
        var department = found.read("department", () -> {
            var named = department(actor, form.department());
            if (named == null && offer.departments()) throw Refusal.input("department", "creation.department");
            return named;
        });
        found.read(
                "role",
                () -> chosen(offer.roles(), role -> role.id(), form.role(), Refusal.input("role", "creation.role")));
        var type = found.read(
                "userType",
                () -> chosen(
                        offer.userTypes(), UserType::id, form.userType(), Refusal.input("userType", "user_type.gone")));
        var partner = found.read(
                "partner",
                () -> chosen(offer.partners(), Partner::id, form.partner(), Refusal.input("partner", "partner.gone")));
        return new NewMember(
                email,
                username,
                phone,
                firstName == null ? "" : firstName,
                lastName == null ? "" : lastName,
                language == null ? "" : language,
                currency,
                department,
                profile == null ? null : profile.id(),
                type == null ? null : type.id(),
                partner == null ? null : partner.id(),
                found.read("identifier", () -> PersonRules.identifier(form.identifier())),
                attributes(offer.attributes(), form.attributes(), reader, found));
    }

    /** What was chosen of a list, which must be something where there is something to choose. */
    private static <T> @Nullable T needed(List<T> offered, @Nullable T chosen, Refusal missing) {
        if (chosen == null && !offered.isEmpty()) throw missing;
        return chosen;
    }

    private static Set<Channel> channels(CreateOffer offer, CreateForm form, NewMember person, Findings found) {
        var channels = EnumSet.noneOf(Channel.class);
        if (form.way() == Way.CODE && !offer.policy().oneTimePasswords())
            found.add("way", Refusal.input("way", "one_time_password.off"));
        if (form.way() != Way.LINKS) return channels;
        if (form.byEmail() && !form.named()) channels.add(Channel.EMAIL);
        var numbered = person.phone() != null || !form.phone().isBlank();
        if (form.bySms() && offer.sms() && numbered) channels.add(Channel.SMS);
        if (channels.isEmpty()) found.add("way", Refusal.input("way", "creation.channel"));
        return channels;
    }

    private void password(CreateOffer offer, CreateForm form, NewMember person, Findings found) {
        if (form.way() != Way.PASSWORD) return;
        var personal = Stream.of(
                        person.firstName(),
                        person.lastName(),
                        person.email() == null ? "" : person.email().value(),
                        person.username() == null ? "" : person.username().value())
                .filter(text -> !text.isEmpty())
                .toList();
        found.read("password", () -> {
            rules.require(
                    form.password(),
                    offer.organization().passwordMinimum(),
                    personal,
                    List.of(offer.organization().name()));
            return null;
        });
    }

    private static void consent(int version, String agreed, Findings found) {
        if (agreed.isEmpty()) found.add("consent", Refusal.input("consent", "creation.consent"));
        else if (!agreed.equals(Integer.toString(version)))
            found.add("consent", Refusal.input("consent", "consent.changed"));
    }

    /** As the form has its fields, so that the first wrong one is the first that is seen. */
    private static Map<String, Refusal> inOrder(Map<String, Refusal> fields) {
        var ordered = new LinkedHashMap<String, Refusal>();
        for (var step = 1; step <= CreateForm.STEPS; step++)
            for (var field : fields.entrySet())
                if (stepOf(field.getKey()) == step) ordered.put(field.getKey(), field.getValue());
        return ordered;
    }

    /** The step in which a field stands. */
    static int stepOf(String field) {
        return switch (field) {
            case "email", "username", "phone", "firstName", "lastName", "language", "currency" -> 1;
            case "way", "password", "consent" -> 3;
            default -> 2;
        };
    }
}
