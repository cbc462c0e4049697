package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.ui.ExtendedModelMap;

class ViewerTest {

    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final Set<Channel> ALL = Set.of(Channel.EMAIL, Channel.SMS);
    private final Outbox outbox = new Outbox();

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    @DisplayName(
            "NOT-3 without a mail server the viewer is the delivery: newest first, of all organizations, the link still in it")
    void shows() {
        var jobs = outbox.jobs(outbox.delivery(null));
        outbox.stage(jobs, outbox.invitation("first@example.org", "en"));
        outbox.time.tick(Duration.ofMinutes(1));
        outbox.inside(OrganizationId.PLATFORM, () -> {
            outbox.messages(jobs)
                    .stage(
                            OrganizationId.PLATFORM,
                            List.of(new Outgoing(
                                    Template.PASSWORD_RESET,
                                    "de",
                                    null,
                                    null,
                                    "second@example.org",
                                    Map.of("name", "Jörg", "link", Outbox.PUBLIC_URL + "/reset-password/x"),
                                    outbox.time.now().plus(Duration.ofHours(24)))));
            return true;
        });
        jobs.runAnyDueExecutions();

        var messages = outbox.viewer.newest(ALL);

        assertThat(messages)
                .extracting(ShownMessage::address)
                .containsExactly("second@example.org", "first@example.org");
        assertThat(messages).extracting(ShownMessage::state).containsOnly(MessageState.State.SENT);
        assertThat(messages.getFirst().subject()).isEqualTo("Wählen Sie ein neues Passwort");
        assertThat(outbox.viewer.find(messages.getLast().id(), ALL))
                .hasValueSatisfying(message -> assertThat(message.mail())
                        .isNotNull()
                        .satisfies(mail -> assertThat(mail.html()).contains("/accept/TheSecretOfTheLink")));
    }

    @Test
    @DisplayName("ACT-1 without an SMS gateway the viewer shows what a phone would get, beside mails or alone")
    void showsSms() {
        var jobs = outbox.jobs(outbox.delivery(null));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"), outbox.smsInvitation("+4915112345678", "de"));
        jobs.runAnyDueExecutions();

        var messages = outbox.viewer.newest(ALL);

        assertThat(messages).extracting(ShownMessage::channel).containsExactly(Channel.SMS, Channel.EMAIL);
        assertThat(messages.getFirst().subject())
                .isEqualTo("Amara Okafor lädt Sie zu Northwind Retail ein. Die Einladung gilt 7 Tage: "
                        + Outbox.PUBLIC_URL + "/accept/TheSecretOfTheLink");
        assertThat(messages.getFirst().address()).isEqualTo("+4915112345678");
        var page = page("development", Map.of("GATEHOUSE_SMTP_URL", "smtp://localhost"));
        var model = new ExtendedModelMap();
        page.list(request("localhost"), model);
        assertThat(model.get("messages")).asInstanceOf(LIST).hasSize(1);
        assertNotFound(() ->
                page.html(messages.getLast().id().toString(), request("localhost"), new MockHttpServletResponse()));
    }

    @Test
    @DisplayName(
            "NOT-3 what the viewer keeps is erased once it has expired, and all of it where a mail server takes over")
    void purged() {
        var jobs = outbox.jobs(outbox.delivery(null));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
        jobs.runAnyDueExecutions();

        outbox.purge(true).run();
        assertThat(outbox.viewer.newest(ALL).getFirst().mail()).isNotNull();
        outbox.time.tick(Duration.ofDays(7));
        outbox.purge(true).run();
        assertThat(outbox.viewer.newest(ALL).getFirst().mail()).isNull();

        outbox.owner.sql("delete from message").update();
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
        outbox.purge(false).run();
        assertThat(outbox.column("state")).isEqualTo("QUEUED");
        assertThat(outbox.column("parameters")).isNotEqualTo("null");
        jobs.runAnyDueExecutions();
        outbox.purge(false).run();
        assertThat(outbox.column("parameters")).isEqualTo("null");
    }

