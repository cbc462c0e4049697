package dev.gatehouse.testing;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;

/** How axe looks at the pages of tests. */
public final class Axe {

    private Axe() {}

    /** Looks at a page of the server, with all rules unless the caller says which. What is in order it does not describe. */
    public static AxeBuilder of(Page page) {
        var violations = new AxeRunOptions();
        violations.setResultTypes(List.of("violations"));
        // All in this page, which is enough for one without frames of other origins, and takes a fifth of the time.
        return new AxeBuilder(page).setLegacyMode(true).options(violations);
    }
}
