/**
 * What goes wrong around a server: it is killed, its database goes away, it is told nonsense, it is told to stop, it meets the
 * data of an older release. Each server is a process of its own, as an operator would start it.
 */
@NullMarked
package dev.gatehouse.faults;

import org.jspecify.annotations.NullMarked;
