package dev.gatehouse.database;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** The connections and the job scheduler. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** The one pool, as the role that owns nothing. A database that is away is noticed in seconds, so that requests fail clearly. */
    @Bean
    HikariDataSource dataSource(Database database, Settings settings) {
        var app = database.app();
        var pool = new HikariConfig();
        pool.setPoolName("database");
        pool.setJdbcUrl(app.jdbc());
        pool.setUsername(app.role());
        pool.setPassword(app.password());
        app.properties().forEach((name, value) -> pool.addDataSourceProperty(name.toString(), value));
        pool.addDataSourceProperty("socketTimeout", "60");
        pool.setConnectionInitSql("set statement_timeout = '50s'; set lock_timeout = '10s';"
                + " set idle_in_transaction_session_timeout = '60s'");
        pool.setMaximumPoolSize(settings.databasePoolSize());
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(Duration.ofSeconds(4).toMillis());
        pool.setValidationTimeout(Duration.ofSeconds(2).toMillis());
        pool.setKeepaliveTime(Duration.ofMinutes(2).toMillis());
        return new HikariDataSource(pool);
    }

    /**
     * Jobs: every {@link Task} bean is known to it. What is scheduled inside a transaction belongs to that transaction, and runs
     * right after its commit.
     */
    @Bean(destroyMethod = "stop")
    Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks, Clock clock) {
        return JobScheduler.build(new TransactionAwareDataSourceProxy(dataSource), new ArrayList<>(tasks), clock);
    }

    @Bean
    JobSchedulerStart jobSchedulerStart(Scheduler scheduler) {
        return new JobSchedulerStart(scheduler);
    }

    /** Before every other filter: a probe needs neither a session nor a language. */
    @Bean
    FilterRegistrationBean<HealthFilter> healthFilter(ObjectProvider<DataSource> dataSource) {
        var registration = new FilterRegistrationBean<>(new HealthFilter(dataSource));
        registration.addUrlPatterns("/healthz", "/readyz");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
