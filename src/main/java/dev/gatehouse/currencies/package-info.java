/** Money: what amounts are in another currency, by the dated exchange rates that operators keep (ORG-5). */
@ApplicationModule(allowedDependencies = {"platform", "audit", "access", "console"})
@NullMarked
package dev.gatehouse.currencies;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
