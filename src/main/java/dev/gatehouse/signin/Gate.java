package dev.gatehouse.signin;

import dev.gatehouse.console.ConsoleHeaders;
import dev.gatehouse.console.Continue;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.session.NullAuthenticatedSessionStrategy;

/**
 * The one chain that every request passes: headers, the form token, who is there, and closed unless named open. Nothing in
 * it makes an HttpSession. What a person may do in an organization is asked further in, by {@code Access}.
 */
@Configuration(proxyBeanMethods = false)
class Gate {

    private static final String UNAUTHENTICATED =
            "{\"status\":401,\"title\":\"Unauthorized\",\"detail\":\"Please sign in first.\",\"code\":\"unauthenticated\"}";

    /** Where other servers report: they have no page to take a form's token from, and show a secret of their own. */
    private static final String HOOKS = "/hooks/**";

    /** Pages for people who are not signed in; the rooms behind them look at links and passwords themselves. */
    private static final String[] OPEN = {
        "/",
        "/assets/**",
        "/healthz",
        "/readyz",
        "/sign-in",
        "/sign-in/**",
        "/sign-out",
        "/o/*",
        "/o/*/sign-in",
        "/first-password/**",
        "/forgot-password",
        "/reset-password/**",
        "/password/strength",
        "/accept/**",
        "/activate/**",
        "/confirm-address/**",
        "/sign-up/**",
        "/o/*/sign-up",
        "/o/*/sign-up/**",
        "/j/**",
        "/confirm/**",
        "/set-up/**",
        "/preferences",
        "/logos/**",
        "/dev/**",
        HOOKS
    };

    @Bean
    SecurityFilterChain everything(
            HttpSecurity http, Sessions sessions, SessionCookie cookie, ConsoleHeaders consoleHeaders, Stale stale)
            throws Exception {
        return http.sessionManagement(management -> management.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // The stock strategy takes every request of a signed-in person for a new sign-in, and would end the
                // token of their open pages.
                .csrf(csrf -> csrf.csrfTokenRepository(cookie.tokens())
                        .ignoringRequestMatchers(HOOKS)
                        .sessionAuthenticationStrategy(new NullAuthenticatedSessionStrategy()))
                .headers(consoleHeaders)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new SessionFilter(sessions, cookie), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(OPEN)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(
                        no -> no.authenticationEntryPoint(Gate::toSignIn).accessDeniedHandler(stale))
                .build();
    }

    /** To the sign-in page, and from there back to the page that was asked for; a program gets a problem of RFC 9457. */
    private static void toSignIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException none)
            throws IOException {
        if (request.getRequestURI().startsWith("/api/")) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            response.setContentType("application/problem+json");
            response.getWriter().write(UNAUTHENTICATED);
            return;
        }
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", signIn(pathOf(request.getHeader("HX-Current-URL"))));
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", signIn(request.getMethod().equals("GET") ? path(request) : "/"));
    }

    private static String signIn(String back) {
        var safe = Continue.safe(back);
        return safe.equals("/") ? "/sign-in" : "/sign-in?continue=" + URLEncoder.encode(safe, StandardCharsets.UTF_8);
    }

    private static String path(HttpServletRequest request) {
        var query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static String pathOf(@Nullable String address) {
        try {
            var uri = URI.create(address == null ? "/" : address);
            return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }
}
