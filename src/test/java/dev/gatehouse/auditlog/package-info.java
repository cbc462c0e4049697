/** Tests of the audit page. */
@NullMarked
package dev.gatehouse.auditlog;

import org.jspecify.annotations.NullMarked;
