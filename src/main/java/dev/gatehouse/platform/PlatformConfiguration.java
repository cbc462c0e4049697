package dev.gatehouse.platform;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** What every room is given: the settings and the time. Tests bring a clock of their own as the primary bean. */
@Configuration(proxyBeanMethods = false)
@EnableResilientMethods
class PlatformConfiguration {

    @Bean
    Settings settings(ConfigurableEnvironment environment) {
        return Settings.of(environment);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MetricsServer metricsServer(Settings settings, ObjectProvider<PrometheusMeterRegistry> registry) {
        return new MetricsServer(settings, registry);
    }
}
