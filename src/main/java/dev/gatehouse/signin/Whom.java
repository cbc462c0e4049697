package dev.gatehouse.signin;

import dev.gatehouse.people.Credentials;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a caller may be: one person at most. Where several would fit, it is nobody until the organization is known.
 *
 * @param credentials what a password is measured by; null where there is no account
 * @param newcomer where a one-time password is tried; null where none can be
 * @param keys what failed tries are counted on
 */
record Whom(@Nullable Credentials credentials, @Nullable Newcomer newcomer, List<Counted> keys) {

    /** A member without a password of their own. */
    record Newcomer(OrganizationId organization, MemberId member) {}

    /**
     * What failed tries are counted on.
     *
     * @param text names it; stored as a digest only
     * @param account whose count it is; null for people without an account and for what names nobody
     */
    record Counted(String text, @Nullable AccountId account) {

        static Counted of(AccountId account) {
            return new Counted("account\n" + account, account);
        }

        @Override
        public String toString() {
            return "Counted[" + account + "]";
        }
    }

    /** Somebody of whom there is an account, a newcomer's place, or both. */
    static Whom of(@Nullable Credentials credentials, @Nullable Newcomer newcomer) {
        if (credentials != null && credentials.initial() && newcomer != null)
            return new Whom(credentials, newcomer, List.of(Counted.of(credentials.account())));
        var keys = new ArrayList<Counted>();
        if (credentials != null) keys.add(Counted.of(credentials.account()));
        if (newcomer != null) keys.add(new Counted("member\n" + newcomer.member(), null));
        return new Whom(credentials, newcomer, List.copyOf(keys));
    }

    /** Nobody, or one of several. */
    static Whom nobody(Caller caller) {
        var typed = caller.identifier();
        return new Whom(null, null, List.of(new Counted("typed\n" + typed.kind() + "\n" + typed.key(), null)));
    }
}
