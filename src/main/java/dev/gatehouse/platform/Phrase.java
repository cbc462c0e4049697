package dev.gatehouse.platform;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sentence. Most are constant or only have names and numbers put in, and never wake ICU; those with plurals or choices
 * are parsed at their first use.
 */
final class Phrase {

    private final String pattern;
    private final Texts.Language language;
    private volatile @Nullable Form form;

    private Phrase(String pattern, Texts.Language language, @Nullable Form form) {
        this.pattern = pattern;
        this.language = language;
        this.form = form;
    }

    static Phrase of(String pattern, Texts.Language language) {
        var constant = pattern.indexOf('{') < 0 && !pattern.contains("''");
        return new Phrase(pattern, language, constant ? arguments -> pattern : null);
    }

    String pattern() {
        return pattern;
    }

    String with(Object... arguments) {
        var known = form;
        if (known == null) form = known = parse();
        return known.with(arguments);
    }

    private Form parse() {
        var parsed = new MessagePattern(pattern);
        var needed = 0;
        var simple = true;
        for (var i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            if (part.getType() == MessagePattern.Part.Type.ARG_NUMBER) needed = Math.max(needed, part.getValue() + 1);
            if (part.getType() == MessagePattern.Part.Type.ARG_START)
                simple &= part.getArgType() == MessagePattern.ArgType.NONE;
        }
        var form = simple ? pieces(parsed) : choices();
        var count = needed;
        return arguments -> {
            if (arguments.length < count) throw new IllegalArgumentException("too few arguments for: " + pattern);
            return form.with(arguments);
        };
    }

    /** Literal text and argument numbers in turn. */
    private Form pieces(MessagePattern parsed) {
        List<Object> pieces = new ArrayList<>();
        var from = 0;
        for (var i = 0; i < parsed.countParts(); i++) {
            var part = parsed.getPart(i);
            if (part.getIndex() > from) pieces.add(pattern.substring(from, part.getIndex()));
            from = part.getLimit();
            if (part.getType() == MessagePattern.Part.Type.ARG_START) {
                pieces.add(parsed.getPart(i + 1).getValue());
                i = parsed.getLimitPartIndex(i);
                from = parsed.getPart(i).getLimit();
            }
        }
        return arguments -> {
            var text = new StringBuilder();
            for (var piece : pieces)
                text.append(piece instanceof Integer number ? String.valueOf(shown(arguments[number])) : piece);
            return text.toString();
        };
    }

    /** ICU's own formatter; it is not safe for threads, and quick enough to be taken in turn. */
    private Form choices() {
        var format = new MessageFormat(pattern, language.locale());
        return arguments -> {
            var values = Arrays.stream(arguments)
                    .map(value -> value instanceof Number ? value : shown(value))
                    .toArray();
            synchronized (format) {
                return format.format(values);
            }
        };
    }

    private String shown(Object value) {
        if (value instanceof Duration wait) return language.duration(wait);
        return value instanceof Number number
                ? language.number(number.longValue())
                : Direction.isolate(value.toString(), language.rightToLeft());
    }

    private interface Form {
        String with(Object... arguments);
    }
}
