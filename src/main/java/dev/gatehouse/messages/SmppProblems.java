package dev.gatehouse.messages;

import dev.gatehouse.messages.Problem.Kind;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.extra.NegativeResponseException;

/** What a message centre means by its answers (SMPP 3.4, section 5.1.3). */
final class SmppProblems {

    private SmppProblems() {}

    static Problem ofBinding(IOException failure) {
        Throwable link = failure;
        while (link != null) {
            if (link instanceof NegativeResponseException no)
                // Whoever is in session already, or is told to wait, has been recognized.
                return switch (no.getCommandStatus()) {
                    case SMPPConstant.STAT_ESME_RALYBND,
                            SMPPConstant.STAT_ESME_RSYSERR,
                            SMPPConstant.STAT_ESME_RTHROTTLED,
                            SMPPConstant.STAT_ESME_RX_T_APPN ->
                        new Problem(Kind.UNREACHABLE, words(no.getCommandStatus()));
                    default -> new Problem(Kind.SIGN_IN_REFUSED, words(no.getCommandStatus()));
                };
            if (link instanceof SSLException) return new Problem(Kind.TLS, "");
            link = link.getCause();
        }
        return new Problem(Kind.UNREACHABLE, "");
    }

    static Problem ofSubmitting(NegativeResponseException no) {
        return new Problem(kind(no.getCommandStatus()), words(no.getCommandStatus()));
    }

    /** What is not named here each centre uses in its own way: it may pass, and the message's expiry ends the tries. */
    private static Kind kind(int status) {
        return switch (status) {
            case SMPPConstant.STAT_ESME_RINVDSTADR,
                    SMPPConstant.STAT_ESME_RINVDSTTON,
                    SMPPConstant.STAT_ESME_RINVDSTNPI,
                    SMPPConstant.STAT_ESME_RINVNUMDESTS -> Kind.RECIPIENT_REFUSED;
            case SMPPConstant.STAT_ESME_RINVSRCADR,
                    SMPPConstant.STAT_ESME_RINVSRCTON,
                    SMPPConstant.STAT_ESME_RINVSRCNPI -> Kind.SENDER_REFUSED;
            case SMPPConstant.STAT_ESME_RINVMSGLEN,
                    SMPPConstant.STAT_ESME_RINVESMCLASS,
                    SMPPConstant.STAT_ESME_RINVDCS,
                    SMPPConstant.STAT_ESME_RINVEXPIRY,
                    SMPPConstant.STAT_ESME_RX_P_APPN,
                    SMPPConstant.STAT_ESME_RX_R_APPN -> Kind.MESSAGE_REFUSED;
            default -> Kind.TRY_LATER;
        };
    }

    private static String words(int status) {
        return "SMPP 0x" + String.format(Locale.ROOT, "%08x", status);
    }
}
