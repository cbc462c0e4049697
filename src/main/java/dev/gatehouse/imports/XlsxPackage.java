package dev.gatehouse.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The archive that an xlsx file is, unpacked as a stream and within bounds. What it says of its own sizes is not believed:
 * what comes out is counted, over all parts together.
 */
final class XlsxPackage implements AutoCloseable {

    /** A list of people shrinks to a tenth, one of empty cells to a fiftieth; what shrinks to a thousandth is made to harm. */
    private static final long RATIO = 100;

    /** Small files may shrink as they like. */
    private static final long FREE = 16L << 20;

    /** A full sheet of 50 columns. */
    private static final long LARGEST = 4L << 30;

    private static final int ENTRIES = 10_000;
    private static final long DIRECTORY = 4L << 20;
    private static final int END_RECORD = 22;
    private static final int LONGEST_COMMENT = 0xffff;

    private final ZipFile zip;
    private final Map<String, ZipEntry> parts = new HashMap<>();
    private final long bound;
    private long unpacked;

    /** Reads the directory alone. */
    XlsxPackage(Path file) throws IOException {
        checkDirectory(file);
        this.bound = Math.min(LARGEST, Math.max(FREE, Files.size(file) * RATIO));
        try {
            this.zip = new ZipFile(file.toFile());
        } catch (ZipException damaged) {
            throw Sheets.refusal("imports.file.damaged");
        }
        zip.stream().forEach(entry -> parts.putIfAbsent(name(entry.getName()), entry));
    }

    boolean has(String part) {
        return parts.containsKey(name(part));
    }

    /** What a part holds; null where there is none of that name. */
    @Nullable
    InputStream open(String part) throws IOException {
        var entry = parts.get(name(part));
        if (entry == null) return null;
        try {
            return new Bounded(zip.getInputStream(entry), entry);
        } catch (ZipException damaged) {
            throw Sheets.refusal("imports.file.damaged");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Names of parts know no case (ECMA-376 part 2, 6.2.2.3); some programs write backslashes. */
    private static String name(String part) {
        var plain = part.replace('\\', '/').toLowerCase(Locale.ROOT);
        return plain.startsWith("/") ? plain.substring(1) : plain;
    }

    /** Looks at the size of the archive's directory before anybody reads it into memory; an archive that is cut off has none. */
    private static void checkDirectory(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(6);
            if (bytes.length() > 8 && (bytes.read() & 1) == 1) throw Sheets.refusal("imports.file.locked");
            var tail = new byte[(int) Math.min(bytes.length(), END_RECORD + LONGEST_COMMENT)];
            var from = bytes.length() - tail.length;
            bytes.seek(from);
            bytes.readFully(tail);
            var end = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
            for (var at = tail.length - END_RECORD; at >= 0; at--) {
                if (end.getInt(at) != 0x06054b50) continue;
                var entries = Short.toUnsignedLong(end.getShort(at + 10));
                var size = Integer.toUnsignedLong(end.getInt(at + 12));
                if (entries == 0xffff || size == 0xffff_ffffL) {
                    var large = largeEnd(bytes, end, at);
                    entries = large.getLong(32);
                    size = large.getLong(40);
                }
                if (entries < 0 || entries > ENTRIES || size < 0 || size > DIRECTORY)
                    throw Sheets.refusal("imports.file.large");
                return;
            }
        }
        throw Sheets.refusal("imports.file.damaged");
    }

    /** The end record of archives beyond 4 GB, which some programs write for small ones too. */
    private static ByteBuffer largeEnd(RandomAccessFile bytes, ByteBuffer tail, int end) throws IOException {
        if (end < 20 || tail.getInt(end - 20) != 0x07064b50) throw Sheets.refusal("imports.file.damaged");
        var at = tail.getLong(end - 12);
        if (at < 0 || at > bytes.length() - 56) throw Sheets.refusal("imports.file.damaged");
        var record = new byte[56];
        bytes.seek(at);
        bytes.readFully(record);
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Counts what comes out, and compares its sum at the end, which the JDK's reader does not. */
    private final class Bounded extends FilterInputStream {

        private final CRC32 sum = new CRC32();
        private final ZipEntry entry;

        Bounded(InputStream stream, ZipEntry entry) {
            super(stream);
            this.entry = entry;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read;
            try {
                read = in.read(target, offset, length);
            } catch (ZipException | java.io.EOFException damaged) {
                throw Sheets.refusal("imports.file.damaged");
            }
            if (read < 0) {
                if (entry.getCrc() != -1 && entry.getCrc() != sum.getValue())
                    throw Sheets.refusal("imports.file.damaged");
                return read;
            }
            unpacked += read;
            if (unpacked > bound) throw Sheets.refusal("imports.file.large");
            sum.update(target, offset, read);
            return read;
        }
    }
}
