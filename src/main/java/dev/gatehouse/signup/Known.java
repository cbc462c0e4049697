package dev.gatehouse.signup;

import dev.gatehouse.members.Member;
import dev.gatehouse.people.Account;
import org.jspecify.annotations.Nullable;

/**
 * Whose an address or number is already.
 *
 * @param account the one that has proved the address; null where only the organization knows it
 * @param member the organization's record; null where it has none
 */
record Known(@Nullable Account account, @Nullable Member member) {}
