@NullMarked
package dev.gatehouse.teams;

import org.jspecify.annotations.NullMarked;
