/** Tests of organizations. */
@NullMarked
package dev.gatehouse.organizations;

import org.jspecify.annotations.NullMarked;
