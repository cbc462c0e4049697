package dev.gatehouse.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Styles, scripts, icons and fonts: our own from {@code /assets} of the class path, others' from their webjars. The address
 * carries a hash of the content, so that browsers keep a file for ever and never keep a stale one.
 */
public final class Assets {

    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Map<String, String> OTHERS = Map.of(
            "tabler.css", WEBJARS + "tabler__core/1.4.0/dist/css/tabler.min.css",
            "tabler-rtl.css", WEBJARS + "tabler__core/1.4.0/dist/css/tabler.rtl.min.css",
            "htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js",
            "chart.js", WEBJARS + "chart.js/4.5.1/dist/chart.umd.js");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]{1,40})\\.(css|js|svg|woff2)");
    private static final Pattern ADDRESS = Pattern.compile("([a-z0-9-]{1,40})-([0-9a-f]{12})\\.(css|js|svg|woff2)");
    private static final Pattern REFERENCE = Pattern.compile("asset:([a-z0-9.-]+)");
    private static final Map<String, Asset> KNOWN = new ConcurrentHashMap<>();

    private Assets() {}

    /** The address of a file: {@code of("gatehouse.css")} is {@code /assets/gatehouse-<hash>.css}. */
    public static String of(String name) {
        var asset = load(name);
        if (asset == null) throw new IllegalArgumentException("no asset " + name);
        return asset.address();
    }

    /** The file that an address names; null where there is none. A stale hash finds today's file. */
    static @Nullable Asset at(String file) {
        var parts = ADDRESS.matcher(file);
        return parts.matches() ? load(parts.group(1) + "." + parts.group(3)) : null;
    }

    private static @Nullable Asset load(String name) {
        var known = KNOWN.get(name);
        if (known != null) return known;
        var parts = NAME.matcher(name);
        if (!parts.matches()) return null;
        try (var stream =
                Assets.class.getClassLoader().getResourceAsStream(OTHERS.getOrDefault(name, "assets/" + name))) {
            if (stream == null) return null;
            var type = String.valueOf(TYPES.get(parts.group(2)));
            var content = stream.readAllBytes();
            if (type.startsWith("text/css")) content = withAddresses(content);
            var zipped = type.startsWith("font/") ? null : zip(content);
            var address = "/assets/" + parts.group(1) + "-" + hash(content) + "." + parts.group(2);
            var asset = new Asset(address, type, content, zipped);
            KNOWN.put(name, asset);
            return asset;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Styles name fonts as {@code url(asset:inter.woff2)}. */
    private static byte[] withAddresses(byte[] style) {
        return REFERENCE
                .matcher(new String(style, StandardCharsets.UTF_8))
                .replaceAll(reference -> of(reference.group(1)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] zip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** A file in memory, also zipped where that makes it smaller. */
    @SuppressWarnings("ArrayRecordComponent")
    record Asset(String address, String type, byte[] content, byte @Nullable [] zipped) {}
}
