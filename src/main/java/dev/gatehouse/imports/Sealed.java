package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;

/** What is kept with an import sealed, beside its file. */
enum Sealed {
    /** What its one-time passwords are made from. */
    CODES("code_secret"),

    /** A few values of each column. */
    SAMPLES("samples");

    private final String column;

    Sealed(String column) {
        this.column = column;
    }

    /** Where it stands in {@code import_run}. */
    String column() {
        return column;
    }

    /** Whose it is: sealed as one thing it cannot be opened as another. */
    String context(OrganizationId organization, ImportId id) {
        return switch (this) {
            case CODES -> organization + "\ncodes";
            case SAMPLES -> organization + "\n" + id + "\nsamples";
        };
    }
}
