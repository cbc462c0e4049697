/** Tests of coming in. */
@NullMarked
package dev.gatehouse.admission;

import org.jspecify.annotations.NullMarked;
