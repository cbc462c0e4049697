package dev.gatehouse.imports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files that somebody made to do harm, and odd ones that are right. */
final class HostileFiles {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final int MEGABYTES = 60;
    private final Path folder;

    HostileFiles(Path folder) {
        this.folder = folder;
    }

    /** What is written into a part, as a stream. */
    interface Part {
        void to(OutputStream target) throws IOException;

        static Part text(String... pieces) {
            return target -> {
                for (var piece : pieces) target.write(piece.getBytes(StandardCharsets.UTF_8));
            };
        }

        static Part many(String head, long times, LongFunction<String> piece, String tail) {
            return target -> {
                text(head).to(target);
                LongStream.range(0, times).forEach(n -> {
                    try {
                        text(piece.apply(n)).to(target);
                    } catch (IOException unwritable) {
                        throw new UncheckedIOException(unwritable);
                    }
                });
                text(tail).to(target);
            };
        }
    }

    static String sheet(String rows) {
        return "<worksheet xmlns='" + MAIN + "'><sheetData>" + rows + "</sheetData></worksheet>";
    }

    static String row(int number, String... inline) {
        var row = new StringBuilder("<row r='" + number + "'>");
        for (var cell : inline)
            row.append("<c t='inlineStr'><is><t>").append(cell).append("</t></is></c>");
        return row.append("</row>").toString();
    }

    /** A workbook with one sheet, packed well. */
    Path book(String name, Part sheet) {
        return book(name, sheet, Part.text("<sst/>"), true);
    }

    Path book(String name, Part sheet, Part texts, boolean packed) {
        return zip(name, zip -> {
            put(zip, "_rels/.rels", relations("", "officeDocument", "xl/workbook.xml"), true);
            put(
                    zip,
                    "xl/workbook.xml",
                    Part.text("<workbook xmlns:r='" + TYPES
                            + "'><sheets><sheet name='A' r:id='r1'/></sheets></workbook>"),
                    true);
            put(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    relations("", "worksheet", "worksheets/sheet1.xml", "sharedStrings", "/xl/sharedStrings.xml"),
                    true);
            put(zip, "xl/worksheets/sheet1.xml", sheet, packed);
            put(zip, "xl/sharedStrings.xml", texts, packed);
        });
    }

    static Part relations(String mode, String... typesAndTargets) {
        var all = new StringBuilder("<Relationships>");
        for (var at = 0; at < typesAndTargets.length; at += 2)
            all.append("<Relationship Id='r%d' Type='%s/%s' Target='%s' %s/>"
                    .formatted(at / 2 + 1, TYPES, typesAndTargets[at], typesAndTargets[at + 1], mode));
        return Part.text(all + "</Relationships>");
    }

    interface Filling {
        void to(ZipOutputStream zip) throws IOException;
    }

    Path zip(String name, Filling filling) {
        var file = folder.resolve(name);
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            zip.setLevel(9);
            filling.to(zip);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file;
    }

    /** Unpacked parts show what the reader does where nothing shrinks. */
    static void put(ZipOutputStream zip, String name, Part part, boolean packed) throws IOException {
        var entry = new ZipEntry(name);
        if (!packed) {
            entry.setMethod(ZipEntry.STORED);
            var sum = new CRC32();
            var size = new long[1];
            var counting = new BufferedOutputStream(new OutputStream() {
                @Override
                public void write(int octet) {
                    sum.update(octet);
                    size[0]++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    sum.update(bytes, offset, length);
                    size[0] += length;
                }
            });
            part.to(counting);
            counting.flush();
            entry.setCrc(sum.getValue());
            entry.setSize(size[0]);
            entry.setCompressedSize(size[0]);
        }
        zip.putNextEntry(entry);
        part.to(zip);
        zip.closeEntry();
    }

