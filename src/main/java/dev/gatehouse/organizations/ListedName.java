package dev.gatehouse.organizations;

import java.util.UUID;

/**
 * One name of a list.
 *
 * @param sortKey what it is ordered by
 * @param people how many members it stands at, counted up to {@link #COUNTED}
 */
public record ListedName(UUID id, String name, String sortKey, int people) {

    /** Beyond that a number says only that there are more. */
    public static final int COUNTED = 1_000;
}
