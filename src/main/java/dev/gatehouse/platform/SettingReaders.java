package dev.gatehouse.platform;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Make values of what was set; what is wrong is said as in "must be a number". */
final class SettingReaders {

    private SettingReaders() {}

    static Function<String, Integer> number(int least, int most) {
        return text -> {
            if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most)
                throw new IllegalArgumentException(
                        "must be a whole number from %d to %d, not \"%s\"".formatted(least, most, text));
            return Integer.valueOf(text);
        };
    }

    static <E extends Enum<E>> Function<String, E> oneOf(E[] values) {
        return text -> {
            for (var value : values) if (value.name().toLowerCase(Locale.ROOT).equals(text)) return value;
            var names = List.of(values).stream()
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(" or "));
            throw new IllegalArgumentException("must be %s, not \"%s\"".formatted(names, text));
        };
    }

    static InetAddress address(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("must be an IP address of this machine, not \"" + text + "\"");
        }
    }

    static List<String> networks(String text) {
        var networks = new ArrayList<String>();
        for (var part : text.split(",", -1)) {
            var network = part.strip();
            if (network.isEmpty() && text.isBlank()) continue;
            var slash = network.indexOf('/');
            var wrong = "must be IP addresses or networks with commas between, and \"" + network + "\" is neither";
            try {
                var bits = InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash))
                                .getAddress()
                                .length
                        * 8;
                var length = slash < 0 ? bits : Integer.parseInt(network.substring(slash + 1));
                if (length < 0 || length > bits) throw new IllegalArgumentException(wrong);
                networks.add(slash < 0 ? network + "/" + bits : network);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(wrong, e);
            }
        }
        return List.copyOf(networks);
    }

    static URI origin(String text) {
        var wrong = "must be http:// or https:// and a host, without a path, not \"" + text + "\"";
        try {
            var uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            var bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            if (!web
                    || uri.getHost() == null
                    || !bare
                    || !uri.getRawPath().isEmpty()
                    || uri.getPort() > Login.LAST_PORT) throw new IllegalArgumentException(wrong);
            return uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong, e);
        }
    }

    static MasterKey masterKey(String text) {
        try {
            return MasterKey.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be 32 bytes in Base64, as openssl rand -base64 32 makes them", e);
        }
    }

    static String sender(String text) {
        var wrong = "must be an e-mail address, with or without a name before it, not \"" + text
                + "\"; a name with a comma or another sign stands in quotes, as in \"A, B\" <a@example.org>";
        if (!text.matches("([^<>\\r\\n]*<[^<>@\\s]+@[^<>@\\s]+>|[^<>@\\s]+@[^<>@\\s]+)"))
            throw new IllegalArgumentException(wrong);
        try {
            var address = new InternetAddress(text, true).getAddress();
            if (address.chars().anyMatch(letter -> letter > 126)) throw new IllegalArgumentException(wrong);
        } catch (AddressException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        return text;
    }

    static Locale language(String text) {
        var known = Texts.tags();
        if (!known.contains(text))
            throw new IllegalArgumentException("must be one of " + String.join(", ", known) + ", not \"" + text + "\"");
        return Locale.forLanguageTag(text);
    }
}
