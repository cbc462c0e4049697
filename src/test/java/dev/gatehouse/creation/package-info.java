@NullMarked
package dev.gatehouse.creation;

import org.jspecify.annotations.NullMarked;
