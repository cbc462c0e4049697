package dev.gatehouse.messages;

import dev.gatehouse.messages.Problem.Kind;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads from the library's exceptions what the mail server meant. */
final class SmtpProblems {

    private SmtpProblems() {}

    static Problem ofConnecting(MessagingException failure) {
        var reply = words(failure);
        for (var link : chain(failure)) {
            if (link instanceof AuthenticationFailedException) return new Problem(Kind.SIGN_IN_REFUSED, words(link));
            if (link instanceof SSLException) return new Problem(Kind.TLS, words(link));
        }
        return new Problem(reply.contains("STARTTLS") ? Kind.TLS : Kind.UNREACHABLE, reply);
    }

    /**
     * What a failure to hand over one message says.
     *
     * @param begun whether the server had heard of the recipient: what breaks after that may be this message's doing, and
     *     says nothing about the server
     */
    static Problem ofSending(MessagingException failure, boolean begun) {
        for (var link : chain(failure)) {
            if (link instanceof SMTPAddressFailedException recipient)
                return of(recipient.getReturnCode(), Kind.RECIPIENT_REFUSED, recipient);
            if (link instanceof SMTPSenderFailedException sender)
                return of(sender.getReturnCode(), Kind.SENDER_REFUSED, sender);
            if (link instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
                var command = Objects.requireNonNullElse(send.getCommand(), "");
                if (command.startsWith("RCPT")) return of(send.getReturnCode(), Kind.RECIPIENT_REFUSED, send);
                if (command.startsWith("MAIL") && !hasDetail(send))
                    return of(send.getReturnCode(), Kind.SENDER_REFUSED, send);
                if (!hasDetail(send)) return of(send.getReturnCode(), Kind.MESSAGE_REFUSED, send);
            }
        }
        for (var link : chain(failure)) {
            if (link instanceof SSLException && !begun) return new Problem(Kind.TLS, words(link));
            // The library says -1 where the connection ended instead of an answer.
            if (link instanceof IOException || link instanceof SMTPSendFailedException)
                return new Problem(begun ? Kind.BROKE_OFF : Kind.UNREACHABLE, words(failure));
        }
        // Neither the server nor the network: the library itself does not want to write this. Nobody else's mail must
        // wait.
        return new Problem(Kind.ADDRESS_UNUSABLE, "");
    }

    /** Whether a connection that had been kept was found closed, rather than silent. */
    static boolean connectionWasClosed(Undelivered failure) {
        return failure.problem().kind() == Kind.UNREACHABLE
                && chain(failure).stream().noneMatch(SocketTimeoutException.class::isInstance);
    }

    private static Problem of(int code, Kind refusal, MessagingException failure) {
        // 530 and 535 speak of us, not of the mail (RFC 4954, section 6).
        if (code == 530 || code == 535) return new Problem(Kind.SIGN_IN_REFUSED, words(failure));
        // 421: the server is about to close the connection, as it may at any command (RFC 5321, section 3.8).
        return new Problem(code >= 500 ? refusal : Kind.TRY_LATER, words(failure));
    }

    /** Whether the library says more precisely further down what was refused. */
    private static boolean hasDetail(SMTPSendFailedException failure) {
        return failure.getNextException() instanceof SMTPAddressFailedException
                || failure.getNextException() instanceof SMTPSenderFailedException;
    }

    private static List<Throwable> chain(Throwable failure) {
        var chain = new ArrayList<Throwable>();
        @Nullable Throwable link = failure;
        while (link != null && !chain.contains(link)) {
            chain.add(link);
            link = link instanceof MessagingException mail && mail.getNextException() != null
                    ? mail.getNextException()
                    : link.getCause();
        }
        return chain;
    }

    private static String words(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
