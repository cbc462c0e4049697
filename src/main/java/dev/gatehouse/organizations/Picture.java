package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Pictures that strangers send: measured before they are opened, and drawn anew (security.md 10). */
final class Picture {

    static final int SIDE = 256;
    static final int LARGEST_FILE = 1024 * 1024;

    private static final int LONGEST_SIDE = 10_000;
    private static final long MOST_PIXELS = 25_000_000;
    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    private static final int HASH_BYTES = 12;

    private Picture() {}

    /** A PNG that fits 256 by 256 pixels. Refuses with {@code logo.large}, {@code logo.format} or {@code logo.pixels}. */
    static byte[] draw(byte[] file) {
        if (file.length > LARGEST_FILE) throw Refusal.input("logo", "logo.large");
        try (var input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) throw Refusal.input("logo", "logo.format");
            var reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT)))
                    throw Refusal.input("logo", "logo.format");
                reader.setInput(input, true, true);
                return png(fit(read(reader)));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            if (broken instanceof Refusal refusal) throw refusal;
            throw Refusal.input("logo", "logo.format");
        }
    }

    /** The address of a picture changes with it, so that browsers may keep it for ever. */
    static String hash(byte[] png) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(png), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Reads no more pixels than are needed: memory depends on what is kept, not on what was sent. */
    private static BufferedImage read(ImageReader reader) throws IOException {
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        // Readers allocate whole rows, whatever is skipped of them.
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS)
            throw Refusal.input("logo", "logo.pixels");
        var skip = Math.max(1, Math.max(width, height) / (4 * SIDE));
        var how = reader.getDefaultReadParam();
        how.setSourceSubsampling(skip, skip, 0, 0);
        return reader.read(0, how);
    }

    /** Halves until nearly there, which keeps edges smooth. */
    private static BufferedImage fit(BufferedImage picture) {
        var scale = Math.min(1.0, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
        var width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        var height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        var drawn = picture;
        while (drawn.getWidth() > 2 * width && drawn.getHeight() > 2 * height)
            drawn = scaled(drawn, drawn.getWidth() / 2, drawn.getHeight() / 2);
        return scaled(drawn, width, height);
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D brush = drawn.createGraphics();
        try {
            brush.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            brush.drawImage(picture, 0, 0, width, height, null);
        } finally {
            brush.dispose();
        }
        return drawn;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
