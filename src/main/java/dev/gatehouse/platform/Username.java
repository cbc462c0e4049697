package dev.gatehouse.platform;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name to sign in with, for people without an e-mail address: unique in its organization. It cannot look like an address or a
 * number, so that one field tells the three apart (security.md 3).
 *
 * @param value as it was chosen
 * @param key what is compared: without case
 */
public record Username(String value, String key) {

    /** Letters of any script, digits and what joins them; a letter first, so that no number is one. */
    private static final Pattern FORM = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}._-]{1,49}");

    /** Reads what somebody typed. Refuses at the field {@code username} with {@code username.malformed}. */
    public static Username parse(String typed) {
        return read(typed).orElseThrow(() -> Refusal.input("username", "username.malformed"));
    }

    /** Reads what somebody typed; empty where it can be no username. */
    public static Optional<Username> read(String typed) {
        if (typed.length() > 200) return Optional.empty();
        var text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC);
        return FORM.matcher(text).matches()
                ? Optional.of(new Username(text, text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
