package dev.gatehouse.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The one key of an installation: everything that needs a key of its own derives it from this one by its purpose. */
public final class MasterKey {

    private static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Reads a key from Base64; throws {@link IllegalArgumentException} unless it is exactly 32 bytes. */
    public static MasterKey of(String base64) {
        var bytes = Base64.getDecoder().decode(base64.strip());
        if (bytes.length != BYTES) throw new IllegalArgumentException("a master key has 32 bytes");
        return new MasterKey(bytes);
    }

    /** The key in this file, made at the first call and readable by its owner only. */
    static MasterKey inFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            var fresh = new byte[BYTES];
            new SecureRandom().nextBytes(fresh);
            DataFolder.make(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
            try (var channel = Files.newByteChannel(file, options, owner)) {
                channel.write(StandardCharsets.US_ASCII.encode(
                        Base64.getEncoder().encodeToString(fresh) + System.lineSeparator()));
            } catch (FileAlreadyExistsException _) {
                // Another process was first: its key is the key.
            }
        }
        return of(Files.readString(file));
    }

    /** A key of 32 bytes for one purpose; the same purpose always gets the same key. */
    public byte[] derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The derived key as text, for passwords. */
    public String deriveText(String purpose) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(derive(purpose));
    }

    /** Tells keys apart without telling anything of them. */
    public String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint"), 0, 6);
    }
}
