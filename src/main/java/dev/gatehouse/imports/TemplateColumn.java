package dev.gatehouse.imports;

import java.util.List;

/**
 * A column of the template.
 *
 * @param label its name, with a mark where it must be filled
 * @param need whether it must be filled, in words
 * @param choices what may be chosen; empty for what is typed
 * @param format how a spreadsheet shows its cells: {@code @} for text that stays as it is typed
 */
record TemplateColumn(String label, String need, String help, List<String> choices, String format, String example) {

    static final String TEXT = "@";
    static final String NUMBER = "General";
    static final String DATE = "yyyy-mm-dd";
}
