/** Tests of giving, taking and explaining roles. */
@NullMarked
package dev.gatehouse.permissions;

import org.jspecify.annotations.NullMarked;
