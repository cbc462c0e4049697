package dev.gatehouse.signup;

import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Username;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who signs up said, read by the terms that hold.
 *
 * @param identifier what they say that the organization calls them; null for nothing
 * @param attributes values of the organization's own attributes, checked
 */
record Asked(
        @Nullable EmailAddress email,
        @Nullable Username username,
        @Nullable PhoneNumber phone,
        String firstName,
        String lastName,
        String language,
        String timeZone,
        @Nullable DepartmentId department,
        @Nullable String identifier,
        Map<AttributeId, String> attributes) {

    static final int LONGEST_NAME = 100;
    static final int LONGEST_IDENTIFIER = 100;

    Asked {
        attributes = Map.copyOf(attributes);
    }

    /** Reads a form. Refuses the first thing that is wrong at its field. */
    static Asked read(Terms terms, SignUpForm form, Locale locale) {
        var byPhone = form.way() == Way.PHONE && terms.byPhone();
        var email = byPhone ? null : EmailAddress.parse(form.email());
        if (email != null) terms.demand(email);
        return new Asked(
                email,
                byPhone ? Username.parse(form.username()) : null,
                byPhone ? PhoneNumber.parse(form.phone(), terms.policy().defaultCountry()) : null,
                OneLine.require("firstName", "name", form.firstName(), LONGEST_NAME),
                OneLine.require("lastName", "name", form.lastName(), LONGEST_NAME),
                form.language(),
                Profile.zoneOrUtc(form.timeZone()),
                department(terms, form),
                identifier(form),
                AttributeValues.read(terms.attributes(), form.parameters(), locale));
    }

    /** Reads the form of somebody who has an account: the rest is known. Refuses the first thing that is wrong at its field. */
    static Asked read(Terms terms, SignUpForm form, Account account, Locale locale) {
        var email = EmailAddress.read(account.email()).filter(_ -> account.emailVerified());
        if (email.isPresent()) terms.demand(email.get());
        else if (terms.mode() == SignUpMode.DOMAINS || account.phone() == null) throw new Refusal("sign_up.no_address");
        return new Asked(
                email.orElse(null),
                null,
                account.phone() == null
                        ? null
                        : PhoneNumber.read(account.phone(), null).orElse(null),
                account.firstName(),
                account.lastName(),
                account.language(),
                account.timeZone(),
                department(terms, form),
                identifier(form),
                AttributeValues.read(terms.attributes(), form.parameters(), locale));
    }

    private static @Nullable DepartmentId department(Terms terms, SignUpForm form) {
        if (!terms.departmentChoice() || form.department().isEmpty()) return terms.department(null);
        return terms.department(DepartmentId.parse(form.department()));
    }

    private static @Nullable String identifier(SignUpForm form) {
        return form.identifier().isBlank()
                ? null
                : OneLine.require("identifier", "sign_up.identifier", form.identifier(), LONGEST_IDENTIFIER);
    }

    /** What they can be reached by, as it is compared. */
    String key() {
        return email != null
                ? email.key()
                : Objects.requireNonNull(phone, "without an address there is a number")
                        .value();
    }

    /** What a password must not be made of. */
    List<String> personal() {
        return Stream.of(
                        firstName,
                        lastName,
                        email == null ? "" : email.value(),
                        username == null ? "" : username.value(),
                        phone == null ? "" : phone.value())
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Without what names one person only, where somebody else has it. */
    Asked without(boolean takenEmail, boolean takenUsername, boolean takenPhone) {
        return new Asked(
                takenEmail ? null : email,
                takenUsername ? null : username,
                takenPhone ? null : phone,
                firstName,
                lastName,
                language,
                timeZone,
                department,
                identifier,
                attributes);
    }
}
