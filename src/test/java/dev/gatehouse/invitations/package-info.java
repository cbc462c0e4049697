@NullMarked
package dev.gatehouse.invitations;

import org.jspecify.annotations.NullMarked;
