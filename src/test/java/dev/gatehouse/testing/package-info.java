/** What tests of every room stand on. */
@NullMarked
package dev.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
