package dev.gatehouse.imports;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The container of old Office files, in which a new one lies that is protected with a password (MS-CFB, MS-OFFCRYPTO). */
final class Ole2 {

    private static final int HEADER = 512;
    private static final int DIRECTORY_SECTOR_AT = 48;
    private static final int SECTOR_SHIFT_AT = 30;

    private Ole2() {}

    /** Whether its directory names an encrypted file; of the directory, the first sector is read. */
    static boolean locked(Path file) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() < HEADER) return false;
            bytes.seek(SECTOR_SHIFT_AT);
            var size = Short.reverseBytes(bytes.readShort()) == 12 ? 4096 : HEADER;
            bytes.seek(DIRECTORY_SECTOR_AT);
            var at = (Integer.toUnsignedLong(Integer.reverseBytes(bytes.readInt())) + 1) * size;
            if (at >= bytes.length()) return false;
            bytes.seek(at);
            var directory = new byte[(int) Math.min(4096, bytes.length() - at)];
            bytes.readFully(directory);
            var names = new String(directory, StandardCharsets.UTF_16LE);
            return names.contains("EncryptedPackage") || names.contains("EncryptionInfo");
        }
    }
}
