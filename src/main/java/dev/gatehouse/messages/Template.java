package dev.gatehouse.messages;

import static dev.gatehouse.messages.Channel.EMAIL;
import static dev.gatehouse.messages.Channel.SMS;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What there is to say, and by which channels. A mail's words stand in the bundles under {@code mail.<key>.*}, where {@code {0}} is how
 * long the link or code holds in words ("7 days", from {@code days} or {@code hours}, else from the expiry), and {@code {1}} the first
 * parameter named here. A text message is one sentence, {@code sms.<key>.text}: {@code {0}} as there, {@code {1}} whoever writes (the
 * organization, else the product), {@code {2}} the link or code, and {@code {3}} the first parameter. Where a parameter is missing, the
 * sentence {@code *.without} is taken. A {@code link} becomes the mail's button; a {@code code} stands there to be read.
 */
public enum Template {
    /** Somebody may join an organization (INV-1). Without an {@code inviter} the sentence does without one. */
    INVITATION(Set.of(EMAIL, SMS), "organization", "inviter"),
    /** A colleague invites somebody (INV-8). */
    COLLEAGUE_INVITATION(Set.of(EMAIL, SMS), "organization", "inviter"),
    /** An accepted invitation wants its address proved (INV-3). */
    CONFIRMATION(Set.of(EMAIL), "organization", "name"),
    /** An account was made for somebody, who chooses its password by a link (ACT-1). */
    ACTIVATION(Set.of(EMAIL, SMS), "organization", "name"),
    /** Somebody was given an account with an initial password, and confirms their address before it opens (CRE-3). */
    DOUBLE_OPT_IN(Set.of(EMAIL), "organization", "name"),
    /** Somebody signs up and proves the address by a link, or the number by a code (CRE-5). */
    SIGN_UP_CONFIRMATION(Set.of(EMAIL, SMS), "organization", "name"),
    /** Somebody tried to sign up with what belongs to an account already; only its owner may learn so. The link leads to sign-in. */
    SIGN_UP_KNOWN(Set.of(EMAIL, SMS), "name"),
    /** Somebody signed up and waited; an admin has said who they are (LIF-3). */
    SIGN_UP_ACCEPTED(Set.of(EMAIL, SMS), "organization", "name"),
    /** A code as a second factor (ACT-5). */
    SIGN_IN_CODE(Set.of(EMAIL, SMS)),
    /** A code that proves an e-mail address which somebody adds to their account. */
    EMAIL_CONFIRMATION(Set.of(EMAIL)),
    /** A code that proves a phone number which somebody adds to their account. */
    PHONE_CONFIRMATION(Set.of(SMS)),
    /** A new password was asked for (ACT-4). */
    PASSWORD_RESET(Set.of(EMAIL, SMS), "name"),
    /** A password was changed; the owner must learn of it. {@code when} and {@code device} are words for people. */
    PASSWORD_CHANGED(Set.of(EMAIL, SMS), "name", "when", "device"),
    /** Something that the account is signed in to with was added or taken away; {@code change} says what, in the reader's words. */
    SIGN_IN_CHANGED(Set.of(EMAIL, SMS), "change", "name", "when", "device"),
    /** Somebody took back their consent to the use of their data; the organization's admins have to act (PRI-3). */
    CONSENT_WITHDRAWN(Set.of(EMAIL), "organization", "name"),
    /** Somebody's account at an organization has ended for good (LIF-5). */
    TERMINATED(Set.of(EMAIL), "organization", "name"),
    /** An organization's admins must know: what was promised to a new member could not be given any more (ROL-3). */
    PERMISSIONS_LEFT_OUT(Set.of(EMAIL), "organization", "name"),
    /** Somebody tried to make an account with an address that has one already; only its owner may learn so. */
    ADDRESS_HAS_ACCOUNT(Set.of(EMAIL), "name");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of
    private final Set<Channel> channels;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> parameters;

    Template(Set<Channel> channels, String... parameters) {
        this.channels = channels;
        this.parameters = List.of(parameters);
    }

    /** Whether there are words for this channel. */
    public boolean goesBy(Channel channel) {
        return channels.contains(channel);
    }

    /** The names of the parameters, in the order of the sentences' places. */
    public List<String> parameters() {
        return parameters;
    }

    /** As in the text keys: {@code password_reset}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is the last word to somebody whose address is to be known no more (LIF-5): once it is over, nothing is kept of it. */
    boolean farewell() {
        return this == TERMINATED;
    }

    /**
     * Whether a newer one to the same member by the same channel makes what an older one says worthless: its link is dead. That of an
     * invitation dies whatever the channel; see {@link Messages#takeBack}.
     */
    boolean replaces() {
        return switch (this) {
            case COLLEAGUE_INVITATION, ACTIVATION, DOUBLE_OPT_IN -> true;
            default -> false;
        };
    }

    /** Whether many of these may be sent at once, while nobody waits before the screen. */
    boolean ordinary() {
        return switch (this) {
            case INVITATION,
                    COLLEAGUE_INVITATION,
                    ACTIVATION,
                    DOUBLE_OPT_IN,
                    TERMINATED,
                    PERMISSIONS_LEFT_OUT,
                    CONSENT_WITHDRAWN -> true;
            case CONFIRMATION,
                    SIGN_UP_CONFIRMATION,
                    SIGN_UP_KNOWN,
                    SIGN_UP_ACCEPTED,
                    SIGN_IN_CODE,
                    EMAIL_CONFIRMATION,
                    PHONE_CONFIRMATION,
                    PASSWORD_RESET,
                    PASSWORD_CHANGED,
                    SIGN_IN_CHANGED,
                    ADDRESS_HAS_ACCOUNT -> false;
        };
    }
}
