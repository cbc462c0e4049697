package dev.gatehouse.imports;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds how the characters of a text file are written: UTF-8 or UTF-16, with or without a mark at the beginning, else
 * Windows-1252. UTF-8 is told from Windows-1252 by the whole file: the first umlaut may stand in the last row.
 *
 * @param mark how many bytes the mark at the beginning takes
 */
record CsvText(Charset charset, int mark) {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int SAMPLE = 8_192;
    private static final int CHUNK = 1 << 16;

    /** Refuses with {@code imports.file.binary} what is no text, and with {@code imports.file.characters} what is none of these. */
    static CsvText of(Path file) throws IOException {
        byte[] head;
        try (var stream = Files.newInputStream(file)) {
            head = stream.readNBytes(SAMPLE);
        }
        if (starts(head, 0xef, 0xbb, 0xbf)) return new CsvText(StandardCharsets.UTF_8, 3);
        if (starts(head, 0xff, 0xfe)) return new CsvText(StandardCharsets.UTF_16LE, 2);
        if (starts(head, 0xfe, 0xff)) return new CsvText(StandardCharsets.UTF_16BE, 2);
        var zeros = new int[2];
        for (var at = 0; at < head.length; at++) if (head[at] == 0) zeros[at % 2]++;
        // Text has no zero bytes, but half of a Latin letter, comma or line break in UTF-16 is one.
        if (zeros[0] + zeros[1] > 0) {
            if (Math.max(zeros[0], zeros[1]) < 4 * Math.min(zeros[0], zeros[1]) + 1)
                throw Sheets.refusal("imports.file.binary");
            return new CsvText(zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, 0);
        }
        return new CsvText(eightBit(file), 0);
    }

    /** Characters that are none in this way of writing end in a {@link java.nio.charset.CharacterCodingException}. */
    BufferedReader reader(Path file) throws IOException {
        var stream = new BufferedInputStream(Files.newInputStream(file), CHUNK);
        stream.skipNBytes(mark);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        return new BufferedReader(new InputStreamReader(stream, decoder), CHUNK);
    }

    /** UTF-8 with a few wrong bytes is refused: read as anything else, all its accents would come out wrong. */
    private static Charset eightBit(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            var scan = new Utf8Scan(stream);
            scan.run();
            if (scan.wrong == 0) return StandardCharsets.UTF_8;
            if (scan.accents > scan.wrong || scan.undefined)
                throw Sheets.refusal("imports.file.characters", scan.firstWrongLine);
            return WINDOWS_1252;
        }
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) return false;
        for (var at = 0; at < mark.length; at++) if ((head[at] & 0xff) != mark[at]) return false;
        return true;
    }

    /** Counts what is right and what is wrong in a file that may be UTF-8. */
    private static final class Utf8Scan {

        private final InputStream stream;
        private long accents;
        private long wrong;
        private long line = 1;
        private long firstWrongLine;
        /** Whether a wrong byte is none of Windows-1252 either. */
        private boolean undefined;

        Utf8Scan(InputStream stream) {
            this.stream = stream;
        }

        void run() throws IOException {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var bytes = ByteBuffer.allocate(CHUNK);
            var signs = CharBuffer.allocate(CHUNK);
            for (var end = false; !end; ) {
                var read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(0, read)).flip();
                for (var more = true; more; ) {
                    var result = decoder.decode(bytes, signs, end);
                    count(signs.flip());
                    signs.clear();
                    more = result.isError();
                    if (more) skip(bytes, result.length());
                }
                bytes.compact();
            }
        }

        private void count(CharBuffer signs) {
            while (signs.hasRemaining()) {
                var sign = signs.get();
                if (sign == '\n') line++;
                else if (sign >= 0x80) accents++;
                else if (sign == 0) throw Sheets.refusal("imports.file.binary");
            }
        }

        private void skip(ByteBuffer bytes, int length) {
            if (wrong++ == 0) firstWrongLine = line;
            for (var at = 0; at < length; at++) {
                var octet = bytes.get() & 0xff;
                undefined |= octet == 0x81 || octet == 0x8d || octet == 0x8f || octet == 0x90 || octet == 0x9d;
            }
        }
    }
}
