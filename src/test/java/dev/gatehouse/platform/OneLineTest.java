package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\u200b", "\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\u00ad", "\u200d\u0301"})
    @DisplayName("INV-3 a name of which nothing can be seen is none")
    void invisible(String name) {
        assertThatThrownBy(() -> OneLine.require("firstName", "name", name, 100))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("name.empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "田", "Ọlá", "한", "\u0627\u200c\u0628", "🦊", "!"})
    @DisplayName("INV-3 a name in any script is kept as given")
    void visible(String name) {
        assertThat(OneLine.require("firstName", "name", name, 100)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "a\nb",
                "a\u0085b",
                "a\ud800b",
                "a\u2028b",
                "a\u2029b",
                "a\u200eb",
                "a\u061cb",
                "a\u202eb",
                "a\u2067b",
                "a\ufeffb"
            })
    @DisplayName("INV-3 what breaks out of a line or turns its direction is refused")
    void unwanted(String name) {
        assertThatThrownBy(() -> OneLine.require("firstName", "name", name, 100))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("name.characters"));
    }
}
