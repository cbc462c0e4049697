package dev.gatehouse.auditlog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Kinds of event that one filter shows together. A kind that stands in no group is shown, and found by every other filter. */
public enum KindGroup {
    INVITATIONS(
            "member.invited",
            "member.invitation_resent",
            "member.invitation_link_made",
            "member.accepted",
            "sign_up_link.created",
            "sign_up_link.replaced",
            "sign_up_link.ended",
            "colleague.invited"),
    MEMBERS(
            "member.founded",
            "member.created",
            "member.activation_sent",
            "member.one_time_password_given",
            "member.confirmation_sent",
            "member.address_confirmed",
            "member.edited",
            "consent.given",
            "member.signed_up",
            "member.sign_up_withdrawn",
            "member.merged",
            "member.confirmed",
            "member.began",
            "member.terminated",
            "member.registered",
            "member.status_changed",
            "member.deactivated",
            "member.activated",
            "member.removed",
            "consent.given",
            "consent.withdrawn",
            "member.username_changed",
            "member.details_changed",
            "member.reset_link_made",
            "member.reset_link_sent",
            "bulk.started",
            "bulk.finished",
            "bulk.cancelled",
            "bulk.failed",
            "import.uploaded",
            "import.started",
            "import.finished",
            "import.cancelled",
            "import.failed",
            "import.codes_fetched"),
    TEAMS(
            "team.created",
            "team.renamed",
            "team.onboarding_on",
            "team.onboarding_off",
            "team.deleted",
            "team.left_out",
            "member.teams_joined",
            "member.teams_left"),
    ROLES("role.granted", "role.revoked", "role.ended", "role.left_out", "role.created", "role.edited", "role.deleted"),
    PLACES(
            "hub.created",
            "hub.renamed",
            "hub.archived",
            "hub.restored",
            "repository.created",
            "repository.renamed",
            "repository.archived",
            "repository.restored"),
    ORGANIZATION(
            "organization.created",
            "organization.settings_changed",
            "organization.logo_changed",
            "organization.seats_changed",
            "organization.price_changed",
            "organization.sms_changed",
            "organization.suspended",
            "organization.resumed",
            "consent_text.changed"),
    STRUCTURE(
            "department.created",
            "department.renamed",
            "department.moved",
            "department.deleted",
            "job_profile.created",
            "job_profile.renamed",
            "job_profile.deleted",
            "attribute.created",
            "attribute.edited",
            "attribute.moved",
            "attribute.deleted",
            "user_type.created",
            "user_type.edited",
            "user_type.deleted",
            "partner.created",
            "partner.renamed",
            "partner.deleted",
            "key_account.all",
            "key_account.named",
            "key_account.ended"),
    DATA("members.exported", "audit.exported"),
    ACCOUNTS(
            "account.created",
            "account.signed_in",
            "account.sign_in_failed",
            "account.signed_out",
            "account.password_changed",
            "account.password_reset_asked",
            "account.second_factor_on",
            "account.second_factor_off",
            "account.session_ended");

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<String> kinds;

    KindGroup(String... kinds) {
        this.kinds = List.of(kinds);
    }

    List<String> kinds() {
        return kinds;
    }

    /** The word in the address and in the text keys: {@code members}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The groups that an organization's own log can hold; what happens to accounts stands in the platform's. */
    public static List<KindGroup> shown() {
        return Arrays.stream(values()).filter(group -> group != ACCOUNTS).toList();
    }

    static Optional<KindGroup> of(String key) {
        return Arrays.stream(values()).filter(group -> group.key().equals(key)).findFirst();
    }

    static List<String> allKinds() {
        return Arrays.stream(values()).flatMap(group -> group.kinds.stream()).toList();
    }
}
