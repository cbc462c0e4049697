package dev.gatehouse.signup;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A QR code (ISO/IEC 18004) of an address: readable when a quarter of it is dirty, with the quiet zone of four squares around it. */
final class QrCode {

    private static final int QUIET = 4;

    /** Sharp on a poster: some 40 squares a side make more than 1,000 pixels. */
    private static final int PIXELS = 24;

    private final ByteMatrix squares;

    private QrCode(ByteMatrix squares) {
        this.squares = squares;
    }

    static QrCode of(String address) {
        try {
            return new QrCode(Encoder.encode(address, ErrorCorrectionLevel.Q).getMatrix());
        } catch (WriterException e) {
            throw new IllegalStateException("an address is too long for a QR code", e);
        }
    }

    private int side() {
        return squares.getWidth() + 2 * QUIET;
    }

    /** A drawing of any size: black squares on white. */
    String svg() {
        var path = new StringBuilder();
        for (var y = 0; y < squares.getHeight(); y++)
            for (var x = 0; x < squares.getWidth(); x++)
                if (squares.get(x, y) == 1)
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path fill="#000" d="%2$s"/></svg>
                """.formatted(side(), path);
    }

    /** A picture for programs that take no drawings. */
    byte[] png() {
        var picture = new BufferedImage(side() * PIXELS, side() * PIXELS, BufferedImage.TYPE_BYTE_BINARY);
        var brush = picture.createGraphics();
        brush.setColor(Color.WHITE);
        brush.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        brush.setColor(Color.BLACK);
        for (var y = 0; y < squares.getHeight(); y++)
            for (var x = 0; x < squares.getWidth(); x++)
                if (squares.get(x, y) == 1) brush.fillRect((x + QUIET) * PIXELS, (y + QUIET) * PIXELS, PIXELS, PIXELS);
        brush.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
