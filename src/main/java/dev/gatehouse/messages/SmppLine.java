package dev.gatehouse.messages;

import dev.gatehouse.messages.Problem.Kind;
import dev.gatehouse.platform.SmsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one session with a message centre. It stands all the time, for receipts come when nobody sends anything: where it breaks it is
 * made again, after longer and longer pauses, or at once when there is something to send.
 */
final class SmppLine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmppLine.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration ENQUIRES_AFTER = Duration.ofSeconds(30);

    private final SmsServer.Smpp server;
    private final MessageReceiverListener receiver;
    private final Duration patience;
    private final Duration firstPause;
    private final SSLSocketFactory trust;
    private final ReentrantLock lock = new ReentrantLock();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("smpp").factory());
    private volatile @Nullable SMPPSession session;
    private volatile boolean closed;
    private Duration pause;

    /**
     * @param patience the most that one answer may take
     * @param firstPause how long after the first failure the next try comes
     */
    SmppLine(
            SmsServer.Smpp server,
            MessageReceiverListener receiver,
            Duration patience,
            Duration firstPause,
            @Nullable SSLSocketFactory trust) {
        this.server = server;
        this.receiver = receiver;
        this.patience = patience;
        this.firstPause = firstPause;
        this.pause = firstPause;
        this.trust = trust == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trust;
    }

    /** Begins to keep the session. */
    void begin() {
        later(Duration.ZERO);
    }

    boolean bound() {
        var known = session;
        return known != null && known.getSessionState().isTransmittable();
    }

    /** The session, made now where there is none. */
    SMPPSession session() throws Undelivered {
        var known = session;
        if (known != null && known.getSessionState().isTransmittable()) return known;
        lock.lock();
        try {
            known = session;
            if (known != null && known.getSessionState().isTransmittable()) return known;
            if (closed) throw new Undelivered(new Problem(Kind.UNREACHABLE, ""), null);
            var fresh = bind();
            session = fresh;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        keeper.shutdownNow();
        var known = session;
        if (known != null) known.unbindAndClose();
    }

    private void keep() {
        if (closed) return;
        try {
            session();
            pause = firstPause;
        } catch (Undelivered e) {
            LOG.warn(
                    "No session with the SMS gateway {}: {}",
                    server,
                    e.problem().kind());
            later(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void later(Duration wait) {
        try {
            var _ = keeper.schedule(this::keep, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The process stops.
        }
    }

    private SMPPSession bind() throws Undelivered {
        var fresh = new SMPPSession(this::connect);
        fresh.setTransactionTimer(patience.toMillis());
        fresh.setEnquireLinkTimer(Math.toIntExact(ENQUIRES_AFTER.toMillis()));
        fresh.setMessageReceiverListener(receiver);
        try {
            fresh.connectAndBind(
                    server.host(),
                    server.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            server.user(),
                            server.password(),
                            server.systemType(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    patience.toMillis());
        } catch (IOException e) {
            fresh.close();
            throw new Undelivered(SmppProblems.ofBinding(e), e);
        }
        // Listened to only now: before, whoever tries learns of the failure by it.
        fresh.addSessionStateListener((state, before, source) -> {
            if (state == SessionState.CLOSED && !closed) {
                LOG.warn("The session with the SMS gateway {} ended", server);
                later(firstPause);
            }
        });
        if (!fresh.getSessionState().isBound()) later(firstPause);
        LOG.info("In session with the SMS gateway {}", server);
        return fresh;
    }

    private Connection connect(String host, int port) throws IOException {
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), Math.toIntExact(patience.toMillis()));
            return new SocketConnection(server.tls() ? encrypted(plain, host, port) : plain);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private Socket encrypted(Socket plain, String host, int port) throws IOException {
        plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
        var encrypted = (SSLSocket) trust.createSocket(plain, host, port, true);
        var parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }
}
