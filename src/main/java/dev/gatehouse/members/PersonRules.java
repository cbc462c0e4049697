package dev.gatehouse.members;

import dev.gatehouse.platform.OneLine;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Regions;
import org.jspecify.annotations.Nullable;

/**
 * How what is written about somebody is read, whichever way it comes in (CRE-1, CRE-4, LIF-6): beside {@code EmailAddress},
 * {@code Username}, {@code PhoneNumber} and {@code AttributeValues}, which are rules of their own.
 */
public final class PersonRules {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_IDENTIFIER = 100;

    private PersonRules() {}

    /** A first name. Refuses at {@code firstName} as {@link OneLine} does. */
    public static String firstName(String typed) {
        return OneLine.require("firstName", "name", typed, LONGEST_NAME);
    }

    /** A last name. Refuses at {@code lastName} as {@link OneLine} does. */
    public static String lastName(String typed) {
        return OneLine.require("lastName", "name", typed, LONGEST_NAME);
    }

    /** What somebody is called in the organization's own systems; null for nothing typed. Refuses at {@code identifier}. */
    public static @Nullable String identifier(String typed) {
        return typed.isBlank() ? null : OneLine.require("identifier", "identifier", typed, LONGEST_IDENTIFIER);
    }

    /** A currency that there is; null for the organization's. Refuses at {@code currency} with {@code creation.currency}. */
    public static @Nullable String currency(String code) {
        if (code.isEmpty()) return null;
        if (!Regions.isCurrency(code)) throw Refusal.input("currency", "creation.currency");
        return code;
    }
}
