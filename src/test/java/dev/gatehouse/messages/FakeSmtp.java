package dev.gatehouse.messages;

import dev.gatehouse.platform.SmtpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that behaves as badly as a test wants: it answers each command by a script, and says nothing at all where the
 * script has nothing.
 */
final class FakeSmtp implements AutoCloseable {

    /** The script's word for "close the connection without an answer". */
    static final String HANG_UP = "hang up";

    final AtomicInteger connections = new AtomicInteger();
    final List<String> commands = new CopyOnWriteArrayList<>();
    final List<String> mails = new CopyOnWriteArrayList<>();
    private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final @Nullable SSLContext tls;
    private volatile Function<String, @Nullable String> script;

    private FakeSmtp(Function<String, @Nullable String> script, @Nullable SSLContext tls) throws IOException {
        this.script = script;
        this.tls = tls;
        Thread.ofVirtual().start(this::accept);
    }

    static FakeSmtp of(Function<String, @Nullable String> script) throws IOException {
        return new FakeSmtp(script, null);
    }

    /** Offers STARTTLS. */
    static FakeSmtp withTls(SSLContext tls) throws IOException {
        return new FakeSmtp(FakeSmtp::polite, tls);
    }

    /** How a good server answers; {@code BANNER} and {@code MAIL-END} are its own words for what is no command. */
    static String polite(String command) {
        return switch (command.split("[ :]", 2)[0]) {
            case "BANNER" -> "220 fake";
            case "DATA" -> "354 go on";
            case "MAIL-END" -> "250 taken";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    void script(Function<String, @Nullable String> other) {
        script = other;
    }

    int port() {
        return socket.getLocalPort();
    }

    SmtpServer server(SmtpServer.Tls how) {
        return new SmtpServer("localhost", port(), null, null, how);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (var client : clients) client.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                clients.add(client);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            if (!answer(client, "BANNER")) return;
            var wire = client;
            var lines = reader(wire);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                commands.add(line);
                if (line.startsWith("EHLO") && tls != null && wire.equals(client)) {
                    say(wire, "250-fake\r\n250 STARTTLS");
                } else if (line.equals("STARTTLS") && tls != null) {
                    say(wire, "220 go");
                    var secure = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), false);
                    secure.setUseClientMode(false);
                    secure.startHandshake();
                    wire = secure;
                    lines = reader(wire);
                } else if (!answer(wire, line)) {
                    return;
                } else if (line.equals("DATA")) {
                    mails.add(mail(lines));
                    if (!answer(wire, "MAIL-END")) return;
                }
            }
        } catch (IOException gone) {
            // The client has hung up, or does not like the certificate.
        }
    }

    private static String mail(BufferedReader lines) throws IOException {
        var mail = new StringBuilder();
        for (var line = lines.readLine(); line != null && !line.equals("."); line = lines.readLine())
            mail.append(line).append("\n");
        return mail.toString();
    }

    /** False where the connection is to end. */
    private boolean answer(Socket wire, String command) {
        var reply = script.apply(command);
        if (HANG_UP.equals(reply)) return false;
        if (reply != null) say(wire, reply);
        return true;
    }

    private static void say(Socket wire, String reply) {
        try {
            wire.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader reader(Socket wire) throws IOException {
        return new BufferedReader(new InputStreamReader(wire.getInputStream(), StandardCharsets.UTF_8));
    }
}
