package dev.gatehouse.platform;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Tells addresses of the public internet from those of one's own house (security.md 10). */
final class PublicAddresses {

    private PublicAddresses() {}

    /** Whether an address leads out: not to this machine, a private or shared network, a neighbour, a group or nowhere. */
    static boolean contains(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) return false;
        var bytes = address.getAddress();
        return address instanceof Inet4Address ? publicFour(bytes) : publicSix(bytes);
    }

    /** What the special-purpose registry (RFC 6890) has beside the classes that Java knows. */
    private static boolean publicFour(byte[] bytes) {
        var first = bytes[0] & 0xff;
        var second = bytes[1] & 0xff;
        var third = bytes[2] & 0xff;
        return switch (first) {
            case 0 -> false;
            case 100 -> second < 64 || second > 127;
            case 192 -> !(second == 0 && (third == 0 || third == 2)) && !(second == 88 && third == 99);
            case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
            case 203 -> !(second == 0 && third == 113);
            default -> first < 224;
        };
    }

    /** Only 2000::/3 is given out; inside of it, what carries an address of the old kind is that address. */
    private static boolean publicSix(byte[] bytes) {
        // 64:ff9b::/96 leads to an address of the old kind behind a translator.
        if (bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b)
            return carried(Arrays.copyOfRange(bytes, 12, 16));
        if ((bytes[0] & 0xe0) != 0x20) return false;
        if (bytes[0] == 0x20 && bytes[1] == 0x02) return carried(Arrays.copyOfRange(bytes, 2, 6));
        // 2001::/23 is for protocols, 2001:db8::/32 for books.
        if (bytes[0] == 0x20 && bytes[1] == 0x01)
            return (bytes[2] & 0xfe) != 0 && !((bytes[2] & 0xff) == 0x0d && (bytes[3] & 0xff) == 0xb8);
        return true;
    }

    private static boolean carried(byte[] four) {
        try {
            return contains(InetAddress.getByAddress(four));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
