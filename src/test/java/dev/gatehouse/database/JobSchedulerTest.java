package dev.gatehouse.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.gatehouse.testing.TestPostgres;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

class JobSchedulerTest {

    /** Payloads are ids. */
    record Payload(String id) {}

    @Test
    @DisplayName(
            "NOT-3 a job belongs to its transaction: rolled back it never was, committed it runs at once, its payload is JSON")
    void jobsJoinTheTransaction() throws InterruptedException {
        var app = TestPostgres.newDatabase().app();
        var ran = new LinkedBlockingQueue<String>();
        var task = Tasks.oneTime("note", Payload.class)
                .execute((instance, _) -> ran.add(instance.getData().id()));
        try (var pool = new HikariDataSource()) {
            pool.setJdbcUrl(app.jdbc());
            pool.setUsername(app.role());
            pool.setPassword(app.password());
            var clock = Clock.systemUTC();
            var scheduler = JobScheduler.build(new TransactionAwareDataSourceProxy(pool), List.of(task), clock);
            var transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
            scheduler.start();
            try {
                transaction.executeWithoutResult(status -> {
                    scheduler.schedule(task.instance("1", new Payload("rolled back")), clock.instant());
                    status.setRollbackOnly();
                });
                assertThat(JdbcClient.create(pool)
                                .sql("select count(*) from scheduled_tasks")
                                .query(Long.class)
                                .single())
                        .isZero();
                transaction.executeWithoutResult(_ -> {
                    scheduler.schedule(task.instance("2", new Payload("committed")), clock.instant());
                    var stored = JdbcClient.create(pool)
                            .sql("select convert_from(task_data, 'UTF8') from scheduled_tasks")
                            .query(String.class)
                            .single();
                    assertThat(stored).isEqualTo("{\"id\":\"committed\"}");
                    assertThat(ran).isEmpty();
                });
                assertThat(ran.poll(20, TimeUnit.SECONDS)).isEqualTo("committed");
                assertThat(ran).isEmpty();
            } finally {
                scheduler.stop();
            }
        }
    }
}
