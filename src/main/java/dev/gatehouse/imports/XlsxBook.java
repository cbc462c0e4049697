package dev.gatehouse.imports;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in an xlsx file is what: the first sheet that people see, and what its cells refer to.
 *
 * @param sheet the part that has the rows
 * @param from1904 whether days are counted from 1904, as on old Macs
 */
record XlsxBook(
        String sheet, @Nullable String texts, @Nullable String styles, boolean from1904) {

    private static final int SHEETS = 1_000;

    /** Refuses with {@code imports.file.other} an archive that holds something else: a document, an ods or xlsb file, pictures. */
    static XlsxBook of(XlsxPackage archive) throws IOException {
        var main = relations(archive, "").byKind.get("officeDocument");
        if (main == null || main.endsWith(".bin") || archive.has("mimetype"))
            throw Sheets.refusal("imports.file.other");
        var relations = relations(archive, main);
        try (var xml = xml(archive, main)) {
            if (!"workbook".equals(xml.nextElement())) throw Sheets.refusal("imports.file.other");
            var from1904 = false;
            String seen = null;
            String first = null;
            var sheets = 0;
            for (var name = xml.nextElement(); name != null; name = xml.nextElement()) {
                if (name.equals("workbookPr")) from1904 = isTrue(xml.attribute("date1904"));
                if (!name.equals("sheet") || ++sheets > SHEETS) continue;
                // A sheet of a diagram has another kind of relation.
                var part = relations.sheets.get(String.valueOf(xml.attribute("id")));
                if (part == null) continue;
                if (first == null) first = part;
                var state = xml.attribute("state");
                if (seen == null && (state == null || state.equals("visible"))) seen = part;
            }
            if (first == null) throw Sheets.refusal("imports.file.empty");
            return new XlsxBook(
                    seen == null ? first : seen,
                    relations.byKind.get("sharedStrings"),
                    relations.byKind.get("styles"),
                    from1904);
        }
    }

    /** The elements of a part that must be there. */
    static XlsxXml xml(XlsxPackage archive, String part) throws IOException {
        var stream = archive.open(part);
        if (stream == null) throw Sheets.refusal("imports.file.damaged");
        return new XlsxXml(stream);
    }

    private record Relations(Map<String, String> byKind, Map<String, String> sheets) {}

    /** What a part refers to within the archive; what lies outside is left alone. */
    private static Relations relations(XlsxPackage archive, String part) throws IOException {
        var slash = part.lastIndexOf('/');
        var folder = part.substring(0, slash + 1);
        var stream = archive.open(folder + "_rels/" + part.substring(slash + 1) + ".rels");
        Map<String, String> byKind = new HashMap<>();
        Map<String, String> sheets = new HashMap<>();
        if (stream == null) return new Relations(byKind, sheets);
        try (var xml = new XlsxXml(stream)) {
            for (var name = xml.nextElement(); name != null && sheets.size() < SHEETS; name = xml.nextElement()) {
                var type = xml.attribute("Type");
                var target = xml.attribute("Target");
                if (!name.equals("Relationship") || type == null || target == null) continue;
                if ("External".equals(xml.attribute("TargetMode"))) continue;
                var kind = type.substring(type.lastIndexOf('/') + 1);
                var path = path(folder, target);
                if (kind.equals("worksheet")) sheets.put(String.valueOf(xml.attribute("Id")), path);
                else byKind.putIfAbsent(kind, path);
            }
        }
        return new Relations(byKind, sheets);
    }

    private static String path(String folder, String target) {
        if (target.startsWith("/")) return target.substring(1);
        var from = folder;
        var rest = target;
        while (rest.startsWith("../") || rest.startsWith("./")) {
            if (rest.startsWith("../")) from = from.substring(0, from.lastIndexOf('/', from.length() - 2) + 1);
            rest = rest.substring(rest.indexOf('/') + 1);
        }
        return from + rest;
    }

    private static boolean isTrue(@Nullable String text) {
        return "1".equals(text) || "true".equals(text);
    }
}
