package dev.gatehouse.creation;

import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pane that creates somebody.
 *
 * @param departments to choose from, with the one that the form says
 * @param currencies to choose from, in the reader's language
 * @param wrong what is wrong, by the names of the fields
 * @param refusal what stands in the way of the whole
 * @param stepwise whether it is shown step by step; as a page of its own it is one long form
 */
public record CreateView(
        String slug,
        CreateOffer offer,
        CreateForm form,
        DepartmentChoice departments,
        List<Regions.Option> currencies,
        Map<String, Refusal> wrong,
        @Nullable Refusal refusal,
        int step,
        boolean stepwise) {

    /** What is wrong with a field; null for nothing. */
    public @Nullable Refusal wrong(String field) {
        return wrong.get(field);
    }

    /** Where the form posts. */
    public String action() {
        return "/o/" + slug + "/members/new";
    }

    /** Where fields ask who is known already. */
    public String known() {
        return "/o/" + slug + "/members/known";
    }

    /** The members list. */
    public String back() {
        return "/o/" + slug + "/members";
    }

    /** Whether a step is to be seen. */
    public boolean shows(int asked) {
        return !stepwise || step == asked;
    }
}
