@NullMarked
package dev.gatehouse.lifecycle;

import org.jspecify.annotations.NullMarked;
