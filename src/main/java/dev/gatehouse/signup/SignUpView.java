package dev.gatehouse.signup;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.people.Account;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signup.SignUpLink.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sign-up form as an organization asks for it.
 *
 * @param code of the link that led here; empty without
 * @param byPhone whether a username and a number will do instead of an address
 * @param domains those that an address must be of; empty for any
 * @param identifier whether the organization asks what it calls the person
 * @param departments those to choose from; nothing where there is no choice
 * @param department the one that the link leads into; null for none
 * @param colleague who invites; null without
 * @param joining what to call who is signed in; null for strangers
 */
public record SignUpView(
        Organization organization,
        String code,
        boolean byPhone,
        List<String> domains,
        boolean identifier,
        DepartmentChoice departments,
        @Nullable String department,
        @Nullable String colleague,
        List<Attribute> attributes,
        ConsentText consent,
        @Nullable String joining,
        SignUpForm form,
        @Nullable Refusal refusal) {

    static SignUpView of(Terms terms, DepartmentChoice departments, SignUpForm form, @Nullable Account account) {
        var link = terms.link();
        return new SignUpView(
                terms.organization(),
                link == null ? "" : link.code(),
                terms.byPhone(),
                terms.mode() == SignUpMode.DOMAINS ? terms.policy().signUpDomains() : List.of(),
                terms.mode() == SignUpMode.IDENTIFIERS,
                departments,
                link == null ? null : link.departmentPath(),
                link == null || link.kind() != Kind.COLLEAGUE ? null : link.by(),
                terms.attributes(),
                terms.consent(),
                account == null ? null : account.displayName(),
                form,
                null);
    }

    /** The same with what is wrong. */
    SignUpView refused(Refusal no) {
        return new SignUpView(
                organization,
                code,
                byPhone,
                domains,
                identifier,
                departments,
                department,
                colleague,
                attributes,
                consent,
                joining,
                form,
                no);
    }

    /** Where the form posts. */
    public String action() {
        return "/o/" + organization.slug() + "/sign-up" + (joining == null ? "" : "/join") + query();
    }

    /** Where departments are opened and searched. */
    public String departmentsAddress() {
        return departmentsAddress(organization.slug(), code);
    }

    /** The same, for who comes with a link; empty for without. */
    static String departmentsAddress(String slug, String code) {
        return "/o/" + slug + "/sign-up/departments?link=" + code;
    }

    /** What keeps the link in an address. */
    public String query() {
        return code.isEmpty() ? "" : "?link=" + code;
    }

    /** What is wrong with a field; null for nothing. */
    public @Nullable Refusal wrong(String field) {
        return refusal != null && field.equals(fieldOf(refusal)) ? refusal : null;
    }

    /** What stands in the way and belongs to no field. */
    public @Nullable Refusal general() {
        return refusal != null && fieldOf(refusal) == null ? refusal : null;
    }

    private static @Nullable String fieldOf(Refusal refusal) {
        return refusal.field() == null && refusal.code().startsWith("sms.") ? "phone" : refusal.field();
    }
}
