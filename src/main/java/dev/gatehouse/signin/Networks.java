package dev.gatehouse.signin;

import dev.gatehouse.platform.Origin;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What limits count by. */
public final class Networks {

    private static final int NETWORK_BYTES = 8;

    private Networks() {}

    /** An IPv4 address, or the /64 of an IPv6 address, of which one household has 2^64. */
    public static String of(Origin origin) {
        try {
            return InetAddress.ofLiteral(origin.address()) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES)) + "/64"
                    : origin.address();
        } catch (IllegalArgumentException unresolved) {
            return origin.address();
        }
    }
}
