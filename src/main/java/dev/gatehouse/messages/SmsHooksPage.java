package dev.gatehouse.messages;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.SmsServer;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where an HTTP gateway reports deliveries: at an address that only it and the settings know. */
@Controller
class SmsHooksPage {

    private static final int BODY_BOUND = 64 * 1024;
    private static final int ID_BOUND = 200;
    private static final int MOST = 1_000;

    private final SmsServer.@Nullable Http server;
    private final ReceiptInbox inbox;
    private final JsonMapper json;
    private final Clock clock;

    SmsHooksPage(Settings settings, ReceiptInbox inbox, JsonMapper json, Clock clock) {
        this.server = settings.sms() instanceof SmsServer.Http http ? http : null;
        this.inbox = inbox;
        this.json = json;
        this.clock = clock;
    }

    /** One report, or a list of them, as JSON or as a form. */
    @PostMapping("/hooks/sms/{token}")
    ResponseEntity<Void> report(@PathVariable String token, HttpServletRequest request) throws IOException {
        if (server == null || server.receiptToken() == null || !same(token, server.receiptToken()))
            throw Refusal.notFound();
        var receipts = new ArrayList<Receipt>();
        for (var report : reports(request)) {
            var id = report.at(server.receiptId()).asString("");
            var word = report.at(server.receiptStatus()).asString("");
            if (id.isEmpty() || id.length() > ID_BOUND || word.isEmpty())
                return ResponseEntity.badRequest().build();
            ReceiptWords.receipt(id, word, "", clock.instant()).ifPresent(receipts::add);
        }
        receipts.forEach(inbox::put);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    private List<JsonNode> reports(HttpServletRequest request) throws IOException {
        var type = request.getContentType();
        if (type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            var form = json.createObjectNode();
            request.getParameterMap().forEach((name, values) -> form.put(name, values[0]));
            return List.of(form);
        }
        var body = request.getInputStream().readNBytes(BODY_BOUND + 1);
        if (body.length > BODY_BOUND) return List.of(json.createObjectNode());
        try {
            var read = json.readTree(body);
            if (!read.isArray()) return List.of(read);
            var reports = new ArrayList<JsonNode>();
            for (var report : read) if (reports.size() < MOST) reports.add(report);
            return reports;
        } catch (JacksonException _) {
            return List.of(json.createObjectNode());
        }
    }

    private static boolean same(String asked, String token) {
        return MessageDigest.isEqual(asked.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
}
