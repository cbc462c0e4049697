package dev.gatehouse.messages;

import dev.gatehouse.messages.Problem.Kind;
import dev.gatehouse.platform.SmsServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** A gateway that speaks SMPP 3.4: each part of a message is one submit_sm, with a receipt asked for. */
final class SmppGateway implements SmsGateway {

    /** A sender of our network's numbers, of names, or of the centre's own short codes (SMPP 3.4, section 5.2.5). */
    private record Sender(String address, TypeOfNumber type, NumberingPlanIndicator plan) {

        static Sender of(String sender) {
            if (sender.startsWith("+"))
                return new Sender(sender.substring(1), TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN);
            return sender.matches("[0-9]+")
                    ? new Sender(sender, TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN)
                    : new Sender(sender, TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN);
        }
    }

    private static final byte GSM = 0;
    private static final byte UCS2 = 8;
    private static final byte NORMAL = 1;
    private static final byte NONE = 0;

    /** Beyond it the centre's own patience holds: some refuse more. */
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(24);

    private final SmppLine line;
    private final Semaphore window;
    private final Sender sender;
    private final Duration patience;
    private final Clock clock;

    /**
     * @param receipts takes what the centre says later; throws where it cannot keep it, and the centre says it again
     * @param patience the most that one answer may take
     * @param firstPause how long after a failure the session is made again; longer each time
     * @param trust whom to trust in TLS; null for the certificate authorities of Java
     */
    SmppGateway(
            SmsServer.Smpp server,
            String sender,
            Consumer<Receipt> receipts,
            Duration patience,
            Duration firstPause,
            Clock clock,
            @Nullable SSLSocketFactory trust) {
        this.line = new SmppLine(server, new SmppReceiver(receipts, clock), patience, firstPause, trust);
        this.window = new Semaphore(server.window());
        this.sender = Sender.of(sender);
        this.patience = patience;
        this.clock = clock;
    }

    @Override
    public void begin() {
        line.begin();
    }

    boolean bound() {
        return line.bound();
    }

    @Override
    public void close() {
        line.close();
    }

    @Override
    public List<SmsPart> send(Sms sms, List<SmsPart> before) throws Undelivered {
        var text = SmsText.of(sms.text());
        var count = text.parts().size();
        var taken = new ArrayList<SmsPart>();
        for (var part : before) if (part.of() == count) taken.add(part);
        for (var i = 1; i <= count; i++) {
            var number = i;
            if (taken.stream().anyMatch(part -> part.number() == number)) continue;
            try {
                taken.add(new SmsPart(number, count, submitInTurn(sms, text, number)));
            } catch (Undelivered e) {
                throw new Undelivered(e.problem(), taken, e);
            }
        }
        return taken;
    }

    private String submitInTurn(Sms sms, SmsText text, int number) throws Undelivered {
        try {
            if (!window.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS))
                throw new Undelivered(new Problem(Kind.TRY_LATER, ""), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Undelivered(new Problem(Kind.TRY_LATER, ""), e);
        }
        try {
            return submit(line.session(), sms, text, number);
        } finally {
            window.release();
        }
    }

    private String submit(SMPPSession session, Sms sms, SmsText text, int number) throws Undelivered {
        var count = text.parts().size();
        var contents = count == 1
                ? text.parts().getFirst()
                : headed(sms.id(), number, count, text.parts().get(number - 1));
        try {
            var id = session.submitShortMessage(
                            "",
                            sender.type(),
                            sender.plan(),
                            sender.address(),
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            sms.phone().substring(1),
                            new ESMClass(
                                    MessageMode.DEFAULT,
                                    MessageType.DEFAULT,
                                    count == 1 ? GSMSpecificFeature.DEFAULT : GSMSpecificFeature.UDHI),
                            NONE,
                            NORMAL,
                            null,
                            validity(sms.expiresAt()),
                            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                            NONE,
                            DataCodings.newInstance(text.gsm() ? GSM : UCS2),
                            NONE,
                            contents,
                            new OptionalParameter.User_message_reference((short) reference(sms.id())))
                    .getMessageId();
            return id == null || id.isEmpty() ? sms.id() + "/" + number : id;
        } catch (NegativeResponseException e) {
            throw new Undelivered(SmppProblems.ofSubmitting(e), e);
        } catch (PDUException e) {
            throw new Undelivered(new Problem(Kind.MESSAGE_REFUSED, ""), e);
        } catch (ResponseTimeoutException e) {
            // Whether it was taken nobody knows. Others may still get their answers; enquire_link finds out whether
            // anybody is there.
            throw new Undelivered(new Problem(Kind.BROKE_OFF, ""), e);
        } catch (InvalidResponseException | IOException e) {
            session.close();
            throw new Undelivered(new Problem(Kind.BROKE_OFF, ""), e);
        }
    }

    /** The same at every try, so that a phone which gets a part twice puts it in the same place. */
    private static int reference(UUID id) {
        return (int) (id.getLeastSignificantBits() & 0xffff);
    }

    /** A part behind the header that puts parts together: concatenated short messages, 8-bit reference. */
    private static byte[] headed(UUID id, int number, int count, byte[] part) {
        var headed = new byte[6 + part.length];
        headed[0] = 5;
        headed[1] = 0;
        headed[2] = 3;
        headed[3] = (byte) reference(id);
        headed[4] = (byte) count;
        headed[5] = (byte) number;
        System.arraycopy(part, 0, headed, 6, part.length);
        return headed;
    }

    /** How long the centre may try, from now on: no code arrives after its end. */
    private @Nullable String validity(Instant end) {
        var left = Duration.between(clock.instant(), end);
        if (left.compareTo(LONGEST_VALIDITY) >= 0) return null;
        var held = left.toMinutes() < 1 ? Duration.ofMinutes(1) : left;
        return String.format(
                Locale.ROOT, "000000%02d%02d%02d000R", held.toHours(), held.toMinutesPart(), held.toSecondsPart());
    }
}
