package dev.gatehouse.signup;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The code of a sign-up link: more than 84 random bits in letters and digits that nobody mistakes for others when reading a poster. */
final class LinkCode {

    /** Without i, l, o, 0 and 1. */
    private static final String SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int LENGTH = 17;
    private static final Pattern FORM = Pattern.compile("[" + SIGNS + "]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private LinkCode() {}

    static String random() {
        var code = new StringBuilder(LENGTH);
        for (var i = 0; i < LENGTH; i++) code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        return code.toString();
    }

    /** What was typed or scanned, as it is stored; empty where it can be none. */
    static Optional<String> read(String typed) {
        var code = typed.strip().toLowerCase(Locale.ROOT);
        return FORM.matcher(code).matches() ? Optional.of(code) : Optional.empty();
    }
}
