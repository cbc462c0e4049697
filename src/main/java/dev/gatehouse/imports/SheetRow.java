package dev.gatehouse.imports;

import java.util.List;

/**
 * A row as a person reads it.
 *
 * @param number as a spreadsheet shows it; the first is 1
 * @param cells plain text without space around it, empty where there is nothing; at most as many as the header has columns
 */
record SheetRow(int number, List<String> cells) {}
