package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * The departments that a form offers: the whole tree where it is small, else its top, of which branches are read when they are opened, or
 * what was found by a name.
 *
 * @param tree all of them, each after the one that it lies in; empty where they are many
 * @param many whether there are more than a list holds, so that one opens branches and searches
 * @param chosen which one is; null for none, and where the tree is small: there the form knows it
 * @param typed what was searched for; empty for nothing
 * @param branch what is shown of many
 */
public record DepartmentChoice(
        List<Department> tree, boolean many, @Nullable Department chosen, String typed, Branch branch) {

    /** In the name of a field: what was searched for, beside the one that was chosen. */
    private static final String FIND = "-find";

    /** In the name of a field: what the departments in the form were found by. */
    private static final String FOUND = "-found";

    private static final Branch NOTHING = new Branch(null, List.of(), null);

    /**
     * Departments beside each other, or found by one name.
     *
     * @param of what they lie in; null for the top, and for what was found
     * @param after the key to go on from; null where that is all
     */
    public record Branch(
            @Nullable DepartmentId of,
            List<Option> options,
            @Nullable String after) {}

    /**
     * One to choose.
     *
     * @param path its names from the top down, where it was found; else its own name
     * @param opens whether others lie in it
     */
    public record Option(DepartmentId id, String name, String path, String sortKey, boolean opens) {

        String key() {
            return PlaceKey.of(sortKey, id.value());
        }
    }

    /** Nothing to choose. */
    public static final DepartmentChoice NONE = of(List.of());

    static DepartmentChoice of(List<Department> tree) {
        return new DepartmentChoice(List.copyOf(tree), false, null, "", NOTHING);
    }

    /** Without some, where the tree is small; of many the form does not hide them, and whoever takes one is told. */
    DepartmentChoice without(Set<DepartmentId> ids) {
        return of(tree.stream()
                .filter(department -> !ids.contains(department.id()))
                .toList());
    }

    /** Whether there is nothing to choose. */
    public boolean isEmpty() {
        return !many && tree.isEmpty();
    }

    /** Whether this one is chosen. */
    public boolean isChosen(Option option) {
        return chosen != null && chosen.id().equals(option.id());
    }

    /** The chosen one, where it is not among those that are shown. */
    public @Nullable Department beside() {
        return branch.options().stream().anyMatch(this::isChosen) ? null : chosen;
    }

    /**
     * What a form says of a department: the id of the chosen one, empty for none; or what was typed into the search and not looked at yet,
     * or of which nothing was taken.
     *
     * @param sent gives what was sent by the name of a field; null for nothing
     */
    public static @Nullable String sent(Function<String, @Nullable String> sent, String field) {
        var chosen = sent.apply(field);
        var find = sent.apply(field + FIND);
        if (find == null || find.isBlank()) return chosen;
        var found = sent.apply(field + FOUND);
        return chosen != null && find.strip().equals(found) ? chosen : find.strip();
    }

    /** The part of a form that was asked for: a branch, or the rest of one; else the whole. */
    public ModelAndView answer(String field, String address, Map<String, String> parameters) {
        var part = parameters.containsKey("of") || parameters.containsKey("after")
                ? "department-options-branch"
                : "department-options";
        return new ModelAndView("organizations/" + part, "choice", this)
                .addObject("name", field)
                .addObject("address", address);
    }

    /** The name of the field in which one searches. */
    public static String find(String field) {
        return field + FIND;
    }

    /** The name of the field that says what was found by. */
    public static String found(String field) {
        return field + FOUND;
    }
}
