package dev.gatehouse.creation;

import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.platform.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pane that edits a member.
 *
 * @param departments to choose from, with the one that the form says
 * @param wrong what is wrong, by the names of the fields
 * @param refusal what stands in the way of the whole
 */
public record EditView(
        String slug,
        EditOffer offer,
        EditForm form,
        DepartmentChoice departments,
        Map<String, Refusal> wrong,
        @Nullable Refusal refusal) {

    public @Nullable Refusal wrong(String field) {
        return wrong.get(field);
    }

    /** The page of the member. */
    public String page() {
        return "/o/" + slug + "/members/" + offer.member().id();
    }

    /** Where the form posts. */
    public String action() {
        return page() + "/edit";
    }
}
