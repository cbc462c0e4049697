package dev.gatehouse.bulk;

import java.util.UUID;

/** Which action on many a job works at. */
record BulkRun(UUID organization, UUID job) {}
