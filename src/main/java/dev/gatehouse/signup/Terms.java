package dev.gatehouse.signup;

import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What holds at this moment for whoever signs up at an organization's address.
 *
 * @param mode who may; never {@link SignUpMode#OFF}: then only a colleague's invitation leads here, and anyone may who has it
 * @param link the link that the form was opened by; null for none
 * @param attributes those that everybody has to fill in, and may
 * @param sms whether a code can be sent to a phone
 */
record Terms(
        Organization organization,
        Policy policy,
        SignUpMode mode,
        @Nullable SignUpLink link,
        List<Attribute> attributes,
        ConsentText consent,
        boolean sms) {

    Terms {
        attributes = List.copyOf(attributes);
    }

    /** Where an address of a listed domain is demanded, a phone number proves nothing. */
    boolean byPhone() {
        return sms && mode != SignUpMode.DOMAINS;
    }

    /** Whether the person picks their department; a link has its own. */
    boolean departmentChoice() {
        return policy.signUpDepartmentChoice() && (link == null || link.department() == null);
    }

    /** The department of the link, else the picked one, else the organization's default; never one that only the form names. */
    @Nullable
    DepartmentId department(@Nullable DepartmentId picked) {
        if (link != null && link.department() != null) return link.department();
        return departmentChoice() && picked != null ? picked : policy.defaultDepartment();
    }

    /** The colleague who invites; null without. */
    @Nullable
    MemberId colleague() {
        return link != null && link.kind() == SignUpLink.Kind.COLLEAGUE ? link.createdBy() : null;
    }

    /** Demands that somebody agreed to the text that holds now. Refuses at the field {@code consent}. */
    void demandConsent(SignUpForm form) {
        if (form.consent().isEmpty()) throw Refusal.input("consent", "sign_up.consent");
        if (!form.consent().equals(Integer.toString(consent.version())))
            throw Refusal.input("consent", "sign_up.consent.changed");
    }

    /** Demands an address that may sign up. Refuses at the field {@code email} with {@code sign_up.domain}. */
    void demand(EmailAddress address) {
        if (mode != SignUpMode.DOMAINS) return;
        var listed = policy.signUpDomains().stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .toList();
        // The whole domain, letter by letter: neither what ends like it, nor what lies below it.
        if (!listed.contains(address.domain()))
            throw Refusal.input("email", "sign_up.domain", String.join(", ", listed));
    }
}
