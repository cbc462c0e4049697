package dev.gatehouse.invitations;

import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The invite pane: what can be chosen, what was typed, and what is wrong with it.
 *
 * @param choices the permissions that can go with it
 * @param role which of them: see {@link InviteForm}
 * @param sms whether text messages can be sent
 * @param rejected each address with its problem; empty while none has one
 * @param refusal what stands in the way of the request as a whole; null for nothing
 */
public record InviteView(
        String slug,
        int days,
        @Nullable Integer seatsLeft,
        InviteChoices choices,
        String addresses,
        String role,
        Channel channel,
        boolean sms,
        List<TypedAddress> rejected,
        @Nullable Refusal refusal) {

    private static final Set<String> PERMISSIONS = Set.of("role", "scope", "until", "expires", "team", "some");

    static InviteView of(String slug, InviteOffer offer, InviteChoices choices, InviteForm form) {
        return new InviteView(
                slug,
                offer.days(),
                offer.seatsLeft(),
                choices,
                form.addresses(),
                form.role(),
                form.channel() == Channel.SMS && !offer.sms() ? Channel.EMAIL : form.channel(),
                offer.sms(),
                List.of(),
                null);
    }

    InviteView rejected(Rejected outcome) {
        return new InviteView(
                slug, days, seatsLeft, choices, addresses, role, channel, sms, outcome.addresses(), refusal);
    }

    InviteView refused(Refusal no) {
        return new InviteView(slug, days, seatsLeft, choices, addresses, role, channel, sms, rejected, no);
    }

    /** What is wrong with a field of the permissions; null for nothing. */
    public @Nullable Refusal wrong(String field) {
        return refusal != null && field.equals(fieldOf(refusal)) ? refusal : null;
    }

    /** What stands in the way and belongs to no field of the permissions. */
    public @Nullable Refusal general() {
        if (refusal == null) return null;
        var field = fieldOf(refusal);
        var shown = role.equals(InviteForm.CLONE)
                ? field.equals("clone")
                : role.equals(InviteForm.SOME) && PERMISSIONS.contains(field);
        return shown ? null : refusal;
    }

    private static String fieldOf(Refusal refusal) {
        var field = refusal.field();
        if (field != null) return field;
        return switch (refusal.code()) {
            case "role.beyond" -> "role";
            case "invitations.team_beyond" -> "team";
            default -> "";
        };
    }

    /** Where the form posts. */
    public String action() {
        return "/o/" + slug + "/invitations";
    }

    /** The members list. */
    public String back() {
        return "/o/" + slug + "/members";
    }

    /** The addresses that have a problem, for the list below the field. */
    public List<TypedAddress> wrong() {
        return rejected.stream().filter(address -> address.problem() != null).toList();
    }

    /** How many could be invited without the wrong ones. */
    public int right() {
        return rejected.size() - wrong().size();
    }
}
