package dev.gatehouse.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What the server under test gets in place of its own: connections that follow the test class, and a clock that tests turn. */
@TestConfiguration(proxyBeanMethods = false)
class HouseConfiguration {

    /** Connections to the database of the test class that has moved in. */
    static final class SwitchableDataSource extends DelegatingDataSource {

        SwitchableDataSource(DataSource first) {
            super(first);
        }

        void switchTo(DataSource next) {
            setTargetDataSource(next);
        }
    }

    @Bean
    @Primary
    SwitchableDataSource connections(HikariDataSource dataSource) {
        return new SwitchableDataSource(dataSource);
    }

    @Bean
    @Primary
    Clock turnableClock() {
        return new TurnableClock();
    }
}
