package dev.gatehouse.organizations;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seats of twelve months as a picture, in the units of its own coordinates: drawn on the server, so that it needs
 * neither a script nor an inline style.
 *
 * @param lines the scale
 * @param limit the height of the allowed seats; null where there is no limit or it lies above the picture
 * @param rightToLeft whether time runs to the left, with the scale at the right, as people read
 */
public record UsageChart(
        List<Line> lines, List<Bar> bars, @Nullable Integer limit, boolean rightToLeft) {

    public static final int WIDTH = 720;
    public static final int HEIGHT = 240;
    public static final int BOTTOM = 210;

    private static final int MARGIN = 64;
    private static final int TOP = 12;
    private static final int STEPS = 4;
    private static final int GAP = 14;

    /** A line of the scale at a height, and the seats that it means. */
    public record Line(int y, long value) {}

    /** One month. */
    public record Bar(UsageView.Month month, int x, int width, int top, int peakTop) {}

    /** Lays out the months. */
    public static UsageChart of(UsageView usage, boolean rightToLeft) {
        var ceiling = round(usage.ceiling());
        var lines = new ArrayList<Line>();
        for (var step = 0; step <= STEPS; step++) {
            var value = ceiling * step / STEPS;
            lines.add(new Line(height(value, ceiling), value));
        }
        var bars = new ArrayList<Bar>();
        var width = (WIDTH - MARGIN) / Math.max(1, usage.months().size());
        for (var month : usage.months()) {
            var x = MARGIN + bars.size() * width + GAP / 2;
            bars.add(new Bar(
                    month,
                    rightToLeft ? WIDTH - x - (width - GAP) : x,
                    width - GAP,
                    height(month.inUse(), ceiling),
                    height(month.peak(), ceiling)));
        }
        var allowed = usage.allowed();
        var limit = allowed == null || allowed > ceiling ? null : height(allowed, ceiling);
        return new UsageChart(lines, bars, limit, rightToLeft);
    }

    /** Where the lines of the scale begin, from the left. */
    public int from() {
        return rightToLeft ? 0 : MARGIN;
    }

    /** Where they end. */
    public int to() {
        return rightToLeft ? WIDTH - MARGIN : WIDTH;
    }

    /** Where their numbers stand. */
    public int scale() {
        return rightToLeft ? to() + 8 : from() - 8;
    }

    private static int height(long value, long ceiling) {
        return (int) (BOTTOM - (BOTTOM - TOP) * value / ceiling);
    }

    /** Up to four even steps of 1, 2, 2.5 or 5 times a power of ten. */
    private static long round(int highest) {
        var power = 1L;
        while (true) {
            for (var tenths : new int[] {10, 20, 25, 50}) {
                var step = power * tenths;
                if (step % 10 == 0 && step / 10 * STEPS >= highest) return step / 10 * STEPS;
            }
            power *= 10;
        }
    }
}
