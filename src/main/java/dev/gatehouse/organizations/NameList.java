package dev.gatehouse.organizations;

/** The lists of names that an organization keeps: they are kept in the same way (CRE-9, TYP-2). */
public enum NameList {
    JOB_PROFILES("job_profile", SettingsSection.JOB_PROFILES),
    PARTNERS("partner", SettingsSection.PARTNERS);

    private final String table;
    private final SettingsSection section;

    NameList(String table, SettingsSection section) {
        this.table = table;
        this.section = section;
    }

    /** One of it, as in the database, the text keys and the kinds of event. */
    public String one() {
        return table;
    }

    public SettingsSection section() {
        return section;
    }

    /** The text that says what was done to one of it. */
    String note(String what) {
        return "names." + table + "." + what;
    }
}
