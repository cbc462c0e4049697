package dev.gatehouse;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** A start whose only purpose is to show Java's AOT cache what a start and a first page need; {@code ./run} does it once a build. */
final class Training implements ApplicationListener<ApplicationReadyEvent> {

    private static final List<String> PAGES = List.of("/readyz", "/", "/sign-in", "/forgot-password", "/no-such-page");

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var context = event.getApplicationContext();
        var port = context.getEnvironment().getProperty("local.server.port");
        for (var page : PAGES) {
            try {
                var connection = (HttpURLConnection)
                        URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
                connection.setReadTimeout(10_000);
                var status = connection.getResponseCode();
                try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                    if (body != null) body.readAllBytes();
                }
            } catch (IOException e) {
                LoggerFactory.getLogger(Training.class).warn("{} did not answer: {}", page, e.getMessage());
            }
        }
        Thread.ofPlatform().start(() -> System.exit(SpringApplication.exit(context)));
    }
}
