package dev.gatehouse.signin;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with the code beside a person's password (ACT-5).
 *
 * @param on whether they switched it on
 * @param demanded whether an organization demands it anyway
 * @param sms whether codes go to their number, else to their address
 * @param address where codes go, masked; null where they have proved neither, so that they cannot switch it on
 */
public record SecondFactorState(
        boolean on, boolean demanded, boolean sms, @Nullable String address) {}
