package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.resilience.annotation.EnableResilientMethods;

class RetriedTest {

    static class Verb {

        private int tried;

        @Retried
        public int work(int deadlocks) {
            tried++;
            if (tried <= deadlocks) throw new PessimisticLockingFailureException("deadlock detected");
            return tried;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableResilientMethods
    static class Faces {

        @Bean
        Verb verb() {
            return new Verb();
        }
    }

    @Test
    @DisplayName("MEM-4 what two transactions stopped each other at is tried again, and not for ever")
    void again() {
        try (var context = new AnnotationConfigApplicationContext(Faces.class)) {
            assertThat(context.getBean(Verb.class).work(2)).isEqualTo(3);
        }
        try (var context = new AnnotationConfigApplicationContext(Faces.class)) {
            assertThatExceptionOfType(PessimisticLockingFailureException.class)
                    .isThrownBy(() -> context.getBean(Verb.class).work(100));
        }
    }
}
