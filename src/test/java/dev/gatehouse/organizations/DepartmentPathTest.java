package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DepartmentPathTest {

    @Test
    @DisplayName(
            "CRE-4 MEM-7 a file names a department by its names from the top down, and slashes in names stay theirs")
    void examples() {
        assertThat(DepartmentPath.of(List.of("Sales", "North"))).isEqualTo("Sales / North");
        assertThat(DepartmentPath.of(List.of("R/D", "and/or"))).isEqualTo("R/D / and/or");
        assertThat(DepartmentPath.of(List.of("Fleet", "Ships / Boats"))).isEqualTo("Fleet / Ships // Boats");
        assertThat(DepartmentPath.names(" Sales / North ")).containsExactly("Sales", "North");
    }

    @Test
    @DisplayName(
            "CRE-4 MEM-7 every path is read as the names that it was made of, whatever slashes and spaces are in them")
    void everyName() {
        var random = new Random(7);
        for (var n = 0; n < 20_000; n++) {
            var names = IntStream.rangeClosed(0, random.nextInt(3))
                    .mapToObj(_ -> name(random))
                    .toList();
            assertThat(DepartmentPath.names(DepartmentPath.of(names))).isEqualTo(names);
        }
    }

    private static String name(Random random) {
        var name = new StringBuilder();
        for (var n = random.nextInt(6); n >= 0; n--) name.append("/ x/".charAt(random.nextInt(4)));
        return name.toString().isBlank() ? "/" : name.toString().strip();
    }
}
