package dev.gatehouse.signup;

import dev.gatehouse.admission.Admission;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is sent to whoever signs up: a link, a code, or word that they are known already. Each as part of the caller's transaction. */
@Component
class Proofs {

    private static final Duration NEWS = Duration.ofDays(1);

    private final Admission admission;
    private final Messages messages;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Settings settings;
    private final Clock clock;

    Proofs(
            Admission admission,
            Messages messages,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Settings settings,
            Clock clock) {
        this.admission = admission;
        this.messages = messages;
        this.secrets = secrets;
        this.codes = codes;
        this.settings = settings;
        this.clock = clock;
    }

    /** The link that proves an address; an older one ends. Whoever typed the address need not be its owner: nothing else that they typed goes along. */
    void askByEmail(Organization organization, MemberId member, EmailAddress email, String language) {
        var secret = secrets.issue(
                OneTimeSecrets.Purpose.SIGN_UP, organization.id(), member.value(), email.key(), SignUp.VALIDITY);
        messages.stage(
                organization.id(),
                List.of(new Outgoing(
                        Template.SIGN_UP_CONFIRMATION,
                        language,
                        member,
                        null,
                        email.value(),
                        Map.of(
                                "organization", organization.name(),
                                "link", settings.publicUrl() + "/sign-up/confirm/" + secret,
                                "hours", Long.toString(SignUp.VALIDITY.toHours())),
                        clock.instant().plus(SignUp.VALIDITY))));
    }

    /** The code that proves a number; an older one ends. The caller has demanded that a text message may go there. */
    void askByPhone(Organization organization, MemberId member, PhoneNumber phone, String language) {
        var code = codes.issue(OneTimeCodes.Purpose.SIGN_UP, organization.id(), member.value(), phone.value());
        messages.stage(
                organization.id(),
                List.of(Outgoing.sms(
                        Template.SIGN_UP_CONFIRMATION,
                        language,
                        member,
                        null,
                        phone.value(),
                        Map.of("organization", organization.name(), "code", code),
                        clock.instant().plus(OneTimeCodes.Purpose.SIGN_UP.validity()))));
    }

    /** A code that nobody gets, so that tries with a known number run into the same wall as others. */
    void pretendByPhone(Organization organization, UUID subject, PhoneNumber phone) {
        codes.issue(OneTimeCodes.Purpose.SIGN_UP, organization.id(), subject, phone.value());
    }

    /** Tells the owner of an address that it is known; who typed it learns nothing. */
    void tellByEmail(Actor actor, Organization organization, Known known, EmailAddress email) {
        var member = known.member();
        // Whoever accepted an invitation and has not confirmed yet needs that link, not word of an account.
        if (known.account() == null
                && member != null
                && member.account() != null
                && member.status() == MemberStatus.REGISTERING) {
            admission.sendConfirmationsAgain(actor, List.of(member));
            return;
        }
        messages.stage(
                organization.id(),
                List.of(new Outgoing(
                        Template.SIGN_UP_KNOWN,
                        language(organization, known),
                        member == null ? null : member.id(),
                        known.account() == null ? null : known.account().id(),
                        email.value(),
                        Map.of(
                                "name",
                                name(known),
                                "link",
                                settings.publicUrl() + "/sign-in?continue=/o/" + organization.slug() + "/sign-up"),
                        clock.instant().plus(NEWS))));
    }

    /** The same for a number. The caller has demanded that a text message may go there. */
    void tellByPhone(Organization organization, Known known, PhoneNumber phone) {
        var member = known.member();
        messages.stage(
                organization.id(),
                List.of(Outgoing.sms(
                        Template.SIGN_UP_KNOWN,
                        language(organization, known),
                        member == null ? null : member.id(),
                        null,
                        phone.value(),
                        Map.of(
                                "name",
                                name(known),
                                "link",
                                settings.publicUrl() + "/o/" + organization.slug() + "/sign-in"),
                        clock.instant().plus(NEWS))));
    }

    private static String language(Organization organization, Known known) {
        if (known.account() != null) return known.account().language();
        return known.member() == null
                ? organization.defaultLanguage()
                : known.member().language();
    }

    private static String name(Known known) {
        @Nullable String first = null;
        if (known.account() != null) first = known.account().firstName();
        else if (known.member() != null) first = known.member().firstName();
        return Objects.requireNonNullElse(first, "");
    }
}
