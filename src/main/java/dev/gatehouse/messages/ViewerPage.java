package dev.gatehouse.messages;

import dev.gatehouse.console.ConsoleHeaders;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The development viewer at {@code /dev/messages}, for people at this machine alone. With a mail server or in production there is nothing at these addresses. */
@Controller
@RequestMapping("/dev/messages")
class ViewerPage {

    /** A mail may only show its own styles, and open links in a tab that is free of the frame's bounds. */
    private static final String MAIL_POLICY =
            "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

    private static final List<String> PROXY_HEADERS =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private static final String POLICY_HEADER = "Content-Security-Policy";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ADDRESS_LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+]");

    private final Viewer viewer;
    private final Set<Channel> takes;
    private final String host;
    private final String from;
    private final String sender;

    ViewerPage(Viewer viewer, Settings settings) {
        this.viewer = viewer;
        this.takes = Viewer.takes(settings);
        this.host = settings.publicUrl().getHost();
        this.from = settings.mailFrom();
        this.sender = settings.smsSender();
    }

    @GetMapping
    String list(HttpServletRequest request, Model model) {
        requireExistence(request);
        model.addAttribute("messages", viewer.newest(takes));
        model.addAttribute("mails", takes.contains(Channel.EMAIL));
        return "messages/viewer";
    }

    /** One message; the mail itself stands in a frame of its own, which this page alone may show. */
    @GetMapping("/{id}")
    String show(@PathVariable String id, HttpServletRequest request, HttpServletResponse response, Model model) {
        requireExistence(request);
        response.setHeader(POLICY_HEADER, ConsoleHeaders.POLICY + "; frame-src 'self'");
        model.addAttribute("message", find(id));
        model.addAttribute("from", from);
        model.addAttribute("host", host);
        model.addAttribute("sender", sender);
        return "messages/viewer-message";
    }

    /** The HTML part as a mail program shows it; its links open in a new tab. */
    @GetMapping(path = "/{id}/html", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String html(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        requireExistence(request);
        var mail = find(id).mail();
        if (mail == null) throw Refusal.notFound();
        response.setHeader(POLICY_HEADER, MAIL_POLICY);
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setCharacterEncoding("UTF-8");
        return mail.html().replaceFirst("<head>", "<head><base target=\"_blank\">");
    }

    private ShownMessage find(String id) {
        return viewer.find(uuid(id), takes).orElseThrow(Refusal::notFound);
    }

    private static UUID uuid(String id) {
        if (!ID.matcher(id).matches()) throw Refusal.notFound();
        return UUID.fromString(id);
    }

    /** A proxy on this machine is no peer of its own: it speaks for others. */
    private static boolean atThisMachine(HttpServletRequest request) {
        for (var header : PROXY_HEADERS) if (request.getHeader(header) != null) return false;
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    }

    /** A foreign name that somebody has pointed at this machine (DNS rebinding) must not read mails through a visitor's browser. */
    private void requireExistence(HttpServletRequest request) {
        var asked = request.getServerName();
        var ours = asked.equals(host)
                || asked.equals("localhost")
                || ADDRESS_LITERAL.matcher(asked).matches();
        if (takes.isEmpty() || !ours || !atThisMachine(request)) throw Refusal.notFound();
    }
}
