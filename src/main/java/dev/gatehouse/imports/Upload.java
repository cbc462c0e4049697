package dev.gatehouse.imports;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Scratch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.servlet.ServletRequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The form with a list of people, read as it comes in. What stands before the file, as the form's token does, can be asked for at once; the
 * file is read when it is asked for, which is after it was looked at who sends it.
 */
final class Upload extends HttpServletRequestWrapper {

    /** The largest file. */
    static final long LARGEST = 300L << 20;

    /** What browsers are still heard to the end with, so that they show the page that says no; but nobody sends on for long. */
    private static final long HEARD_OUT = 2 * LARGEST;

    private static final Duration HEARD_FOR = Duration.ofSeconds(30);

    /** From the beginning of a file to its end: who sends more slowly keeps a place from others. */
    private static final Duration RECEIVED_WITHIN = Duration.ofMinutes(30);

    private static final int MOST_FIELDS = 8;
    private static final int LONGEST_FIELD = 2_000;
    private static final int LONGEST_HEADER = 4_096;

    private final Clock clock;
    private final Map<String, String> fields;
    private @Nullable FileItemIterator parts;
    private @Nullable FileItemStream file;
    private boolean over;

    Upload(HttpServletRequest request, Clock clock) {
        super(request);
        this.clock = clock;
        fields = new LinkedHashMap<>();
        request.setAttribute(Upload.class.getName(), this);
    }

    private Upload(HttpServletRequest request, Upload before) {
        super(request);
        clock = before.clock;
        fields = before.fields;
        over = true;
    }

    /** The one that a request brings; null where it brings none. */
    static @Nullable Upload of(HttpServletRequest request) {
        return request.getAttribute(Upload.class.getName()) instanceof Upload upload ? upload : null;
    }

    /** The same for a page that answers it, with nothing left to read. */
    Upload again(HttpServletRequest request) {
        return new Upload(request, this);
    }

    /** A file that was received, for as long as it is needed. */
    record Received(Path path, String name) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /**
     * Receives the file, for half an hour at most. Refuses at {@code file} with {@code imports.upload.absent}, {@code imports.upload.large} and
     * {@code imports.upload.broken}.
     */
    Received receive(Scratch scratch) throws IOException {
        advance();
        var part = file;
        if (part == null) throw Refusal.input("file", "imports.upload.absent");
        file = null;
        var name = name(part);
        try {
            // Closed with the request and not before: closing reads on to the end of the file, however far away that
            // is.
            var stream = part.openStream();
            if (getContentLengthLong() > LARGEST + LONGEST_HEADER * MOST_FIELDS) throw tooLarge(stream);
            if (name.isEmpty()) throw Refusal.input("file", "imports.upload.absent");
            var path = scratch.newFile();
            var whole = false;
            try {
                copy(stream, path);
                advance();
                whole = true;
            } finally {
                if (!whole) Files.deleteIfExists(path);
            }
            return new Received(path, name);
        } catch (IOException gone) {
            over = true;
            throw Refusal.input("file", "imports.upload.broken");
        }
    }

    private void copy(InputStream stream, Path path) throws IOException {
        try (var target = Files.newOutputStream(path)) {
            var piece = new byte[1 << 16];
            var sum = 0L;
            var ends = clock.instant().plus(RECEIVED_WITHIN);
            for (var read = stream.read(piece); read >= 0; read = stream.read(piece)) {
                if (clock.instant().isAfter(ends)) throw new IOException("a file comes too slowly");
                sum += read;
                if (sum > LARGEST) throw tooLarge(stream);
                target.write(piece, 0, read);
            }
        }
    }

    private Refusal tooLarge(InputStream stream) throws IOException {
        // What stands behind it is not looked for, because that is as far away.
        over = true;
        var piece = new byte[1 << 16];
        var sum = 0L;
        var ends = clock.instant().plus(HEARD_FOR);
        for (var read = 0; read >= 0 && sum < HEARD_OUT && clock.instant().isBefore(ends); read = stream.read(piece))
            sum += read;
        return Refusal.input("file", "imports.upload.large", LARGEST >> 20);
    }

    /** Without its folder, and without what turns the text around it or breaks out of a line. */
    private static String name(FileItemStream part) {
        var name = part.getName() == null ? "" : part.getName();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]", "")
                .strip();
    }

    /** Reads what stands before the file, or behind it once that was received. */
    private void advance() {
        if (over || file != null) return;
        try {
            if (parts == null) parts = begin();
            while (parts.hasNext()) {
                var part = parts.next();
                if (part.isFormField() && fields.size() < MOST_FIELDS) {
                    fields.putIfAbsent(part.getFieldName(), text(part));
                } else if (!part.isFormField() && part.getFieldName().equals("file")) {
                    file = part;
                    return;
                } else {
                    break;
                }
            }
            over = true;
        } catch (IOException | RuntimeException malformed) {
            over = true;
        }
    }

    private FileItemIterator begin() throws IOException {
        var reader = new FileUpload();
        reader.setHeaderEncoding(StandardCharsets.UTF_8.name());
        reader.setPartHeaderSizeMax(LONGEST_HEADER);
        return reader.getItemIterator(new ServletRequestContext((HttpServletRequest) getRequest()));
    }

    private static String text(FileItemStream part) throws IOException {
        try (var stream = part.openStream()) {
            var bytes = stream.readNBytes(LONGEST_FIELD + 1);
            if (bytes.length > LONGEST_FIELD) throw new IOException("a field is too long");
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Nobody else takes it for a form. */
    @Override
    public String getContentType() {
        return "application/octet-stream";
    }

    @Override
    public @Nullable String getParameter(String name) {
        advance();
        return fields.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        advance();
        return fields.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, field -> new String[] {field.getValue()}));
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        var value = getParameter(name);
        return value == null ? null : new String[] {value};
    }

    @Override
    public Collection<Part> getParts() {
        return List.of();
    }

    @Override
    public @Nullable Part getPart(String name) {
        return null;
    }
}
