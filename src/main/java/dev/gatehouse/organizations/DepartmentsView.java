package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tree of departments, or a branch of it, or what a search found in it.
 *
 * @param address of the whole tree
 * @param text what was typed into the search; empty for none
 * @param chain the branch that is shown alone, and what is around it, from the top down; empty for the whole tree
 * @param total how many departments there are
 */
public record DepartmentsView(String address, String text, List<Department> chain, Branch branch, long total) {

    /**
     * Departments beside each other.
     *
     * @param of what they lie in; null for the top
     * @param after the key to go on from; null where that is all
     * @param without one beyond the key that is shown already
     */
    public record Branch(
            @Nullable DepartmentId of,
            List<Node> nodes,
            @Nullable String after,
            @Nullable DepartmentId without) {}

    /**
     * One department.
     *
     * @param opened what lies in it, where that is shown at once
     */
    public record Node(DepartmentRow row, @Nullable Branch opened) {}

    /** Where the rest of a branch is. */
    public String more(Branch branch) {
        return address
                + (branch.of() == null ? "" : "/" + branch.of())
                + "?after=" + branch.after()
                + (branch.without() == null ? "" : "&without=" + branch.without())
                + (text.isEmpty() ? "" : "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }
}
