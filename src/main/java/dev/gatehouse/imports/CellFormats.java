package dev.gatehouse.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** How the cells of a workbook show their numbers: what is a day, a time, or a number with zeros in front. */
final class CellFormats {

    /** How a number is read. */
    enum Kind {
        NUMBER,
        DAY,
        TIME,
        DAY_AND_TIME
    }

    /**
     * One look of cells.
     *
     * @param digits how many digits are shown at least; with fewer there are zeros in front
     */
    record Format(Kind kind, int digits) {

        static final Format GENERAL = new Format(Kind.NUMBER, 0);
    }

    /** Spreadsheets have no longer pattern. */
    private static final int LONGEST = 255;

    private static final int MOST = 1 << 16;
    private static final Pattern ZEROS = Pattern.compile("0{2,20}");

    /** What is no part of the pattern itself: colours and languages, quoted and escaped characters, fillers. */
    private static final Pattern LITERALS =
            Pattern.compile("\\[(?![hms]+])[^\\]]*]|\"[^\"]*\"|\\\\.|[_*].", Pattern.CASE_INSENSITIVE);

    private final List<Format> looks;

    private CellFormats(List<Format> looks) {
        this.looks = looks;
    }

    static CellFormats none() {
        return new CellFormats(List.of());
    }

    /** Reads {@code styles.xml}. */
    static CellFormats read(XlsxXml xml) {
        Map<Integer, Format> own = new HashMap<>();
        var looks = new ArrayList<Format>();
        var within = false;
        for (var name = xml.nextElement(); name != null; name = xml.nextElement()) {
            switch (name) {
                case "numFmt" -> {
                    var code = xml.attribute("formatCode");
                    if (code != null && own.size() < MOST)
                        own.put(CellNumber.integer(xml.attribute("numFmtId")), of(code));
                }
                case "cellXfs" -> within = true;
                case "cellStyleXfs", "cellStyles", "dxfs" -> within = false;
                case "xf" -> {
                    if (!within) continue;
                    if (looks.size() == MOST) throw Sheets.refusal("imports.file.damaged");
                    var id = CellNumber.integer(xml.attribute("numFmtId"));
                    var format = own.get(id);
                    looks.add(format == null ? builtIn(id) : format);
                }
                default -> {}
            }
        }
        return new CellFormats(looks);
    }

    /** The look of a cell, by the number that stands at it. */
    Format get(int look) {
        return look >= 0 && look < looks.size() ? looks.get(look) : Format.GENERAL;
    }

    /** The first section of a pattern decides: the others are for negative numbers and text. */
    static Format of(String code) {
        var bare = LITERALS.matcher(code.length() > LONGEST ? code.substring(0, LONGEST) : code)
                .replaceAll("");
        var end = bare.indexOf(';');
        var pattern = (end < 0 ? bare : bare.substring(0, end)).toLowerCase(Locale.ROOT);
        if (ZEROS.matcher(pattern).matches()) return new Format(Kind.NUMBER, pattern.length());
        if (pattern.contains("general") || has(pattern, "#")) return Format.GENERAL;
        var clock = has(pattern, "hs");
        // 0 stands for a number, except behind seconds; m is a minute beside hours, else a month.
        if (has(pattern, "0") && !clock) return Format.GENERAL;
        if (has(pattern, "yde") || (has(pattern, "m") && !clock))
            return new Format(clock ? Kind.DAY_AND_TIME : Kind.DAY, 0);
        return clock ? new Format(Kind.TIME, 0) : Format.GENERAL;
    }

    private static boolean has(String pattern, String signs) {
        for (var at = 0; at < signs.length(); at++) if (pattern.indexOf(signs.charAt(at)) >= 0) return true;
        return false;
    }

    /** The numbers that need no pattern (ECMA-376 part 1, 18.8.30), those of East Asian languages too. */
    private static Format builtIn(int id) {
        return switch (id) {
            case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58 -> new Format(Kind.DAY, 0);
            case 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47 -> new Format(Kind.TIME, 0);
            case 22 -> new Format(Kind.DAY_AND_TIME, 0);
            default -> Format.GENERAL;
        };
    }
}
