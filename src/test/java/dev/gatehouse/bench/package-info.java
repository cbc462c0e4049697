/** What {@code bench/run} runs: figures count when these make them again. */
@NullMarked
package dev.gatehouse.bench;

import org.jspecify.annotations.NullMarked;
