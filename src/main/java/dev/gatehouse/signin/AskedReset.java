package dev.gatehouse.signin;

import java.util.UUID;

/**
 * That somebody asked for a new password.
 *
 * @param account whose; of an account that does not exist where the address names none, so that asking costs the same
 * @param address from where it was asked
 */
record AskedReset(UUID account, String address, String userAgent) {

    @Override
    public String toString() {
        return "AskedReset[" + account + "]";
    }
}
