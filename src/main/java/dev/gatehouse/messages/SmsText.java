package dev.gatehouse.messages;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text as phones take it: in the alphabet of GSM (3GPP TS 23.038) where all of its letters are in there, else in UCS-2, and cut into
 * parts where it is longer than one message holds (TS 23.040, 9.2.3.24.1).
 *
 * @param gsm whether each octet is a letter of the GSM alphabet; else two are one of UTF-16
 * @param parts what each part says, without the header that puts them together
 */
@SuppressWarnings("ArrayRecordComponent") // texts are never compared
record SmsText(boolean gsm, List<byte[]> parts) {

    private static final int GSM_WHOLE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS2_WHOLE = 140;
    private static final int UCS2_PART = 134;
    private static final byte ESCAPE = 0x1b;

    /** The letters in the order of their codes; the one at 27 is the escape to the others. */
    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static final Map<Integer, Byte> ESCAPED = Map.of(
            (int) '^', (byte) 0x14,
            (int) '{', (byte) 0x28,
            (int) '}', (byte) 0x29,
            (int) '\\', (byte) 0x2f,
            (int) '[', (byte) 0x3c,
            (int) '~', (byte) 0x3d,
            (int) ']', (byte) 0x3e,
            (int) '|', (byte) 0x40,
            (int) '€', (byte) 0x65);

    /** What well-set texts have and plain ones say otherwise: a single one of these would more than halve what a message holds. */
    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) '’', "'"),
            Map.entry((int) '‘', "'"),
            Map.entry((int) '“', "\""),
            Map.entry((int) '”', "\""),
            Map.entry((int) '„', "\""),
            Map.entry((int) '«', "\""),
            Map.entry((int) '»', "\""),
            Map.entry((int) '–', "-"),
            Map.entry((int) '—', "-"),
            Map.entry((int) '…', "..."),
            Map.entry((int) '\u00a0', " "),
            Map.entry((int) '\u202f', " "));

    static SmsText of(String text) {
        var plain = plain(text);
        var letters = new ArrayList<byte[]>();
        for (var point : plain.codePoints().toArray()) {
            var code = gsm(point);
            if (code == null) return ucs2(text);
            letters.add(code);
        }
        return new SmsText(true, cut(letters, GSM_WHOLE, GSM_PART));
    }

    private static SmsText ucs2(String text) {
        var letters = text.codePoints()
                .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_16BE))
                .toList();
        return new SmsText(false, cut(letters, UCS2_WHOLE, UCS2_PART));
    }

    private static String plain(String text) {
        return text.codePoints()
                .mapToObj(point -> PLAIN.getOrDefault(point, Character.toString(point)))
                .collect(Collectors.joining());
    }

    private static byte @Nullable [] gsm(int point) {
        var code = ALPHABET.indexOf(point);
        if (code >= 0 && code != ESCAPE) return new byte[] {(byte) code};
        var escaped = ESCAPED.get(point);
        return escaped == null ? null : new byte[] {ESCAPE, escaped};
    }

    /** Never cuts through a letter that takes more than one place. */
    private static List<byte[]> cut(List<byte[]> letters, int whole, int part) {
        var bound = letters.stream().mapToInt(letter -> letter.length).sum() <= whole ? whole : part;
        var parts = new ArrayList<byte[]>();
        var current = new ByteArrayOutputStream();
        for (var letter : letters) {
            if (current.size() + letter.length > bound) {
                parts.add(current.toByteArray());
                current.reset();
            }
            current.writeBytes(letter);
        }
        parts.add(current.toByteArray());
        return parts;
    }
}
