package dev.gatehouse.imports;

/** What a column of a file can be of a person, beside the organization's own attributes. */
enum PersonField {
    FIRST_NAME("firstName"),
    LAST_NAME("lastName"),
    EMAIL("email"),
    USERNAME("username"),
    PHONE("phone"),
    UNIVERSAL_IDENTIFIER("identifier"),
    LANGUAGE("language"),
    CURRENCY("currency"),
    DEPARTMENT("department"),
    JOB_PROFILE("jobProfile"),
    ROLE("role"),
    USER_TYPE("userType"),
    PARTNER("partner"),
    ACTIVATION("activation"),
    ONE_TIME_PASSWORD("code");

    private final String key;

    PersonField(String key) {
        this.key = key;
    }

    /** As an import keeps it, as forms call the field, and as it ends the keys of its texts. */
    String key() {
        return key;
    }
}