    void makeAll() throws IOException {
        var person = row(1, "name", "department") + row(2, "Ada", "Sales");
        var empty = "<row>" + "<c s='1'/>".repeat(10_000) + "</row>";
        var x = "x".repeat(1 << 20);
        book(
                "bomb-rows.xlsx",
                Part.many("<worksheet><sheetData>" + person, 4_000, n -> empty, "</sheetData></worksheet>"));
        book(
                "bomb-texts.xlsx",
                Part.text(sheet(person)),
                Part.many("<sst><si><t>", 400, n -> x, "</t></si></sst>"),
                true);
        book(
                "long-cell.xlsx",
                Part.many(
                        "<worksheet><sheetData>" + row(1, "name") + "<row r='2'><c r='A2' t='inlineStr'><is><t>",
                        MEGABYTES,
                        n -> x,
                        "</t></is></c></row></sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book(
                "long-cdata.xlsx",
                Part.many(
                        "<worksheet><sheetData>" + row(1, "name")
                                + "<row r='2'><c r='A2' t='inlineStr'><is><t><![CDATA[",
                        MEGABYTES,
                        n -> "<".repeat(1 << 20),
                        "]]></t></is></c></row></sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book(
                "long-text.xlsx",
                Part.text(sheet(row(1, "name") + "<row r='2'><c r='A2' t='s'><v>0</v></c></row>")),
                Part.many("<sst><si><t>", MEGABYTES, n -> x, "</t></si></sst>"),
                false);
        book(
                "long-attribute.xlsx",
                Part.many("<worksheet><sheetData><row r='", MEGABYTES, n -> x, "'/></sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book(
                "long-name.xlsx",
                Part.many("<worksheet><sheetData><row", MEGABYTES, n -> x, "/></sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book(
                "long-comment.xlsx",
                Part.many("<worksheet><sheetData>" + person + "<!--", MEGABYTES, n -> x, "--></sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book(
                "many-names.xlsx",
                Part.many(
                        "<worksheet><sheetData>" + person,
                        3_000_000,
                        n -> "<n" + Long.toString(n * 7919, 36) + "/>",
                        "</sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book(
                "many-attributes.xlsx",
                Part.many(
                        "<worksheet><sheetData>" + person + "<row",
                        1_000_000,
                        n -> " a" + n + "=''",
                        "/></sheetData></worksheet>"),
                Part.text("<sst/>"),
                false);
        book("deep.xlsx", Part.many("<worksheet><sheetData>", 5_000_000, n -> "<a>", ""), Part.text("<sst/>"), false);
        book(
                "many-texts.xlsx",
                Part.text(sheet(person)),
                Part.many("<sst>", 6_000_000, n -> "<si><t>" + Long.toString(n * 7919, 36) + "</t></si>", "</sst>"),
                true);
        book(
                "million-columns.xlsx",
                Part.many(
                        "<worksheet><sheetData><row r='1'>",
                        1_000_000,
                        n -> "<c t='inlineStr'><is><t>c" + n + "</t></is></c>",
                        "</row></sheetData></worksheet>"));
        book(
                "far-column.xlsx",
                Part.text(
                        sheet(
                                row(1, "name")
                                        + "<row r='2'><c r='A2' t='inlineStr'><is><t>Ada</t></is></c><c r='ZZZZZZ2'><v>1</v></c></row>")));
        book("far-header.xlsx", Part.text(sheet("<row r='1'><c r='A1'><v>1</v></c><c r='ZZZZZZ1'><v>1</v></c></row>")));
        book("far-row.xlsx", Part.text(sheet(row(1, "name") + row(2_000_000, "Ada"))));
        book("backwards.xlsx", Part.text(sheet(row(1, "name") + row(5, "Ada") + row(4, "Grace"))));
        book(
                "wild-number.xlsx",
                Part.text(
                        sheet(
                                "<row><c><v>7</v></c></row><row><c><v>1E999999999</v></c></row><row><c><v>1E300</v></c></row><row><c><v>NaN</v></c></row><row><c t='s'><v>99999999</v></c></row>")));
        book(
                "xxe.xlsx",
                Part.text("<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + sheet(row(1, "name", "&e;"))));
        book(
                "xxe-texts.xlsx",
                Part.text(sheet(person)),
                Part.text("<!DOCTYPE s SYSTEM 'http://127.0.0.1:9/x.dtd'><sst><si><t>a</t></si></sst>"),
                true);
        var laughs = new StringBuilder("<!DOCTYPE w [<!ENTITY l0 'ha'>");
        for (var n = 1; n < 30; n++) laughs.append("<!ENTITY l%d '&l%d;&l%d;'>".formatted(n, n - 1, n - 1));
        book("laughs.xlsx", Part.text(laughs + "]>" + sheet(row(1, "name", "&l29;"))));
        book("entity.xlsx", Part.text(sheet(row(1, "name", "&nobody;"))));
        zip("many-entries.xlsx", zip -> {
            for (var n = 0; n < 20_000; n++) put(zip, "f" + n, Part.text("x"), true);
        });
        zip("external.xlsx", zip -> {
            put(
                    zip,
                    "_rels/.rels",
                    relations("TargetMode='External'", "officeDocument", "http://127.0.0.1:9/workbook.xml"),
                    true);
        });
        zip("outside.xlsx", zip -> {
            put(zip, "_rels/.rels", relations("", "officeDocument", "../../../../etc/passwd"), true);
            put(zip, "../../evil", Part.text("x"), true);
        });
        zip("document.docx", zip -> {
            put(zip, "_rels/.rels", relations("", "officeDocument", "word/document.xml"), true);
            put(zip, "word/document.xml", Part.text("<document/>"), true);
        });
        zip("binary.xlsb", zip -> put(zip, "_rels/.rels", relations("", "officeDocument", "xl/workbook.bin"), true));
        zip("pictures.zip", zip -> put(zip, "a.png", Part.text("x"), true));
        truncate(book(
                "truncated.xlsx",
                Part.many(
                        "<worksheet><sheetData>" + person,
                        70_000,
                        n -> row((int) n + 3, "P" + n * 7919, "S" + n * 104_729),
                        "</sheetData></worksheet>")));
        harm(book(
                "harmed.xlsx",
                Part.many(
                        "<worksheet><sheetData>" + person,
                        70_000,
                        n -> row((int) n + 3, "P" + n * 7919, "S" + n * 104_729),
                        "</sheetData></worksheet>"),
                Part.text("<sst/>"),
                false));
        text("line.csv", Part.many("name,department\n", 200, n -> x, "\n"));
        text("quotes.csv", Part.many("name,department\n", 100, n -> "\"".repeat(1 << 20), "\n"));
        text("separators.csv", Part.many("name", 100, n -> ",".repeat(1 << 20), "\n"));
        text("binary.csv", target -> {
            var bytes = new byte[1 << 20];
            new Random(1).nextBytes(bytes);
            target.write(bytes);
        });
        text("blank.csv", Part.many("name\n", 3, n -> "\n".repeat(1 << 20), "Ada\n"));
    }

    private void text(String name, Part part) throws IOException {
        try (var target = new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            part.to(target);
        }
    }

    private static void truncate(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - channel.size() / 10);
        }
    }

    /** One letter of a name that is stored unpacked: the rows read well, the sum at the end does not. */
    private static void harm(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() / 2);
            int letter;
            do letter = bytes.read();
            while (letter != 'P');
            bytes.write('7');
        }
    }
}
