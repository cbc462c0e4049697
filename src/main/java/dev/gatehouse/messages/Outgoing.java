package dev.gatehouse.messages;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message that is to be sent.
 *
 * @param language the reader's, such as {@code de}
 * @param member whom it is to, where they are a member; removing them withdraws the message
 * @param account whose it is, where it concerns an account
 * @param address where it goes
 * @param parameters what the template names, and {@code link}; kept encrypted until sent, then erased
 * @param expiresAt when it is of no use any more: from then on it is not sent
 */
public record Outgoing(
        Template template,
        String language,
        @Nullable MemberId member,
        @Nullable AccountId account,
        String address,
        Map<String, String> parameters,
        Instant expiresAt) {

    public Outgoing {
        parameters = Map.copyOf(parameters);
    }

    /** Never shows the address or the link. */
    @Override
    public String toString() {
        return "Outgoing[" + template + "]";
    }
}
