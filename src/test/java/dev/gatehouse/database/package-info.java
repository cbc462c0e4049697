@NullMarked
package dev.gatehouse.database;

import org.jspecify.annotations.NullMarked;
