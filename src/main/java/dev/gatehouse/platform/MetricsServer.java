package dev.gatehouse.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Prometheus metrics at {@code /metrics} on the management port (OPS-2). The JDK's small server does this in a few
 * milliseconds; a second web server with a context of its own would take a fifth of the start.
 */
public final class MetricsServer implements SmartLifecycle {

    private final Settings settings;
    private final ObjectProvider<PrometheusMeterRegistry> registry;
    private @Nullable HttpServer server;

    MetricsServer(Settings settings, ObjectProvider<PrometheusMeterRegistry> registry) {
        this.settings = settings;
        this.registry = registry;
    }

    /** The port in use, which differs from the setting where that is 0; -1 when not running. */
    public synchronized int port() {
        return server == null ? -1 : server.getAddress().getPort();
    }

    @Override
    public synchronized void start() {
        var address = new InetSocketAddress(settings.managementAddress(), settings.managementPort());
        try {
            var fresh = HttpServer.create(address, 0);
            fresh.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            fresh.createContext("/", this::answer);
            fresh.start();
            server = fresh;
        } catch (IOException e) {
            throw new StartRefusal(
                    "The metrics cannot be served on %s: %s. Name another port. Example: GATEHOUSE_MANAGEMENT_PORT=9090"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    @Override
    public synchronized void stop() {
        if (server != null) server.stop(0);
        server = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return server != null;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var metrics = registry.getIfAvailable();
            if (!exchange.getRequestURI().getPath().equals("/metrics") || metrics == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var body = metrics.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
