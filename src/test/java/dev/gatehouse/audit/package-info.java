/** Tests of the event log. */
@NullMarked
package dev.gatehouse.audit;

import org.jspecify.annotations.NullMarked;
