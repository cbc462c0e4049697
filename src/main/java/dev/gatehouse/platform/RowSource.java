package dev.gatehouse.platform;

import java.util.Map;

/**
 * Rows that stand in a table of whoever hands them over, for another room to take thousands of them without their leaving the database.
 *
 * @param query gives the rows, in columns that whoever takes them names; what it is given by a name must not be a name of theirs
 * @param parameters those of the query
 */
public record RowSource(String query, Map<String, Object> parameters) {

    public RowSource {
        parameters = Map.copyOf(parameters);
    }
}
