package dev.gatehouse.imports;

import dev.gatehouse.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads all files of a folder, as a process of its own with little memory, and prints for each the rows, what refused it and how long it took. */
final class ReadAll {

    private ReadAll() {}

    public static void main(String[] arguments) throws IOException {
        try (var files = Files.list(Path.of(arguments[0]))) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var from = System.nanoTime();
                var rows = 0;
                var outcome = "read";
                try (var sheet = Sheets.open(file, "people.xlsx")) {
                    for (var row = sheet.next(); row != null; row = sheet.next()) rows++;
                } catch (Refusal refusal) {
                    outcome = refusal.code() + refusal.arguments();
                } catch (RuntimeException | OutOfMemoryError | StackOverflowError fault) {
                    outcome = fault.toString().replace('\n', ' ');
                }
                System.out.println(file.getFileName() + "\t" + rows + "\t" + outcome + "\t"
                        + (System.nanoTime() - from) / 1_000_000);
            }
        }
    }
}
