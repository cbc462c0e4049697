package dev.gatehouse.platform;

/** Keeps names of any script inside their place in a sentence. */
final class Direction {

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';

    private Direction() {}

    /** Whether a text has a letter that is written from right to left. */
    static boolean isRightToLeft(String text) {
        return text.codePoints()
                .mapToObj(Character::getDirectionality)
                .anyMatch(direction -> direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    /** The text without control characters and direction overrides, isolated where its direction may differ from its surroundings. */
    static String isolate(String text, boolean amongRightToLeft) {
        var clean = withoutControls(text);
        return amongRightToLeft || isRightToLeft(clean) ? FIRST_STRONG_ISOLATE + clean + POP_ISOLATE : clean;
    }

    /** A text without the marks of isolation. */
    static String unmarked(String text) {
        return text.replaceAll("[\\u2066-\\u2069]", "");
    }

    private static String withoutControls(String text) {
        if (text.chars().noneMatch(Direction::controls)) return text;
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (!controls(point)) clean.appendCodePoint(point);
            else if (Character.isISOControl(point)) clean.append(' ');
        });
        return clean.toString();
    }

    private static boolean controls(int point) {
        return Character.isISOControl(point)
                || (point >= '\u202a' && point <= '\u202e')
                || (point >= '\u2066' && point <= '\u2069');
    }
}
