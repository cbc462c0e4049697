package dev.gatehouse.messages;

import dev.gatehouse.platform.SmsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/** A message centre of jSMPP's own making, which answers each submit_sm as a test wants. */
public final class FakeSmsc implements ServerMessageReceiverListener, AutoCloseable {

    static final String USER = "gatehouse";
    public static final String PASSWORD = "hush";

    /** The script's word for "taken". */
    static final int TAKEN = SMPPConstant.STAT_ESME_ROK;

    /** The script's word for "hang up instead of an answer". */
    static final int HANG_UP = -1;

    /** The alphabet of 3GPP TS 23.038, row by row as its table has them; and the letters behind the escape. */
    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅå" + "Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ" + " !\"#¤%&'()*+,-./"
            + "0123456789:;<=>?" + "¡ABCDEFGHIJKLMNO" + "PQRSTUVWXYZÄÖÑÜ§" + "¿abcdefghijklmno" + "pqrstuvwxyzäöñüà";

    private static final Map<Integer, Character> ESCAPED =
            Map.of(0x14, '^', 0x28, '{', 0x29, '}', 0x2f, '\\', 0x3c, '[', 0x3d, '~', 0x3e, ']', 0x40, '|', 0x65, '€');

    final List<SubmitSm> taken = new CopyOnWriteArrayList<>();
    final List<String> ids = new CopyOnWriteArrayList<>();
    final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger binds = new AtomicInteger();
    private final AtomicInteger nextId = new AtomicInteger(0xA000);
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final @Nullable SSLContext tls;
    private volatile Function<SubmitSm, Integer> script = submit -> TAKEN;
    private volatile String password = PASSWORD;
    private volatile @Nullable SMPPServerSessionListener listener;
    private volatile int port;

    private FakeSmsc(@Nullable SSLContext tls) {
        this.tls = tls;
        open();
    }

    /** One that lets the right password in, without TLS. */
    public static FakeSmsc opened() {
        return new FakeSmsc(null);
    }

    static FakeSmsc withTls(SSLContext tls) {
        return new FakeSmsc(tls);
    }

    /** How each submit_sm is answered: a command_status of SMPP, or one of the words above. */
    void script(Function<SubmitSm, Integer> other) {
        script = other;
    }

    void password(String other) {
        password = other;
    }

    SmsServer.Smpp server(int window) {
        return new SmsServer.Smpp("localhost", port, USER, PASSWORD, "", tls != null, window);
    }

    /** As the settings name it. */
    public String url() {
        return "smpp://%s:%s@localhost:%d?tls=none&window=4".formatted(USER, PASSWORD, port);
    }

    /** The numbers of what was taken, in its order. */
    public List<String> numbers() {
        return taken.stream().map(SubmitSm::getDestAddress).toList();
    }

    /** By which references what went to a number is known. */
    public Map<String, Set<Short>> references() {
        return taken.stream()
                .collect(Collectors.groupingBy(
                        SubmitSm::getDestAddress,
                        Collectors.mapping(
                                submit -> submit.getOptionalParameter(OptionalParameter.User_message_reference.class)
                                        .getValue(),
                                Collectors.toSet())));
    }

    /** Says that all phones have got what was taken. */
    public void reportAll() {
        try {
            for (var id : ids) report(id, "DELIVRD", "000");
        } catch (NegativeResponseException e) {
            throw new AssertionError(e);
        }
    }

