package dev.gatehouse.platform;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people sign in with: an address, a number or a username; what was typed can be one of them only (ACT-3). */
public sealed interface Identifier {

    /** What is compared: the key of the address or username, the number in E.164. */
    String key();

    /** As in {@code sign_in_places}: {@code email}, {@code phone}, {@code username}. */
    String kind();

    record Email(EmailAddress address) implements Identifier {

        @Override
        public String key() {
            return address.key();
        }

        @Override
        public String kind() {
            return "email";
        }
    }

    record Phone(PhoneNumber number) implements Identifier {

        @Override
        public String key() {
            return number.value();
        }

        @Override
        public String kind() {
            return "phone";
        }
    }

    record Name(Username username) implements Identifier {

        @Override
        public String key() {
            return username.key();
        }

        @Override
        public String kind() {
            return "username";
        }
    }

    /**
     * Reads what was typed into the one field. Empty where it can be nothing that anybody signs in with.
     *
     * @param country where numbers without a country are from; null for nowhere
     */
    static Optional<Identifier> read(String typed, @Nullable String country) {
        if (typed.indexOf('@') >= 0) return EmailAddress.read(typed).map(Email::new);
        var number = PhoneNumber.read(typed, country);
        if (number.isPresent()) return number.map(Phone::new);
        return Username.read(typed).map(Name::new);
    }
}
