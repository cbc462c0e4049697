package dev.gatehouse.invitations;

import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The invite pane: what can be chosen, what was typed, and what is wrong with it.
 *
 * @param rejected each address with its problem; empty while none has one
 * @param refusal what stands in the way of the request as a whole; null for nothing
 */
public record InviteView(
        String slug,
        int days,
        @Nullable Integer seatsLeft,
        boolean mayMakeAdmins,
        String addresses,
        String role,
        Channel channel,
        List<TypedAddress> rejected,
        @Nullable Refusal refusal) {

    static InviteView of(String slug, InviteOffer offer) {
        return new InviteView(
                slug, offer.days(), offer.seatsLeft(), offer.mayMakeAdmins(), "", "", Channel.EMAIL, List.of(), null);
    }

    InviteView typed(String typed, String chosen, Channel by) {
        return new InviteView(slug, days, seatsLeft, mayMakeAdmins, typed, chosen, by, rejected, refusal);
    }

    InviteView rejected(Rejected outcome) {
        return new InviteView(
                slug, days, seatsLeft, mayMakeAdmins, addresses, role, channel, outcome.addresses(), refusal);
    }

    InviteView refused(Refusal no) {
        return new InviteView(slug, days, seatsLeft, mayMakeAdmins, addresses, role, channel, rejected, no);
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
