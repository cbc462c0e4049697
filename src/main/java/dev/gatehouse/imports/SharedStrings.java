package dev.gatehouse.imports;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the cells of a workbook refer to by number. Excel writes every text so: a million people have five
 * millions of them, which do not fit into the memory that an import may take. They are kept in a file that is gone when the
 * process is, with the place of each sixteenth in memory.
 */
final class SharedStrings implements AutoCloseable {

    /** No workbook of any kind. */
    static final SharedStrings NONE = new SharedStrings(new int[0], 0, MemorySegment.NULL, null);

    private static final int MOST = 16 << 20;
    private static final int MOST_BYTES = 512 << 20;
    private static final int STRIDE = 16;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private final int[] places;
    private final int count;
    private final MemorySegment texts;
    private final @Nullable Arena arena;

    private SharedStrings(int[] places, int count, MemorySegment texts, @Nullable Arena arena) {
        this.places = places;
        this.count = count;
        this.texts = texts;
        this.arena = arena;
    }

    /**
     * Reads them all.
     *
     * @param folder where there is room; nothing stays there
     */
    static SharedStrings read(InputStream part, Path folder) throws IOException {
        var file = Files.createTempFile(folder, "texts", ".tmp");
        try (var channel = FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        // On Unix the name goes at once and the bytes with the channel: nothing is left by a process
                        // that is killed.
                        StandardOpenOption.DELETE_ON_CLOSE);
                var xml = new XlsxXml(part)) {
            var writer = new Writer(channel);
            writer.all(xml);
            var arena = Arena.ofShared();
            return new SharedStrings(
                    writer.places,
                    writer.count,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, writer.size, arena),
                    arena);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** The text of a number; refuses a number that there is none of. */
    String get(int number) {
        if (number < 0 || number >= count) throw Sheets.refusal("imports.file.damaged");
        var at = (long) places[number / STRIDE];
        for (var skipped = number % STRIDE; skipped > 0; skipped--) at += 3 + length(at);
        var bytes = new byte[length(at)];
        MemorySegment.copy(texts, BYTE, at + 3, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (arena != null) arena.close();
    }

    private int length(long at) {
        return (texts.get(BYTE, at) & 0xff) << 16
                | (texts.get(BYTE, at + 1) & 0xff) << 8
                | (texts.get(BYTE, at + 2) & 0xff);
    }

    private static final class Writer {

        private final BufferedOutputStream target;
        private int[] places = new int[64];
        private int count;
        private int size;

        Writer(FileChannel channel) {
            this.target = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        }

        /** A text may be of several runs, each with its own look; how it is pronounced (rPh) is no part of it. */
        void all(XlsxXml xml) throws IOException {
            var text = new StringBuilder();
            var spoken = false;
            var within = false;
            for (var event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
                switch (event) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        switch (xml.name()) {
                            case "si" -> text.setLength(0);
                            case "rPh" -> spoken = true;
                            case "t" -> within = !spoken;
                            default -> {}
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        switch (xml.name()) {
                            case "si" -> add(text);
                            case "rPh" -> spoken = false;
                            case "t" -> within = false;
                            default -> {}
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (!within) continue;
                        if (text.length() > CellText.LONGEST_RAW)
                            throw Sheets.refusal("imports.file.text", CellText.LONGEST);
                        xml.appendTo(text);
                    }
                    default -> {}
                }
            }
            target.flush();
        }

        private void add(StringBuilder text) throws IOException {
            // One that is too long is told with the cell that shows it; here it keeps its first characters.
            var plain = CellText.unescaped(text);
            if (plain.length() > CellText.LONGEST) plain = plain.substring(0, CellText.LONGEST + 1);
            var bytes = plain.getBytes(StandardCharsets.UTF_8);
            if (count == MOST || size > MOST_BYTES - bytes.length - 3) throw Sheets.refusal("imports.file.large");
            if (count % STRIDE == 0) {
                if (count / STRIDE == places.length) places = Arrays.copyOf(places, places.length * 2);
                places[count / STRIDE] = size;
            }
            target.write(bytes.length >> 16);
            target.write(bytes.length >> 8);
            target.write(bytes.length);
            target.write(bytes);
            size += 3 + bytes.length;
            count++;
        }
    }
}
