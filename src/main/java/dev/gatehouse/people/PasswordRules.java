package dev.gatehouse.people;

import dev.gatehouse.platform.Refusal;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryUtil;
import org.springframework.stereotype.Component;

/**
 * What a password must be (ACT-6, NIST SP 800-63B-4, section 3.1.1.2): long enough, not too long, not one that everybody
 * tries first, and nothing that stands on the person's own business card. Any character of Unicode is welcome, none is demanded.
 */
@Component
public class PasswordRules {

    /** How a password stands: the codes of what is wrong with it, as in {@code refusal.<code>}, and its strength. */
    public record Verdict(List<String> problems, Strength strength) {

        public boolean good() {
            return problems.isEmpty();
        }
    }

    /** How long somebody who stole the hashes would guess, for the meter. */
    public enum Strength {
        WEAK,
        FAIR,
        GOOD,
        STRONG;

        /** As in text keys and style classes. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What anybody tries within minutes, even against Argon2id. */
    private static final BigDecimal GUESSED_AT_ONCE = BigDecimal.valueOf(1_000_000L);

    private static final BigDecimal FAIR = BigDecimal.valueOf(10_000_000_000L);
    private static final BigDecimal GOOD = new BigDecimal("1e14");

    /** More than this many characters are never the weak part, and would make the estimate slow. */
    private static final int ESTIMATED = 40;

    private static final long ESTIMATE_MILLIS = 30;
    private static final Pattern WORD_END = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    /** Words shorter than this are inside of too many good passwords; two signs are a whole name in Chinese or Japanese. */
    private static final int SHORTEST_WORD = 4;

    private static final int SHORTEST_IDEOGRAPHS = 2;

    /**
     * Judges a password.
     *
     * @param minimum the least number of code points
     * @param personal what it must not contain: names, e-mail address, names of organizations
     */
    public Verdict check(String password, int minimum, List<String> personal) {
        return check(password, minimum, personal, List.of());
    }

    /**
     * Judges a password.
     *
     * @param personal what it must not contain: names and the e-mail address, and each word of them
     * @param organizations names that it must not contain as a whole, nor a word of them that no other name would have
     */
    public Verdict check(String password, int minimum, List<String> personal, List<String> organizations) {
        var normal = Passwords.normalize(password);
        if (normal == null) return new Verdict(List.of("password.long"), Strength.STRONG);
        var problems = new ArrayList<String>();
        var length = normal.codePointCount(0, normal.length());
        if (length < minimum) problems.add("password.short");
        var guesses = Estimate.guesses(normal.substring(0, normal.offsetByCodePoints(0, Math.min(length, ESTIMATED))));
        var common = Estimate.isCommon(normal) || guesses.compareTo(GUESSED_AT_ONCE) < 0;
        if (length > 0 && common) problems.add("password.common");
        if (containsOne(fold(normal), personal) || namesOne(fold(normal), organizations))
            problems.add("password.personal");
        return new Verdict(List.copyOf(problems), strength(problems, guesses));
    }

    /** Whether a password is among those that everybody tries first; costs a look into a list. */
    public boolean isCommon(String password) {
        return Estimate.isCommon(password);
    }

    /** Demands a good password. Refuses at the field {@code password} with the first thing that is wrong. */
    public void require(String password, int minimum, List<String> personal, List<String> organizations) {
        var verdict = check(password, minimum, personal, organizations);
        if (verdict.good()) return;
        var problem = verdict.problems().getFirst();
        throw switch (problem) {
            case "password.short" -> Refusal.input("password", problem, minimum);
            case "password.long" -> Refusal.input("password", problem, Passwords.LONGEST);
            default -> Refusal.input("password", problem);
        };
    }

    private static Strength strength(List<String> problems, BigDecimal guesses) {
        if (!problems.isEmpty()) return Strength.WEAK;
        if (guesses.compareTo(FAIR) < 0) return Strength.FAIR;
        return guesses.compareTo(GOOD) < 0 ? Strength.GOOD : Strength.STRONG;
    }

    private static boolean containsOne(String password, List<String> personal) {
        var squashed = NO_LETTER.matcher(password).replaceAll("");
        for (var text : personal) {
            var folded = fold(text);
            if (occurs(NO_LETTER.matcher(folded).replaceAll(""), squashed)) return true;
            var mailbox = folded.indexOf('@') < 0 ? folded : folded.substring(0, folded.indexOf('@'));
            for (var word : WORD_END.splitAsStream(mailbox).toList()) if (occurs(word, squashed)) return true;
        }
        return false;
    }

    private static boolean namesOne(String password, List<String> organizations) {
        var squashed = NO_LETTER.matcher(password).replaceAll("");
        for (var name : organizations) {
            var folded = fold(name);
            if (occurs(NO_LETTER.matcher(folded).replaceAll(""), squashed)) return true;
            for (var word : WORD_END.splitAsStream(folded).toList())
                if (occurs(word, squashed) && Estimate.isDistinctive(word)) return true;
        }
        return false;
    }

    private static boolean occurs(String word, String password) {
        var ideographs = word.codePoints().anyMatch(Character::isIdeographic);
        var shortest = ideographs ? SHORTEST_IDEOGRAPHS : SHORTEST_WORD;
        return word.codePointCount(0, word.length()) >= shortest && password.contains(word);
    }

    /** Without case, accents and compatibility forms. */
    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT);
    }

    /** The word lists are large, and are read when the first password is judged. */
    private static final class Estimate {

        private static final Dictionary COMMON =
                new Dictionary("passwords", DictionaryUtil.loadRankedDictionary(DictionaryUtil.passwords), false);
        private static final Dictionary ENGLISH =
                new Dictionary("english", DictionaryUtil.loadRankedDictionary(DictionaryUtil.english), false);

        /** So many of the most frequent words belong to nobody. */
        private static final int EVERYDAY_WORDS = 3_000;

        private static final Nbvcxz ESTIMATOR = new Nbvcxz(new ConfigurationBuilder()
                .setDictionaries(List.of(COMMON, ENGLISH))
                .setDistanceCalc(false)
                .setCombinationAlgorithmTimeout(ESTIMATE_MILLIS)
                .createConfiguration());

        /** Whether a word says which organization is meant: "good" and "books" stand in too many good passwords. */
        static boolean isDistinctive(String word) {
            var rank = ENGLISH.getDictonary().get(word);
            return rank == null || rank > EVERYDAY_WORDS;
        }

        static boolean isCommon(String password) {
            return COMMON.getDictonary().containsKey(password.toLowerCase(Locale.ROOT));
        }

        static BigDecimal guesses(String password) {
            return password.isEmpty()
                    ? BigDecimal.ONE
                    : ESTIMATOR.estimate(password).getGuesses();
        }
    }
}
