/** The one database: PostgreSQL inside or outside, its roles, migrations, connections and jobs. */
@ApplicationModule(allowedDependencies = "platform")
@NullMarked
package dev.gatehouse.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
