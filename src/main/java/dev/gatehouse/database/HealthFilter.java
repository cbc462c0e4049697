package dev.gatehouse.database;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;

/** {@code /healthz}: the process answers. {@code /readyz}: its database does, too (OPS-2). Neither tells anything else. */
record HealthFilter(ObjectProvider<DataSource> dataSource) implements Filter {

    private static final int SECONDS = 2;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        var fine = !((HttpServletRequest) request).getRequestURI().endsWith("/readyz") || databaseAnswers();
        var answer = (HttpServletResponse) response;
        answer.setStatus(fine ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        answer.setContentType("text/plain;charset=utf-8");
        answer.setHeader("Cache-Control", "no-store");
        answer.getWriter().write(fine ? "ok\n" : "the database does not answer\n");
    }

    private boolean databaseAnswers() {
        try (var connection = dataSource.getObject().getConnection()) {
            return connection.isValid(SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
