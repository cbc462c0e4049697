@NullMarked
package dev.gatehouse.currencies;

import org.jspecify.annotations.NullMarked;
