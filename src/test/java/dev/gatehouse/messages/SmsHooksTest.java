package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import dev.gatehouse.messages.MessageState.State;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

/** What an HTTP gateway reports about what it took. */
class SmsHooksTest {

    private static final String TOKEN = "kV3nR8sW1xQz6pT0yLb4mHc9";
    private static final String PHONE = "+4915112345678";
    private final Outbox outbox = new Outbox();
    private final UUID member = outbox.member(outbox.organization, "mei@example.org");
    private final ManualScheduler jobs = outbox.jobs(outbox.texts(new Taking()));

    /** A gateway that takes everything under the id that a test can name. */
    private static final class Taking implements SmsGateway {

        @Override
        public List<SmsPart> send(Sms sms, List<SmsPart> before) {
            return List.of(
                    new SmsPart(1, 1, "SM-" + sms.phone().substring(sms.phone().length() - 4)));
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    @Test
    @DisplayName("ACT-1 a report as JSON makes the message delivered on the member page")
    void delivered() throws Exception {
        send();
        var page = page(Map.of());
        assertThat(status(page, json("{\"id\":\"SM-5678\",\"status\":\"queued\"}")))
                .isEqualTo(204);
        assertThat(state().state()).isEqualTo(State.SENT);
        assertThat(status(page, json("{\"id\":\"SM-5678\",\"status\":\"delivered\"}")))
                .isEqualTo(204);
        assertThat(state().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    @DisplayName("ACT-1 a report as a form, in a list, or with names of the gateway's own is understood as well")
    void otherShapes() throws Exception {
        send();
        var form = new MockHttpServletRequest("POST", "/hooks/sms/" + TOKEN);
        form.setContentType("application/x-www-form-urlencoded; charset=utf-8");
        form.setParameter("MessageSid", "SM-5678");
        form.setParameter("MessageStatus", "undelivered");
        var page = page(Map.of(
                "GATEHOUSE_SMS_HTTP_RECEIPT_ID", "/MessageSid", "GATEHOUSE_SMS_HTTP_RECEIPT_STATUS", "/MessageStatus"));
        assertThat(status(page, form)).isEqualTo(204);
        assertThat(state().state()).isEqualTo(State.UNDELIVERED);
        assertThat(state().problem()).isEqualTo(new Problem(Problem.Kind.NOT_DELIVERABLE, "undelivered"));

        outbox.owner.sql("delete from message").update();
        send();
        assertThat(status(
                        page(Map.of()),
                        json("[{\"id\":\"SM-9999\",\"status\":\"sent\"},{\"id\":\"SM-5678\",\"status\":\"EXPIRED\"}]")))
                .isEqualTo(204);
        assertThat(state().problem()).isEqualTo(new Problem(Problem.Kind.NOT_REACHED, "EXPIRED"));
    }

    @Test
    @DisplayName("ACT-1 without its secret there is nothing at the address, and no report is read")
    void secret() {
        send();
        var body = "{\"id\":\"SM-5678\",\"status\":\"delivered\"}";
        for (var token : List.of("", "x", TOKEN + "x", TOKEN.substring(1), TOKEN.toLowerCase(Locale.ROOT)))
            assertNotFound(page(Map.of()), token, body);
        assertNotFound(page(Map.of("GATEHOUSE_SMS_HTTP_RECEIPT_TOKEN", "")), "", body);
        var smpp = new SmsHooksPage(
                Settings.of(Map.of("GATEHOUSE_SMS_URL", "smpp://u:p@h")), inbox(), JsonMapper.shared(), outbox.clock);
        assertNotFound(smpp, TOKEN, body);
        assertThat(state().state()).isEqualTo(State.SENT);
    }

    @Test
    @DisplayName("ACT-1 what is no report is refused: no JSON, no id, no state, too much of it")
    void malformed() throws Exception {
        send();
        for (var body : List.of(
                "",
                "{",
                "null",
                "7",
                "{\"id\":\"SM-5678\"}",
                "{\"status\":\"delivered\"}",
                "{\"id\":\"" + "x".repeat(201) + "\",\"status\":\"delivered\"}",
                "{\"id\":{\"a\":1},\"status\":\"delivered\"}",
                "[".repeat(3_000),
                "{\"id\":\"SM-5678\",\"status\":\"delivered\",\"x\":\"" + "y".repeat(70_000) + "\"}"))
            assertThat(status(page(Map.of()), json(body))).as(body).isEqualTo(400);
        assertThat(state().state()).isEqualTo(State.SENT);
    }

    private void send() {
        outbox.stage(jobs, outbox.code(member, PHONE));
        jobs.runAnyDueExecutions();
        assertThat(outbox.column("state")).isEqualTo("SENT");
    }

    private MessageState state() {
        for (var round = 0; round < 3; round++) jobs.runAnyDueExecutions();
        return outbox.inside(
                outbox.organization,
                () -> outbox.store
                        .ofMember(outbox.organization, new MemberId(member))
                        .getFirst());
    }

    private ReceiptInbox inbox() {
        return new ReceiptInbox(jobs, outbox.clock);
    }

    private SmsHooksPage page(Map<String, String> more) {
        var variables = new HashMap<>(Map.of(
                "GATEHOUSE_SMS_URL", "https://sms.example.net/messages", "GATEHOUSE_SMS_HTTP_RECEIPT_TOKEN", TOKEN));
        variables.putAll(more);
        variables.values().removeIf(String::isEmpty);
        return new SmsHooksPage(Settings.of(variables), inbox(), JsonMapper.shared(), outbox.clock);
    }

    private static MockHttpServletRequest json(String body) {
        var request = new MockHttpServletRequest("POST", "/hooks/sms/" + TOKEN);
        request.setContentType("application/json");
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return request;
    }

    private static int status(SmsHooksPage page, MockHttpServletRequest request) throws IOException {
        return page.report(TOKEN, request).getStatusCode().value();
    }

    private static void assertNotFound(SmsHooksPage page, String token, String body) {
        assertThatThrownBy(() -> page.report(token, json(body)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }
}
