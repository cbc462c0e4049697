package dev.gatehouse.permissions;

import dev.gatehouse.access.Place;
import dev.gatehouse.access.Places;
import dev.gatehouse.access.RoleOffer;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pane that gives a role: one side is fixed, the other is picked.
 *
 * @param slug of the organization
 * @param back the page of what the pane is about
 * @param fixed the name of the hidden field: {@code member}, {@code team} or {@code scope}
 * @param fixedId its value
 * @param holder who gets the role; null while nobody is chosen
 * @param place where, as far as it is fixed or chosen; null where the viewer may give nothing anywhere
 * @param places what is offered; null where the place is fixed
 * @param holders who are offered; empty where the holder is fixed
 * @param today the first day that can be the last, in the viewer's zone
 * @param refusal what was wrong with the last try; null for nothing
 */
public record GiveView(
        String slug,
        String back,
        String fixed,
        String fixedId,
        @Nullable Holder holder,
        @Nullable Place place,
        @Nullable Places places,
        List<Holder> holders,
        List<RoleOffer> roles,
        String role,
        String until,
        String find,
        String today,
        @Nullable Refusal refusal) {

    GiveView refused(Refusal no) {
        return new GiveView(
                slug, back, fixed, fixedId, holder, place, places, holders, roles, role, until, find, today, no);
    }

    /** Where the form posts. */
    public String action() {
        return "/o/" + slug + "/grants";
    }

    /** What is wrong with a field; the empty name stands for all that belongs to none. */
    public @Nullable Refusal wrong(String field) {
        return refusal != null && fieldOf(refusal).equals(field) ? refusal : null;
    }

    private static String fieldOf(Refusal refusal) {
        var field = refusal.field();
        if (field != null) return field;
        return refusal.code().equals("role.beyond") ? "role" : "";
    }

    /** Whether a role is the chosen one; one that cannot be given is never so. */
    public boolean isChosen(RoleOffer offer) {
        return offer.allowed() && offer.role().id().toString().equals(role);
    }

    /** Whether somebody is the chosen holder. */
    public boolean isChosen(Holder other) {
        return holder != null && Objects.equals(holder.key(), other.key());
    }
}
