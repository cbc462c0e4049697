@NullMarked
package dev.gatehouse.bulk;

import org.jspecify.annotations.NullMarked;
