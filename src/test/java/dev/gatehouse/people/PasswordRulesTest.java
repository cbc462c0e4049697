package dev.gatehouse.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.people.PasswordRules.Strength;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final List<String> PERSONAL =
            List.of("Zoë", "Fischer-Müller", "zoe.fm92@example.com", "Northwind Retail", "田中");

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seven quiet otters swim",
                "correct Pferd Batterie Büro",
                "ночью тихо плывёт выдра",
                "静かな川を渡る七匹のカワウソたち",
                "kT9#vLq2!xWz7@p",
                "       x y z q w v k        "
            })
    @DisplayName("ACT-6 any character is welcome and none is demanded")
    void good(String password) {
        assertThat(rules.check(password, 15, PERSONAL).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    hunter2,                      password.short
                    aaaaaaaaaaaaaaaaaaaa,         password.common
                    passwordpassword,             password.common
                    1234567890123456,             password.common
                    qwertyuiopasdfgh,             password.common
                    PASSWORDpassword1,            password.common
                    my name is fischer today,     password.personal
                    FISCHERMULLER is my name,     password.personal
                    zoe.fm92 at the river,        password.personal
                    we love n-o-r-t-h-w-i-n-d x,  password.personal
                    田中さんのとても長い秘密の言葉, password.personal
                    """)
    @DisplayName("ACT-6 too short, what everybody tries, and what stands on one's card are refused")
    void bad(String password, String problem) {
        assertThat(rules.check(password, 15, PERSONAL).problems()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    Blue Heron Books,    my blue heron flies at dawn,     false
                    House of Good Books, a good tree makes good shade,    true
                    House of Good Books, the houseofgoodbooks is mine,    false
                    Northwind Retail,    we love n-o-r-t-h-w-i-n-d x,     false
                    Blue Heron Books,    seven quiet otters swim,         true
                    """)
    @DisplayName("ACT-6 of an organization's name the whole is refused and its rare words, not its everyday ones")
    void organizations(String name, String password, boolean good) {
        assertThat(rules.check(password, 15, List.of(), List.of(name)).good()).isEqualTo(good);
    }

    @Test
    @DisplayName("ACT-6 the length is counted in characters as people count them, up to 128")
    void length() {
        assertThat(rules.check("🦊🐢🦉🐝🦋🐌🐞🐜", 8, List.of()).problems()).doesNotContain("password.short");
        assertThat(rules.check("x1y2z3".repeat(22), 15, List.of()).problems()).containsExactly("password.long");
    }

    @Test
    @DisplayName("ACT-6 the strength grows with what is hard to guess, not with kinds of characters")
    void strength() {
        assertThat(rules.check("P4ssw0rd!", 8, List.of()).strength()).isEqualTo(Strength.WEAK);
        assertThat(rules.check("seven quiet otters swim", 15, List.of()).strength())
                .isEqualTo(Strength.STRONG);
    }

    @Test
    @DisplayName("ACT-6 judging the longest password takes no longer than a person notices")
    void quick() {
        rules.check("warm up the lists first", 15, List.of());
        var began = System.nanoTime();
        rules.check("aB1".repeat(42), 15, PERSONAL);
        assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
    }
}
