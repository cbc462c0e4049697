@NullMarked
package dev.gatehouse.profile;

import org.jspecify.annotations.NullMarked;
