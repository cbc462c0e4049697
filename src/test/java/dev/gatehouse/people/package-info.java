@NullMarked
package dev.gatehouse.people;

import org.jspecify.annotations.NullMarked;
