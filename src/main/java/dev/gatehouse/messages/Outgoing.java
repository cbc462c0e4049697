package dev.gatehouse.messages;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message that is to be sent.
 *
 * @param language the reader's, such as {@code de}
 * @param member whom it is to, where they are a member; removing them withdraws the message
 * @param account whose it is, where it concerns an account
 * @param address where it goes: an e-mail address, or a phone number in E.164 form ({@code +4915112345678})
 * @param parameters what the template names, and {@code link} or {@code code}; kept encrypted until sent, then erased
 * @param expiresAt when it is of no use any more: from then on it is not sent
 */
public record Outgoing(
        Channel channel,
        Template template,
        String language,
        @Nullable MemberId member,
        @Nullable AccountId account,
        String address,
        Map<String, String> parameters,
        Instant expiresAt) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

    public Outgoing {
        parameters = Map.copyOf(parameters);
        if (!template.goesBy(channel))
            throw new IllegalArgumentException("there are no words for " + template + " by " + channel);
        if (channel == Channel.SMS && !E164.matcher(address).matches())
            throw new IllegalArgumentException("a text message goes to a phone number in E.164 form");
    }

    /** A mail. */
    public Outgoing(
            Template template,
            String language,
            @Nullable MemberId member,
            @Nullable AccountId account,
            String address,
            Map<String, String> parameters,
            Instant expiresAt) {
        this(Channel.EMAIL, template, language, member, account, address, parameters, expiresAt);
    }

    /** A text message to a phone number in E.164 form; ask {@link Messages} first whether one may go there. */
    public static Outgoing sms(
            Template template,
            String language,
            @Nullable MemberId member,
            @Nullable AccountId account,
            String phone,
            Map<String, String> parameters,
            Instant expiresAt) {
        return new Outgoing(Channel.SMS, template, language, member, account, phone, parameters, expiresAt);
    }

    /** Never shows the address or the link. */
    @Override
    public String toString() {
        return "Outgoing[" + template + " by " + channel + "]";
    }
}
