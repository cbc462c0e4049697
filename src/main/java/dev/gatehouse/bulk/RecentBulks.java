package dev.gatehouse.bulk;

import java.util.List;

/**
 * Somebody's own actions on many.
 *
 * @param here the address of the organization: {@code /o/<slug>}
 */
public record RecentBulks(String here, List<BulkJob> jobs) {}
