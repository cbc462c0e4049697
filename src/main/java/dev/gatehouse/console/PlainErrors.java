package dev.gatehouse.console;

import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Texts;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What Tomcat refuses before any of our filters see it, as an address with {@code ..%2f}: said with our look and our headers
 * instead of its own.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class PlainErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private final Texts texts;
    private final Locale fallback;

    PlainErrors(Texts texts, Settings settings) {
        this.texts = texts;
        this.fallback = settings.defaultLanguage();
    }

    /** The valve that is added last stands innermost, and speaks before Tomcat's. */
    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Valve()));
    }

    private final class Valve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable fault) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) return;
            var language = texts.accepted(request.getHeader("Accept-Language"), fallback);
            var key = response.getStatus() < 500 ? "error.400" : "error.500";
            response.setHeader("Content-Security-Policy", ConsoleHeaders.POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("X-Frame-Options", "DENY");
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("Cache-Control", "no-store");
            response.setContentType("text/html");
            response.setCharacterEncoding("UTF-8");
            try {
                var writer = response.getReporter();
                if (writer != null) writer.write(page(language, key));
                response.finishResponse();
            } catch (IOException gone) {
                // Nobody is there to read it.
            }
        }

        /** Texts of our own alone: nothing of the request stands in it. */
        private String page(Texts.Language language, String key) {
            return """
                    <!doctype html>
                    <html lang="%1$s" dir="%2$s" data-theme="auto" data-bs-theme="light">
                    <head><meta charset="utf-8"><title>%3$s</title>
                    <meta name="viewport" content="width=device-width, initial-scale=1">
                    <link rel="stylesheet" href="%4$s"><link rel="stylesheet" href="%5$s">
                    <script src="%6$s"></script></head>
                    <body><main class="gh-card-page"><div class="card gh-card"><div class="card-body">
                    <h1>%3$s</h1><p class="gh-lead">%7$s</p><a class="btn btn-primary" href="/">%8$s</a>
                    </div></div></main></body>
                    </html>
                    """.formatted(
                            language.tag(),
                            language.direction(),
                            language.text(key + ".title"),
                            Assets.of(language.rightToLeft() ? "tabler-rtl.css" : "tabler.css"),
                            Assets.of("gatehouse.css"),
                            Assets.of("theme.js"),
                            language.text(key + ".sentence"),
                            language.text("error.home"));
        }
    }
}
