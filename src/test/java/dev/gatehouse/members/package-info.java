@NullMarked
package dev.gatehouse.members;

import org.jspecify.annotations.NullMarked;
