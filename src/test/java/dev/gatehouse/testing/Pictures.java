package dev.gatehouse.testing;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/**
 * Pictures of pages in {@code target/screenshots}, for people to look at: only where {@code -Dgatehouse.pictures=true} asks for them, because
 * painting whole pages takes time and proves nothing.
 */
public final class Pictures {

    private static final boolean ASKED_FOR = Boolean.getBoolean("gatehouse.pictures");

    private Pictures() {}

    /** Keeps the whole page, however long it is, where that is asked for. */
    public static void keep(Page page, String name) {
        keep(page, name, true);
    }

    /** Keeps what the screen shows of it. */
    public static void keepScreen(Page page, String name) {
        keep(page, name, false);
    }

    private static void keep(Page page, String name, boolean whole) {
        if (ASKED_FOR)
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target/screenshots", name + ".png"))
                    .setFullPage(whole));
    }
}
