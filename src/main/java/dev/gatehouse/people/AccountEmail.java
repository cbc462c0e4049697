package dev.gatehouse.people;

import java.time.Instant;
import java.util.UUID;

/**
 * An e-mail address of an account.
 *
 * @param key what is compared
 * @param verified whether the person proved it; only then it opens anything
 * @param main whether it is the one that mail goes to
 * @param since when it was proved, else when it was first named
 */
public record AccountEmail(UUID id, String email, String key, boolean verified, boolean main, Instant since) {}
