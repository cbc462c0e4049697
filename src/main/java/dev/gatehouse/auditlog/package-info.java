/** The audit log as people read it: page, filters, export, and the proof that nothing was changed (AUD-1). */
@ApplicationModule(allowedDependencies = {"platform", "audit", "access", "members", "console"})
@NullMarked
package dev.gatehouse.auditlog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
