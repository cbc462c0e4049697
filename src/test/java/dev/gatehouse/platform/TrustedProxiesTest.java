package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.TestPostgres;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class TrustedProxiesTest {

    @ParameterizedTest
    @DisplayName(
            "OPS-1 forwarded headers are believed from the configured proxies only, and only the last hop they vouch for")
    @CsvSource(nullValues = "-", textBlock = """
            -,                        203.0.113.9,            127.0.0.1 false
            '10.0.0.5, 172.16.0.0/12',203.0.113.9,            127.0.0.1 false
            127.0.0.1,                203.0.113.9,            203.0.113.9 true
            127.0.0.0/8,              '6.6.6.6, 203.0.113.9', 203.0.113.9 true
            """)
    void forwarded(@Nullable String proxies, String forwardedFor, String expected)
            throws IOException, InterruptedException {
        var database = TestPostgres.newDatabase();
        var application = new SpringApplicationBuilder(Echo.class)
                .properties(Map.of(
                        "GATEHOUSE_PORT",
                        "0",
                        "GATEHOUSE_MASTER_KEY",
                        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        "GATEHOUSE_SMTP_URL",
                        "smtp://127.0.0.1:2525?starttls=none",
                        "GATEHOUSE_TRUSTED_PROXIES",
                        proxies == null ? "" : proxies,
                        "GATEHOUSE_DATABASE_URL",
                        database.owner().text(),
                        "GATEHOUSE_DATABASE_APP_URL",
                        database.app().text()));
        try (var context = application.run();
                var client = HttpClient.newHttpClient()) {
            var port = context.getEnvironment().getRequiredProperty("local.server.port");
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .header("X-Forwarded-For", forwardedFor)
                    .header("X-Forwarded-Proto", "https")
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo(expected);
        }
    }

    /** A web server that answers who it believes asks. */
    @Configuration(proxyBeanMethods = false)
    @Import(TomcatServletWebServerAutoConfiguration.class)
    static class Echo {

        @Bean
        ServletRegistrationBean<HttpServlet> echo() {
            var servlet = new HttpServlet() {
                private static final long serialVersionUID = 1L;

                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    response.getWriter().write(request.getRemoteAddr() + " " + request.isSecure());
                }
            };
            return new ServletRegistrationBean<>(servlet, "/");
        }
    }
}
