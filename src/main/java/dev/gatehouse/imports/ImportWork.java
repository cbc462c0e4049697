package dev.gatehouse.imports;

import java.util.UUID;

/**
 * What a job of an import is about.
 *
 * @param lane which part of the rows is applied; 0 where there are no parts
 */
public record ImportWork(UUID organization, UUID run, int lane) {}
