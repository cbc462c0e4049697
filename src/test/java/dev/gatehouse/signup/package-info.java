@NullMarked
package dev.gatehouse.signup;

import org.jspecify.annotations.NullMarked;
