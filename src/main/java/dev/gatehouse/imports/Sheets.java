package dev.gatehouse.imports;

import dev.gatehouse.platform.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Opens what was uploaded. What a file holds decides what it is, not what it is called. */
final class Sheets {

    /** The most columns; nobody knows that much of a person, and each takes memory. */
    static final int COLUMNS = 200;

    /** The most rows, which is as many as a spreadsheet has. */
    static final int ROWS = 1_048_576;

    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte[] EMPTY_ZIP = {'P', 'K', 5, 6};
    private static final byte[] OLE2 = {
        (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
    };

    private Sheets() {}

    /**
     * Opens an xlsx or CSV file and reads its header. Refuses with {@code imports.file.*} what is neither, what is damaged,
     * and what would take more than it may.
     *
     * @param fileName what the person calls it
     */
    static Sheet open(Path file, String fileName) {
        try {
            byte[] head;
            try (var stream = Files.newInputStream(file)) {
                head = stream.readNBytes(512);
            }
            if (head.length == 0) throw refusal("imports.file.empty");
            if (begins(head, ZIP) || begins(head, EMPTY_ZIP)) return XlsxSheet.open(file);
            if (begins(head, OLE2)) throw refusal(Ole2.locked(file) ? "imports.file.locked" : "imports.file.old");
            if (isOther(head)) throw refusal("imports.file.other");
            // Text called xlsx is a download that went wrong, or a list that was renamed: the first is found below, the
            // second is read.
            return CsvSheet.open(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read an uploaded " + ending(fileName), unreadable);
        }
    }

    /** A no about the file as a whole. */
    static Refusal refusal(String code, Object... arguments) {
        return Refusal.input("file", code, arguments);
    }

    /** What a spreadsheet calls a column that is counted from 0. */
    static String letters(int column) {
        var letters = new StringBuilder();
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(0, (char) ('A' + (rest - 1) % 26));
        return letters.toString();
    }

    private static boolean isOther(byte[] head) {
        var text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
        return text.startsWith("%PDF") || text.startsWith("{\\rtf") || text.startsWith("<");
    }

    private static boolean begins(byte[] head, byte[] magic) {
        if (head.length < magic.length) return false;
        for (var at = 0; at < magic.length; at++) if (head[at] != magic[at]) return false;
        return true;
    }

    private static String ending(String fileName) {
        var dot = fileName.lastIndexOf('.');
        var ending = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        return ending.matches("[a-z0-9]{1,5}") ? ending : "file";
    }
}
