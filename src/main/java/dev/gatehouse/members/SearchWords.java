package dev.gatehouse.members;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was typed, as the search in the database asks for it: each word must be found, a single character at the beginning
 * of a word (MEM-2). Written down in docs/decisions/0004-member-search.md.
 *
 * @param words folded as the members are, without space
 */
record SearchWords(List<String> words) {

    private static final int MOST_WORDS = 8;
    private static final int MOST_THREES = 3;
    private static final int THREE = 3;
    private static final int LONG_RUN = 6;
    private static final Pattern RUN = Pattern.compile("[a-z0-9]{3,}");
    /** Letters by how common they are in names; what is not among them is rare. */
    private static final String COMMONEST = "eanirsoltmdhukgcbvpyfwjzxq";

    private record Three(String letters, int at, int rarity) {}

    static SearchWords of(String folded) {
        var words = Arrays.stream(folded.strip().split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
        return new SearchWords(words);
    }

    /** One pattern a word, in which what was typed means itself. */
    String[] patterns() {
        return words.stream()
                .map(word -> (single(word) ? "% " : "%") + literal(word) + "%")
                .toArray(String[]::new);
    }

    /** The same, each at the beginning of a word. */
    String[] starts() {
        return words.stream().map(word -> "% " + literal(word) + "%").toArray(String[]::new);
    }

    /**
     * The rarest three letters of each run of letters and digits, and a second three of a long one that stands alone; at most
     * three in all: more of them cost the index more than they narrow, and every row is compared with the whole words anyway. What follows an @ is in too many addresses to help.
     */
    String[] threes() {
        var best = new ArrayList<Three>();
        for (var word : words) {
            var at = word.indexOf('@');
            var runs = RUN.matcher(
                    at >= THREE && RUN.matcher(word.substring(0, at)).find() ? word.substring(0, at) : word);
            while (runs.find()) {
                var rarest = rarest(runs.group(), -THREE);
                best.add(rarest);
                if (words.size() == 1 && runs.group().length() >= LONG_RUN) best.add(rarest(runs.group(), rarest.at()));
            }
        }
        return best.stream()
                .sorted(Comparator.comparingInt(Three::rarity).reversed())
                .limit(MOST_THREES)
                .map(three -> "%" + three.letters() + "%")
                .toArray(String[]::new);
    }

    /** All pairs of characters that must stand side by side. */
    String[] pairs() {
        var pairs = new LinkedHashSet<String>();
        for (var word : words) {
            var points = (single(word) ? " " + word : word).codePoints().toArray();
            for (var i = 0; i + 1 < points.length; i++) pairs.add(new String(points, i, 2));
        }
        return pairs.toArray(String[]::new);
    }

    /** How words begin: a space and up to three characters. */
    String[] startPairs() {
        return words.stream()
                .map(word -> " "
                        + word.substring(
                                0, word.offsetByCodePoints(0, Math.min(THREE, word.codePointCount(0, word.length())))))
                .distinct()
                .limit(MOST_THREES)
                .toArray(String[]::new);
    }

    private static Three rarest(String run, int besides) {
        Three rarest = null;
        for (var i = 0; i + THREE <= run.length(); i++) {
            var letters = run.substring(i, i + THREE);
            var rarity = letters.chars().map(SearchWords::rarity).sum();
            if (Math.abs(i - besides) >= THREE && (rarest == null || rarity > rarest.rarity()))
                rarest = new Three(letters, i, rarity);
        }
        return rarest == null ? new Three(run.substring(0, THREE), 0, 0) : rarest;
    }

    private static int rarity(int letter) {
        var place = COMMONEST.indexOf(letter);
        return place < 0 ? COMMONEST.length() / 2 : place;
    }

    private static boolean single(String word) {
        return word.codePointCount(0, word.length()) == 1;
    }

    private static String literal(String word) {
        return word.replaceAll("[\\\\%_]", "\\\\$0");
    }
}
