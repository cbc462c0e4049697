package dev.gatehouse.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The words that stand in a template itself, where no translator finds them: between tags, in attributes that people read or
 * hear, and as plain strings given to another template.
 */
final class TemplateWords {

    /** What needs no translator: the names of things, the beginning of an address, and what makes the frame of a mail. */
    private static final Pattern NAMES = Pattern.compile("Gatehouse|\\bSSO\\b|/o/|&\\w+;");

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern READ =
            Pattern.compile(">([^<>]+)(?=<)|\\s(?:title|aria-label|aria-description|placeholder|alt)=\"([^\"]*)\"");
    private static final Pattern SAID =
            Pattern.compile("\\b(?:title|label|text|lead|subtitle|hint|sentence|placeholder|summary)\\s*=\\s*$");
    private static final Pattern LINE = Pattern.compile("@(?:import|param)\\b[^\\n]*");
    private static final Pattern CALL = Pattern.compile("@(?:if|elseif|for|template\\.[\\w.-]+)\\s*\\(");
    private static final Pattern MARK = Pattern.compile("@(?:else|endif|endfor)\\b");
    private static final Pattern VALUE = Pattern.compile("(?:\\$(?:unsafe)?|!)\\{");
    private static final Pattern UNREAD = Pattern.compile("(?s)<%--.*?--%>|<style.*?</style>|<script.*?</script>");

    private final String template;
    private final StringBuilder html = new StringBuilder();
    private final List<String> words = new ArrayList<>();

    private TemplateWords(String template) {
        this.template = UNREAD.matcher(template).replaceAll("");
    }

    /** The words that a template holds; none where all is well. */
    static List<String> of(String template) {
        var scan = new TemplateWords(template);
        scan.html(0, false);
        READ.matcher(scan.html)
                .results()
                .map(read -> read.group(1) == null ? read.group(2) : read.group(1))
                .forEach(scan::note);
        return scan.words;
    }

    private void note(String said) {
        if (LETTER.matcher(NAMES.matcher(said).replaceAll("")).find()) words.add(said.strip());
    }

    /** Goes through markup, to the end or to the back-tick that ends a block of content. */
    private int html(int from, boolean block) {
        var at = from;
        while (at < template.length()) {
            if (block && template.charAt(at) == '`') return at + 1;
            var value = end(VALUE, at);
            var call = end(CALL, at);
            var skipped = Math.max(end(LINE, at), end(MARK, at));
            if (value > 0) at = code(value, '{', '}');
            else if (call > 0) at = code(call, '(', ')');
            else if (skipped > 0) at = skipped;
            else html.append(template.charAt(at++));
        }
        return at;
    }

    /** Goes through an expression to the bracket that closes it; blocks of content in it are markup again. */
    private int code(int from, char opening, char closing) {
        var depth = 1;
        var at = from;
        while (depth > 0) {
            var letter = template.charAt(at);
            if (template.startsWith("@`", at)) at = html(at + 2, true);
            else if (letter == '"' || letter == '\'') at = string(at, letter);
            else {
                if (letter == opening) depth++;
                if (letter == closing) depth--;
                at++;
            }
        }
        return at;
    }

    private int string(int from, char quote) {
        var at = from + 1;
        while (template.charAt(at) != quote) at += template.charAt(at) == '\\' ? 2 : 1;
        if (SAID.matcher(template.substring(Math.max(0, from - 20), from)).find())
            note(template.substring(from + 1, at));
        return at + 1;
    }

    private int end(Pattern pattern, int at) {
        var matcher = pattern.matcher(template).region(at, template.length());
        return matcher.lookingAt() ? matcher.end() : -1;
    }
}
