package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindJdkTest {

    @Test
    @DisplayName(
            "OPS-1 an older JDK that does not know the flags for the newer one is passed by, not the end of ./run and ./verify")
    void olderJdk(@TempDir Path older) throws IOException, InterruptedException {
        script(older.resolve("bin/javac"), "");
        script(older.resolve("bin/java"), """
                [ -z "${JDK_JAVA_OPTIONS:-}" ] || { echo "Unrecognized VM option" >&2; exit 1; }
                echo 'openjdk version "17.0.12" 2024-07-16' >&2
                """);
        var finding = new ProcessBuilder("bash", "-c", "set -euo pipefail; . .ci/jdk.sh; find_jdk; echo \"$JAVA_HOME\"")
                .redirectErrorStream(true);
        finding.environment().put("JAVA_HOME", older.toString());
        finding.environment().put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
        finding.environment().put("JDK_JAVA_OPTIONS", "-XX:+UseCompactObjectHeaders");

        var process = finding.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.strip()).isNotEqualTo(older.toString()).isNotEmpty();
    }

    private static void script(Path file, String commands) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + commands);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