    /** Comes back, at the same port. */
    void open() {
        try {
            var opened = new SMPPServerSessionListener(port, new Loopback());
            opened.setMessageReceiverListener(this);
            listener = opened;
            Thread.ofVirtual().start(() -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes away: every session ends, and nobody is let in. */
    @Override
    public void close() {
        try {
            Objects.requireNonNull(listener).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var session : sessions) session.close();
        sessions.clear();
    }

    /** Whether somebody is in session. */
    public boolean inSession() {
        return sessions.stream().anyMatch(session -> session.getSessionState().isBound());
    }

    /** Says what became of a message, as SMPP 3.4 has it in appendix B. Throws where it is not taken. */
    void report(String id, String state, String error) throws NegativeResponseException {
        deliver(
                MessageType.SMSC_DEL_RECEIPT,
                "id:%s sub:001 dlvrd:000 submit date:2603011200 done date:2603011201 stat:%s err:%s text:Northwind"
                        .formatted(id, state, error));
    }

    /** Says something in a deliver_sm. */
    void deliver(MessageType type, String text, OptionalParameter... more) throws NegativeResponseException {
        var session = sessions.stream()
                .filter(open -> open.getSessionState().isBound())
                .findFirst()
                .orElseThrow();
        session.setTransactionTimer(10_000);
        try {
            session.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    "4915112345678",
                    TypeOfNumber.ALPHANUMERIC,
                    NumberingPlanIndicator.UNKNOWN,
                    "Gatehouse",
                    new ESMClass().setMessageType(type),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.ZERO,
                    text.getBytes(StandardCharsets.ISO_8859_1),
                    more);
        } catch (PDUException | ResponseTimeoutException | InvalidResponseException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What phones show: parts put together by their headers, per number and reference. */
    List<String> shown() {
        var whole = new LinkedHashMap<String, List<SubmitSm>>();
        for (var submit : taken) {
            var reference = submit.isUdhi() ? "/" + submit.getShortMessage()[3] : "#" + whole.size();
            whole.computeIfAbsent(submit.getDestAddress() + reference, _ -> new ArrayList<>())
                    .add(submit);
        }
        return whole.values().stream()
                .map(parts -> parts.stream()
                        .sorted(Comparator.comparingInt(part -> part.isUdhi() ? part.getShortMessage()[5] : 0))
                        .map(FakeSmsc::text)
                        .collect(Collectors.joining()))
                .toList();
    }

    /** What one submit_sm says, without its header. */
    static String text(SubmitSm submit) {
        var bytes = submit.getShortMessage();
        var from = submit.isUdhi() ? bytes[0] + 1 : 0;
        if (submit.getDataCoding() == 8) return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_16BE);
        var text = new StringBuilder();
        for (var i = from; i < bytes.length; i++)
            text.append(
                    bytes[i] == 0x1b
                            ? Objects.requireNonNull(ESCAPED.get((int) bytes[++i]))
                            : (Object) ALPHABET.charAt(bytes[i]));
        return text.toString();
    }

    private void accept(SMPPServerSessionListener opened) {
        while (true) {
            try {
                var session = opened.accept();
                Thread.ofVirtual().start(() -> bind(session));
            } catch (IOException e) {
                // Closed: whoever comes back listens anew.
                return;
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            var bind = session.waitForBind(5_000);
            binds.incrementAndGet();
            if (!USER.equals(bind.getSystemId()) || !password.equals(bind.getPassword())) {
                bind.reject(SMPPConstant.STAT_ESME_RINVPASWD);
                return;
            }
            sessions.add(session);
            bind.accept("fake");
        } catch (TimeoutException | IOException | PDUStringException e) {
            session.close();
        }
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source) throws ProcessRequestException {
        asked.incrementAndGet();
        var answer = script.apply(submit);
        if (answer == HANG_UP) {
            source.close();
            throw new ProcessRequestException("gone", SMPPConstant.STAT_ESME_RSYSERR);
        }
        if (answer != TAKEN) throw new ProcessRequestException("no", answer);
        try {
            var id = "%x".formatted(nextId.getAndIncrement());
            taken.add(submit);
            ids.add(id);
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submit, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source) throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession source)
            throws ProcessRequestException {
        throw unknown();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw unknown();
    }

    private static ProcessRequestException unknown() {
        return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    /** Listens to this machine alone, with TLS or without. */
    private final class Loopback implements ServerConnectionFactory {

        @Override
        public ServerConnection listen(int asked) throws IOException {
            var socket = tls == null
                    ? new ServerSocket()
                    : tls.getServerSocketFactory().createServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), asked));
            port = socket.getLocalPort();
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int asked, int timeout) throws IOException {
            return listen(asked);
        }

        @Override
        public ServerConnection listen(int asked, int timeout, int backlog) throws IOException {
            return listen(asked);
        }
    }
}
