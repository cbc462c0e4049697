/** Whole ways through the product, as people walk them: real browser, real server, real mail. */
@NullMarked
package dev.gatehouse.journeys;

import org.jspecify.annotations.NullMarked;
