package dev.gatehouse.platform;

import com.ibm.icu.text.IDNA;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One e-mail address, read by the one normalizer that every route uses (security.md 3): what is compared is what mail goes
 * to, so that two spellings never name two people, nor one spelling somebody else's mailbox.
 *
 * @param value what mail goes to and people see: compatibility forms folded, the domain in its ASCII form
 * @param key what is compared: the value without case, letter by letter as PostgreSQL's {@code lower} does
 */
public record EmailAddress(String value, String key) {

    /** RFC 5321, section 4.5.3.1. */
    private static final int LONGEST = 254;

    private static final int LONGEST_MAILBOX = 64;
    private static final int LONGEST_LABEL = 63;

    /**
     * What mail servers deliver to everywhere. RFC 6531 would allow letters of any script, but only
     * between servers that all speak SMTPUTF8; one that does not makes another mailbox of them.
     */
    private static final Pattern DELIVERABLE = Pattern.compile("[\\x21-\\x7e]+");

    /** Beside letters, marks and digits of any script: the signs of an atom that need no quotes (RFC 5322, 3.2.3). */
    private static final String ATOM_SIGNS = "!#$%&'*+-/=?^_`{|}~";

    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]([a-z0-9-]*[a-z0-9])");

    private static final IDNA NAMES = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
            | IDNA.CHECK_BIDI
            | IDNA.CHECK_CONTEXTJ
            | IDNA.CHECK_CONTEXTO
            | IDNA.NONTRANSITIONAL_TO_ASCII);

    /**
     * Reads what somebody typed. Refuses at the field {@code email}, with {@code email.letters} where only the letters before
     * the @ are at fault, else with {@code email.malformed}.
     */
    public static EmailAddress parse(String typed) {
        var address = sound(typed).orElseThrow(() -> Refusal.input("email", "email.malformed"));
        if (!address.deliverable()) throw Refusal.input("email", "email.letters");
        return address;
    }

    /** Reads what somebody typed; empty where it is no address. */
    public static Optional<EmailAddress> read(String typed) {
        return sound(typed).filter(EmailAddress::deliverable);
    }

    /** What may stand on a page for somebody who has not proved much yet: {@code l•••@example.com}. */
    public String masked() {
        var first = value.substring(0, value.offsetByCodePoints(0, 1));
        return first + "•••" + value.substring(value.lastIndexOf('@'));
    }

    /** What stands behind the last @, in its ASCII form and lower case. */
    public String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    private boolean deliverable() {
        return DELIVERABLE.matcher(value).matches();
    }

    private static Optional<EmailAddress> sound(String typed) {
        if (typed.length() > 2 * LONGEST) return Optional.empty();
        var text = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC);
        var at = text.lastIndexOf('@');
        if (at < 1) return Optional.empty();
        var mailbox = text.substring(0, at);
        var domain = domain(text.substring(at + 1));
        var sound = dotAtom(mailbox)
                && bytes(mailbox) <= LONGEST_MAILBOX
                && DOMAIN.matcher(domain).matches()
                && bytes(mailbox) + 1 + domain.length() <= LONGEST;
        if (!sound) return Optional.empty();
        var value = mailbox + "@" + domain;
        return Optional.of(new EmailAddress(value, lower(value)));
    }

    @Override
    public String toString() {
        return value;
    }

    /** Dot-atoms of RFC 5322 and RFC 6531: letters, marks and digits of any script, the signs above, and single dots between them. */
    private static boolean dotAtom(String mailbox) {
        var before = (int) '.';
        for (var at = 0; at < mailbox.length(); at += Character.charCount(before)) {
            var sign = mailbox.codePointAt(at);
            if (sign == '.' ? before == '.' : !ofAtom(sign)) return false;
            before = sign;
        }
        return before != '.';
    }

    private static boolean ofAtom(int sign) {
        return switch (Character.getType(sign)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> ATOM_SIGNS.indexOf(sign) >= 0;
        };
    }

    /** Empty where the name breaks the rules of UTS 46. */
    private static String domain(String typed) {
        // Of such a name they leave all as it is; -- may stand for other letters.
        if (typed.length() <= LONGEST_LABEL
                && !typed.contains("--")
                && DOMAIN.matcher(typed).matches()) return typed;
        var info = new IDNA.Info();
        var ascii = NAMES.nameToASCII(typed, new StringBuilder(), info).toString();
        return info.hasErrors() ? "" : ascii;
    }

    private static String lower(String text) {
        return text.codePoints()
                .map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
