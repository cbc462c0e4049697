package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The question before a department is deleted.
 *
 * @param address of the department
 * @param back the tree
 * @param row the department, with what is in it
 * @param destinations where that may go: all but the department and what lies in it, where they are few
 * @param chosen what was chosen so far
 */
public record DepartmentRemovalView(
        String address,
        String back,
        DepartmentRow row,
        DepartmentChoice destinations,
        String chosen,
        @Nullable Refusal refusal) {

    /** The choice of no department: what lies in it goes to the top, and its people have none. */
    public static final String TOP = "top";

    /** Whether somebody or something is in it. */
    public boolean used() {
        return row.below() + row.people() > 0;
    }
}
