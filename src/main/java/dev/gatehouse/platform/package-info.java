/** What every room stands on: typed ids, actors, refusals, keyset pages, one-time secrets, limits, settings, texts. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.gatehouse.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
