package dev.gatehouse.imports;

import java.util.List;

/**
 * What is wrong with a row, or with a file.
 *
 * @param field what of a person it is about, as in {@link ImportRun#fields()}; {@code file} for the file
 * @param value as the file has it, cut short; never a one-time password
 * @param code names the sentence {@code refusal.<code>}, that the arguments fill
 */
public record Problem(String field, String value, String code, List<Object> arguments) {

    public Problem {
        arguments = List.copyOf(arguments);
    }
}
