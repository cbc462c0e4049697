package dev.gatehouse.signup;

import java.util.Locale;

/** By what somebody who signs up can be reached, and proves it (CRE-5). */
public enum Way {
    /** An e-mail address, proved by a link. */
    EMAIL,
    /** A username and a phone number, proved by a code. */
    PHONE;

    /** As in the form and in the text keys. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Way of(String key) {
        return key.equals(PHONE.key()) ? PHONE : EMAIL;
    }
}
