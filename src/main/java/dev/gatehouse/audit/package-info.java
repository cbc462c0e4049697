/** What happened: one append-only event log, written in the caller's transaction and chained behind by a job (AUD-1). */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
