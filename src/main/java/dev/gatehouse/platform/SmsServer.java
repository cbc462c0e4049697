package dev.gatehouse.platform;

import dev.gatehouse.platform.SmsSettings.Format;
import dev.gatehouse.platform.SmsSettings.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Where text messages are handed over. */
public sealed interface SmsServer {

    /**
     * A message centre that speaks SMPP 3.4.
     *
     * @param tls whether nothing is said before TLS
     * @param window most messages that wait for the centre's answer at once
     * @param systemType what some centres want to hear beside user and password; mostly empty
     */
    record Smpp(String host, int port, String user, String password, String systemType, boolean tls, int window)
            implements SmsServer {

        /** Never shows the password. */
        @Override
        public String toString() {
            return "%s:%d".formatted(host, port);
        }
    }

    /**
     * A gateway that takes a request for each message.
     *
     * @param url with places for what is sent, outside of the host
     * @param user for Basic authentication; null for none
     * @param body with places for what is sent; null where the request has none
     * @param headers with places
     * @param secret signs the body; null for no signature
     * @param messageId where the answer has the gateway's id; null where it has none
     * @param receiptToken the end of the address where deliveries are reported; null where none are
     */
    record Http(
            String url,
            @Nullable String user,
            @Nullable String password,
            Method method,
            Format format,
            @Nullable String body,
            Map<String, String> headers,
            @Nullable String secret,
            String signatureHeader,
            @Nullable JsonPointer messageId,
            @Nullable String receiptToken,
            JsonPointer receiptId,
            JsonPointer receiptStatus,
            boolean privateAddresses)
            implements SmsServer {

        public Http {
            headers = Map.copyOf(headers);
        }

        /** Never shows secrets: the address may hold some. */
        @Override
        public String toString() {
            return "HTTP";
        }
    }
}
