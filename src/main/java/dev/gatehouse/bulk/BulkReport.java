package dev.gatehouse.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of one action on many.
 *
 * @param address of this page
 * @param here the address of the organization: {@code /o/<slug>}
 * @param leftOut some of those whom nothing was done for; empty while it runs
 * @param next the address of the next ones; null where these are the last
 */
public record BulkReport(
        BulkJob job,
        String address,
        String here,
        List<BulkTarget> leftOut,
        @Nullable String next) {}
