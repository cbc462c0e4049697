package dev.gatehouse.platform;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An organization's colour, made readable: buttons, links and marks in it keep WCAG's contrast in both themes. */
public final class Brand {

    private static final Pattern FORM = Pattern.compile("#[0-9a-f]{6}");
    private static final double READABLE = 4.5;
    private static final int[] WHITE = {255, 255, 255};
    private static final int[] INK = {24, 36, 51};
    private static final int[] NIGHT = {31, 41, 55};
    private static final int STEPS = 20;

    private final int[] colour;

    private Brand(int[] colour) {
        this.colour = colour;
    }

    /** Reads {@code #rrggbb}; null for anything else. */
    public static @Nullable Brand of(@Nullable String text) {
        if (text == null) return null;
        var form = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(form).matches()) return null;
        var value = Integer.parseInt(form.substring(1), 16);
        return new Brand(new int[] {value >> 16, (value >> 8) & 255, value & 255});
    }

    /** Where its style is. */
    public String address() {
        return "/assets/brand/" + hex(colour).substring(1) + ".css";
    }

    /** The colour of a button, as it was chosen. */
    public String button() {
        return hex(colour);
    }

    /** White or dark, whichever reads better on the button. */
    public String onButton() {
        return contrast(colour, WHITE) >= READABLE || contrast(colour, WHITE) >= contrast(colour, INK)
                ? hex(WHITE)
                : hex(INK);
    }

    /** The colour of words on a light page: darkened as far as needed. */
    public String words() {
        return hex(readable(WHITE, INK));
    }

    /** The colour of words on a dark page: lightened as far as needed. */
    public String wordsInTheDark() {
        return hex(readable(NIGHT, WHITE));
    }

    /** The style sheet that gives a page this colour. */
    public String style() {
        return (":root{--gh-brand:%1$s;--gh-on-brand:%2$s;--gh-brand-words:%3$s}"
                        + "[data-bs-theme=dark]{--gh-brand-words:%4$s}"
                        + "@media (scripting:none) and (prefers-color-scheme:dark)"
                        + "{[data-theme=auto]{--gh-brand-words:%4$s}}\n")
                .formatted(button(), onButton(), words(), wordsInTheDark());
    }

    private int[] readable(int[] ground, int[] towards) {
        for (var step = 0; step < STEPS; step++) {
            var mixed = new int[3];
            for (var i = 0; i < 3; i++) mixed[i] = colour[i] + (towards[i] - colour[i]) * step / STEPS;
            if (contrast(mixed, ground) >= READABLE) return mixed;
        }
        return towards;
    }

    private static double contrast(int[] one, int[] other) {
        var first = luminance(one) + 0.05;
        var second = luminance(other) + 0.05;
        return Math.max(first, second) / Math.min(first, second);
    }

    /** Relative luminance as WCAG 2.2 defines it. */
    private static double luminance(int[] colour) {
        return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
    }

    private static double linear(int channel) {
        var share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static String hex(int[] colour) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", colour[0], colour[1], colour[2]);
    }
}
