package dev.gatehouse.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what must be read again by the server and by nobody else, with AES-256-GCM. What is sealed belongs to a context
 * (whose it is, where it stands) and opens there only: moved to another row it is worthless.
 */
public final class Sealer {

    /** The seal is of another key or context, or was tampered with. */
    public static final class BrokenSeal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BrokenSeal(Throwable cause) {
            super("sealed under another key or for another place", cause);
        }
    }

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** Seals with a key of 32 bytes that serves one purpose, as {@code MasterKey.derive} makes them. */
    public Sealer(byte[] key) {
        if (key.length != 32) throw new IllegalArgumentException("a key has 32 bytes");
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Version, nonce, ciphertext and tag. */
    public byte[] seal(byte[] clear, String context) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, context);
            var sealed = new byte[1 + NONCE + cipher.getOutputSize(clear.length)];
            sealed[0] = VERSION;
            System.arraycopy(nonce, 0, sealed, 1, NONCE);
            cipher.doFinal(clear, 0, clear.length, sealed, 1 + NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** What was sealed for the same context. Throws {@link BrokenSeal} otherwise. */
    public byte[] open(byte[] sealed, String context) {
        if (sealed.length <= 1 + NONCE || sealed[0] != VERSION)
            throw new BrokenSeal(new AEADBadTagException("unknown form"));
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(sealed, 1, 1 + NONCE), context);
            return cipher.doFinal(sealed, 1 + NONCE, sealed.length - 1 - NONCE);
        } catch (AEADBadTagException e) {
            throw new BrokenSeal(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
