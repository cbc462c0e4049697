package dev.gatehouse.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a file, read one after the other: what it takes in memory does not grow with the file. */
interface Sheet extends AutoCloseable {

    /** The names of the columns, as the first row that is not empty has them; an empty one where a column has no name. */
    List<String> header();

    /** The next row that is not wholly empty; null after the last. Refuses with {@code imports.file.*} where the file is at fault. */
    @Nullable
    SheetRow next();

    @Override
    void close();
}
