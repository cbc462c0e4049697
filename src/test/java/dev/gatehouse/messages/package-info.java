@NullMarked
package dev.gatehouse.messages;

import org.jspecify.annotations.NullMarked;
