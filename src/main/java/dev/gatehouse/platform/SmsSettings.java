package dev.gatehouse.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code GATEHOUSE_SMS_*} say. */
public final class SmsSettings {

    /** How an HTTP gateway is asked. */
    public enum Method {
        POST,
        PUT,
        GET
    }

    /** What the body of a request is. */
    public enum Format {
        JSON,
        FORM
    }

    /** Whether an HTTP gateway may be at an address of a private network. */
    public enum PrivateAddresses {
        REFUSED,
        ALLOWED
    }

    /** The European Economic Area, the United Kingdom, Switzerland, and the countries of the other languages that cost as little. */
    static final String USUAL_COUNTRIES =
            "AT, BE, BG, CA, CH, CY, CZ, DE, DK, EE, ES, FI, FR, GB, GR, HR, HU, IE, IS, IT, JP, LI, LT, LU,"
                    + " LV, MT, NL, NO, PL, PT, RO, SE, SI, SK, US";

    private static final String JSON_BODY =
            "{\"to\":\"{to}\",\"from\":\"{sender}\",\"text\":\"{text}\",\"id\":\"{id}\"}";
    private static final String FORM_BODY = "to={to}&from={sender}&text={text}&id={id}";
    private static final int MOST_WINDOW = 100;
    private static final int SMPP_PORT = 2775;
    private static final int SMPP_TLS_PORT = 3550;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LETTERS = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9 ._-]{1,11}");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{5,14}|[0-9]{3,8}");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,60}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,1000}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{24,200}");
    private static final Pattern PLACE = Pattern.compile("\\{(to|text|id|sender)}");

    private SmsSettings() {}

    static String sender(String text) {
        if (!LETTERS.matcher(text).matches() && !NUMBER.matcher(text).matches())
            throw new IllegalArgumentException(
                    "must be up to 11 letters and digits, a number that begins with +, or a short"
                            + " code of 3 to 8 digits, not \"" + text + "\"");
        return text;
    }

    static Set<String> countries(String text) {
        if (text.equals("*")) return Set.of("*");
        var known = Set.of(Locale.getISOCountries());
        var countries = new TreeSet<String>();
        for (var part : text.split(",", -1)) {
            var country = part.strip();
            if (country.isEmpty() && text.isBlank()) continue;
            if (!known.contains(country))
                throw new IllegalArgumentException(
                        "must be ISO 3166 codes of countries with commas between, and \"" + country + "\" is none");
            countries.add(country);
        }
        return Set.copyOf(countries);
    }

    static Map<String, String> headers(String text) {
        try {
            var headers = JSON.readValue(text, new TypeReference<LinkedHashMap<String, String>>() {});
            headers.forEach((name, value) -> {
                if (!HEADER_NAME.matcher(name).matches()
                        || !HEADER_VALUE.matcher(value).matches()
                        || value.contains("{text}")) throw new IllegalArgumentException("a wrong header");
            });
            return headers;
        } catch (JacksonException | IllegalArgumentException | NullPointerException _) {
            // The value holds secrets, and the parser's reason would repeat them.
            throw new IllegalArgumentException(
                    "must be a JSON object of header names and their values in ASCII, without a place for {text}");
        }
    }

    static String secret(String text) {
        if (text.length() < 16) throw new IllegalArgumentException("must have at least 16 characters");
        return text;
    }

    static String headerName(String text) {
        if (!HEADER_NAME.matcher(text).matches())
            throw new IllegalArgumentException("must be the name of a header, not \"" + text + "\"");
        return text;
    }

    static String token(String text) {
        if (!TOKEN.matcher(text).matches())
            throw new IllegalArgumentException("must be at least 24 letters, digits, - or _, and hard to guess");
        return text;
    }

    static JsonPointer pointer(String text) {
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("must be a JSON Pointer that begins with /, not \"" + text + "\"");
        }
    }

    /** The gateway of the settings; null where none is named. */
    static @Nullable SmsServer server(Settings settings) {
        var text = settings.find(SmsVariables.URL);
        var http = text != null && (text.startsWith("https://") || text.startsWith("http://"));
        for (var setting : List.of(
                SmsVariables.HTTP_BODY,
                SmsVariables.HTTP_HEADERS,
                SmsVariables.HTTP_SECRET,
                SmsVariables.HTTP_MESSAGE_ID,
                SmsVariables.HTTP_RECEIPT_TOKEN))
            if (!http && settings.find(setting) != null)
                throw new StartRefusal(
                        "%s needs a GATEHOUSE_SMS_URL of an HTTP gateway. Example:".formatted(setting.variable())
                                + " GATEHOUSE_SMS_URL=https://sms.example.net/messages");
        if (text == null) return null;
        try {
            return http ? http(text, settings) : smpp(text);
        } catch (URISyntaxException _) {
            // The reason of the parser would repeat the password.
            throw refused(
                    "is not a well-formed address; special characters in user and password must be percent-encoded");
        } catch (IllegalArgumentException e) {
            throw refused(Objects.requireNonNullElse(e.getMessage(), "is wrong"));
        }
    }

    private static StartRefusal refused(String why) {
        return new StartRefusal(
                "GATEHOUSE_SMS_URL " + why + ". Example: GATEHOUSE_SMS_URL=" + SmsVariables.URL.example());
    }

    private static SmsServer smpp(String text) throws URISyntaxException {
        var uri = new URI(text);
        if (!"smpp".equals(uri.getScheme())) throw new IllegalArgumentException("must begin with smpp:// or https://");
        if (uri.getHost() == null) throw new IllegalArgumentException("must name a host");
        var query = query(uri.getRawQuery());
        var tls = tls(query.remove("tls"));
        var window = Objects.requireNonNullElse(query.remove("window"), "10");
        if (!window.matches("[0-9]{1,3}") || Integer.parseInt(window) < 1 || Integer.parseInt(window) > MOST_WINDOW)
            throw new IllegalArgumentException("must have a window from 1 to " + MOST_WINDOW);
        var systemType = Objects.requireNonNullElse(query.remove("system-type"), "");
        if (!query.isEmpty())
            throw new IllegalArgumentException("may end with ?tls=, &window= and &system-type=, and nothing else");
        var login = Login.of(uri.getRawUserInfo());
        var user = Objects.requireNonNullElse(login.user(), "");
        var password = Objects.requireNonNullElse(login.password(), "");
        // SMPP 3.4, section 4.1: what the fields of a bind can hold.
        if (user.isEmpty() || user.length() > 15 || password.length() > 8 || systemType.length() > 12)
            throw new IllegalArgumentException("must name a user of up to 15 characters, with a password of up to 8");
        var port = Login.port(uri, tls ? SMPP_TLS_PORT : SMPP_PORT);
        return new SmsServer.Smpp(uri.getHost(), port, user, password, systemType, tls, Integer.parseInt(window));
    }

    private static boolean tls(@Nullable String text) {
        return switch (text) {
            case null -> true;
            case "required" -> true;
            case "none" -> false;
            default -> throw new IllegalArgumentException("may say tls=required or tls=none, and nothing else");
        };
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        if (raw == null) return query;
        for (var pair : raw.split("&", -1)) {
            var equals = pair.indexOf('=');
            if (equals > 0) query.put(pair.substring(0, equals), Login.decode(pair.substring(equals + 1)));
            else query.put(pair, "");
        }
        return query;
    }

    private static SmsServer http(String text, Settings settings) throws URISyntaxException {
        var method = settings.get(SmsVariables.HTTP_METHOD);
        var format = settings.get(SmsVariables.HTTP_FORMAT);
        var inside = settings.get(SmsVariables.PRIVATE_ADDRESSES) == PrivateAddresses.ALLOWED;
        var uri = new URI(filled(text));
        if (uri.getHost() == null || uri.getRawFragment() != null)
            throw new IllegalArgumentException("must name a host, and nothing behind a #");
        if (PLACE.matcher(text.substring(0, authorityEnd(text))).find())
            throw new IllegalArgumentException("may have {to}, {text}, {id} and {sender} behind the host only");
        if (!inside && !"https".equals(uri.getScheme()))
            throw new IllegalArgumentException(
                    "must begin with https://, unless GATEHOUSE_SMS_PRIVATE_ADDRESSES=allowed");
        Login.port(uri, 443);
        var body = method == Method.GET ? null : body(settings, format);
        if (!(text + body).contains("{to}") || !(text + body).contains("{text}"))
            throw new IllegalArgumentException("or GATEHOUSE_SMS_HTTP_BODY must have places for {to} and {text}");
        var secret = settings.find(SmsVariables.HTTP_SECRET);
        if (secret != null && body == null)
            throw new IllegalArgumentException("asked by get has no body that GATEHOUSE_SMS_HTTP_SECRET could sign");
        var login = Login.of(uri.getRawUserInfo());
        return new SmsServer.Http(
                withoutLogin(text),
                login.user(),
                login.password(),
                method,
                format,
                body,
                Objects.requireNonNullElse(settings.find(SmsVariables.HTTP_HEADERS), Map.of()),
                secret,
                settings.get(SmsVariables.HTTP_SIGNATURE_HEADER),
                settings.find(SmsVariables.HTTP_MESSAGE_ID),
                settings.find(SmsVariables.HTTP_RECEIPT_TOKEN),
                settings.get(SmsVariables.HTTP_RECEIPT_ID),
                settings.get(SmsVariables.HTTP_RECEIPT_STATUS),
                inside);
    }

    private static String body(Settings settings, Format format) {
        var given = settings.find(SmsVariables.HTTP_BODY);
        var body = given == null ? (format == Format.JSON ? JSON_BODY : FORM_BODY) : given;
        try {
            if (format == Format.JSON) JSON.readTree(filled(body));
        } catch (JacksonException _) {
            throw new StartRefusal(
                    "GATEHOUSE_SMS_HTTP_BODY must be JSON once its places are filled; places stand inside of quotes."
                            + " Example: GATEHOUSE_SMS_HTTP_BODY=" + SmsVariables.HTTP_BODY.example());
        }
        return body;
    }

    private static String filled(String template) {
        return PLACE.matcher(template).replaceAll("x");
    }

    private static int authorityEnd(String url) {
        var begin = url.indexOf("://") + 3;
        for (var i = begin; i < url.length(); i++) if ("/?#".indexOf(url.charAt(i)) >= 0) return i;
        return url.length();
    }

    private static String withoutLogin(String url) {
        var end = authorityEnd(url);
        var at = url.lastIndexOf('@', end - 1);
        return at < 0 ? url : url.substring(0, url.indexOf("://") + 3) + url.substring(at + 1);
    }
}
