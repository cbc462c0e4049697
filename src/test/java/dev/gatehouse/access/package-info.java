/** Tests of roles and grants. */
@NullMarked
package dev.gatehouse.access;

import org.jspecify.annotations.NullMarked;