    @Test
    @DisplayName(
            "LIF-5 the last word to somebody stays in the viewer until it has expired, and then nothing of it is left")
    void farewell() {
        var jobs = outbox.jobs(outbox.delivery(null));
        outbox.stage(jobs, outbox.farewell("mei@example.org"), outbox.invitation("lena@example.org", "en"));
        jobs.runAnyDueExecutions();

        outbox.purge(true).run();
        assertThat(outbox.viewer.newest(ALL)).hasSize(2);
        outbox.time.tick(Duration.ofDays(14));
        outbox.purge(true).run();

        assertThat(outbox.column("address")).as("the only one").isEqualTo("lena@example.org");
    }

    @Test
    @DisplayName("NOT-3 the mail stands in a frame without scripts, whose links open outside of it")
    void frame() {
        var page = page("development", Map.of());
        var message = delivered();
        var response = new MockHttpServletResponse();

        var html = page.html(message.toString(), request("localhost"), response);

        assertThat(html).contains("<head><base target=\"_blank\">");
        assertThat(response.getHeader("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "sandbox allow-popups allow-popups-to-escape-sandbox",
                        "frame-ancestors 'self'")
                .doesNotContain("script", "allow-same-origin");
        var shown = new MockHttpServletResponse();
        page.show(message.toString(), request("localhost"), shown, new ExtendedModelMap());
        assertThat(shown.getHeader("Content-Security-Policy")).contains("frame-src 'self'", "script-src 'self'");
    }

    @Test
    @DisplayName("NOT-3 in production, with a mail server, or under a foreign host name there is no viewer")
    void nothingThere() {
        var message = delivered();
        var production = page(
                "production",
                Map.of(
                        "GATEHOUSE_PUBLIC_URL",
                        "https://members.example.org",
                        "GATEHOUSE_SMTP_URL",
                        "smtp://localhost"));
        var withServer =
                page("development", Map.of("GATEHOUSE_SMTP_URL", "smtp://localhost", "GATEHOUSE_ADDRESS", "0.0.0.0"));
        for (var page : List.of(production, withServer)) {
            assertNotFound(() -> page.list(request("localhost"), new ExtendedModelMap()));
            assertNotFound(() -> page.show(
                    message.toString(), request("localhost"), new MockHttpServletResponse(), new ExtendedModelMap()));
            assertNotFound(() -> page.html(message.toString(), request("localhost"), new MockHttpServletResponse()));
        }
        var development = page("development", Map.of());
        assertThat(development.list(request("127.0.0.1"), new ExtendedModelMap()))
                .isEqualTo("messages/viewer");
        assertNotFound(() -> development.list(request("rebound.example"), new ExtendedModelMap()));
        assertNotFound(() -> development.html(
                "019a0000-0000-7000-8000-000000000001", request("localhost"), new MockHttpServletResponse()));
        assertNotFound(() -> development.html("../x", request("localhost"), new MockHttpServletResponse()));
    }

    @Test
    @DisplayName("NOT-3 the viewer answers people at this machine only, and nobody through a proxy")
    void onlyHere() {
        var page = page("development", Map.of());
        var far = request("localhost");
        far.setRemoteAddr("203.0.113.9");
        assertNotFound(() -> page.list(far, new ExtendedModelMap()));
        var proxied = request("localhost");
        proxied.addHeader("X-Forwarded-For", "203.0.113.9");
        assertNotFound(() -> page.list(proxied, new ExtendedModelMap()));
        var here = request("localhost");
        here.setRemoteAddr("0:0:0:0:0:0:0:1");
        assertThat(page.list(here, new ExtendedModelMap())).isEqualTo("messages/viewer");
    }

    private UUID delivered() {
        var jobs = outbox.jobs(outbox.delivery(null));
        outbox.stage(jobs, outbox.invitation("mei@example.org", "en"));
        jobs.runAnyDueExecutions();
        return outbox.viewer.newest(ALL).getFirst().id();
    }

    private ViewerPage page(String mode, Map<String, String> more) {
        var variables = new HashMap<>(Map.of("GATEHOUSE_MODE", mode, "GATEHOUSE_MASTER_KEY", KEY));
        variables.putAll(more);
        return new ViewerPage(outbox.viewer, Settings.of(variables));
    }

    private static MockHttpServletRequest request(String host) {
        var request = new MockHttpServletRequest("GET", "/dev/messages");
        request.setServerName(host);
        return request;
    }

    private static void assertNotFound(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }
}
