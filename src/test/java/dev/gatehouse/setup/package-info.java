/** Tests of the first start. */
@NullMarked
package dev.gatehouse.setup;

import org.jspecify.annotations.NullMarked;
