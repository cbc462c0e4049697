package dev.gatehouse.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Race;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class PasswordsTest {

    @Test
    @DisplayName("ACT-6 the hash is Argon2id with the parameters set, and anything else counts as outdated")
    void form() {
        var passwords = passwords(1024, 1, 1, 0);

        var hash = passwords.hash("seven quiet otters swim");

        assertThat(hash).startsWith("$argon2id$v=19$m=1024,t=1,p=1$");
        assertThat(passwords.matches("seven quiet otters swim", hash)).isTrue();
        assertThat(passwords.matches("seven quiet otters swam", hash)).isFalse();
        assertThat(passwords.outdated(hash)).isFalse();
        assertThat(passwords(2048, 1, 1, 0).outdated(hash)).isTrue();
        assertThat(passwords(1024, 2, 1, 0).outdated(hash)).isTrue();
    }

    @Test
    @DisplayName("ACT-6 all of Unicode is a password, whichever way the keyboard composes it; none is cut off")
    void unicode() {
        var passwords = passwords(1024, 1, 1, 0);
        var hash = passwords.hash("Brühwürfel\u00a0für alle 🦊");

        assertThat(passwords.matches("Bru\u0308hwu\u0308rfel fu\u0308r alle 🦊", hash))
                .isTrue();
        assertThat(passwords.hash("🦊".repeat(128))).isNotEmpty();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> passwords.hash("🦊".repeat(129)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("password.long"));
        var longest = passwords.hash("x".repeat(128));
        assertThat(passwords.matches("x".repeat(129), longest)).isFalse();
        assertThat(passwords.matches("x".repeat(2_000_000), longest)).isFalse();
    }

    @Test
    @DisplayName("ACT-3 beyond the queue the answer is busy with the seconds to wait, and no more memory is taken")
    void burst() {
        var passwords = passwords(65_536, 3, 1, 4);

        var outcomes = Race.of(40, i -> passwords.hash("seven quiet otters swim"));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSizeGreaterThanOrEqualTo(5);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("busy");
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE);
                    assertThat(refusal.retryAfterSeconds()).isPositive();
                }));
        assertThat(passwords.matches("afterwards it goes on", null)).isFalse();
    }

    @Test
    @DisplayName("ACT-3 nothing is hashed inside a database transaction")
    void notInTransaction() {
        var passwords = passwords(1024, 1, 1, 0);
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> passwords.hash("anything at all"));
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    private static Passwords passwords(int kib, int passes, int concurrency, int queue) {
        return new Passwords(kib, passes, concurrency, queue, new SimpleMeterRegistry());
    }
}
