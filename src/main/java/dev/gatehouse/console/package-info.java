/** What every page shares: the shell, the views, errors, security headers, flash notes, assets and the look of Gatehouse (CON-1). */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package dev.gatehouse.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
