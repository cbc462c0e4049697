package dev.gatehouse.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/** What can be set about text messages: {@code GATEHOUSE_SMS_*}. */
final class SmsVariables {

    static final Setting<String> URL = Setting.optional(
            "SMS_URL",
            "smpp://user:secret@smsc.example.net:3550?window=10",
            "The SMS gateway: `smpp://` with `?tls=required` (default) or `none`, `&window=` and `&system-type=`; or the `https://` address of an HTTP gateway. Absent: text messages land at `/dev/messages`, or are not offered where other machines reach the server.",
            text -> text);
    static final Setting<String> SENDER = Setting.of(
            "SMS_SENDER",
            "Gatehouse",
            "+4915112345678",
            "The sender of every text message: up to 11 letters and digits, a number with `+`, or a short code.",
            SmsSettings::sender);
    static final Setting<Set<String>> COUNTRIES = Setting.of(
            "SMS_COUNTRIES",
            SmsSettings.USUAL_COUNTRIES,
            "DE, AT, CH",
            "The countries (ISO 3166) that text messages go to; `*` for all, which invites fraud.",
            SmsSettings::countries);
    static final Setting<Integer> BUDGET = Setting.of(
            "SMS_BUDGET",
            "1000",
            "5000",
            "Most text messages of one organization in 24 hours, where operators gave it no number of its own.",
            SettingReaders.number(0, 100_000_000));
    static final Setting<Integer> PER_NUMBER_HOUR = Setting.of(
            "SMS_PER_NUMBER_HOUR",
            "5",
            "3",
            "Most text messages to one phone number in an hour.",
            SettingReaders.number(1, 1_000));
    static final Setting<Integer> PER_NUMBER_DAY = Setting.of(
            "SMS_PER_NUMBER_DAY",
            "20",
            "10",
            "Most text messages to one phone number in 24 hours.",
            SettingReaders.number(1, 1_000));
    static final Setting<Integer> PER_PREFIX_HOUR = Setting.of(
            "SMS_PER_PREFIX_HOUR",
            "50",
            "200",
            "Most text messages in an hour to numbers that have their first seven digits in common.",
            SettingReaders.number(1, 1_000_000));
    static final Setting<SmsSettings.Method> HTTP_METHOD = Setting.of(
            "SMS_HTTP_METHOD",
            "post",
            "get",
            "How the HTTP gateway is asked: `post`, `put` or `get`.",
            SettingReaders.oneOf(SmsSettings.Method.values()));
    static final Setting<SmsSettings.Format> HTTP_FORMAT = Setting.of(
            "SMS_HTTP_FORMAT",
            "json",
            "form",
            "What the body is, and how `{to}`, `{text}`, `{id}` and `{sender}` are written into it: `json` or `form`.",
            SettingReaders.oneOf(SmsSettings.Format.values()));
    static final Setting<String> HTTP_BODY = Setting.of(
            "SMS_HTTP_BODY",
            null,
            "`to`, `from`, `text` and `id` in the format above",
            "{\"recipient\":\"{to}\",\"body\":\"{text}\"}",
            "The body of the request, with its places.",
            text -> text);
    static final Setting<Map<String, String>> HTTP_HEADERS = Setting.optional(
            "SMS_HTTP_HEADERS",
            "{\"Authorization\":\"Bearer secret\"}",
            "More headers of the request, as a JSON object; `{to}`, `{id}` and `{sender}` may stand in them.",
            SmsSettings::headers);
    static final Setting<String> HTTP_SECRET = Setting.optional(
            "SMS_HTTP_SECRET",
            "a long secret that the gateway knows too",
            "Signs the body by HMAC-SHA256; the header holds `sha256=` and hexadecimal digits.",
            SmsSettings::secret);
    static final Setting<String> HTTP_SIGNATURE_HEADER = Setting.of(
            "SMS_HTTP_SIGNATURE_HEADER",
            "X-Gatehouse-Signature",
            "X-Signature",
            "The header of the signature.",
            SmsSettings::headerName);
    static final Setting<JsonPointer> HTTP_MESSAGE_ID = Setting.optional(
            "SMS_HTTP_MESSAGE_ID",
            "/messages/0/id",
            "Where the answer has the gateway's id of the message (JSON Pointer). Absent: receipts carry our `{id}`.",
            SmsSettings::pointer);
    static final Setting<String> HTTP_RECEIPT_TOKEN = Setting.optional(
            "SMS_HTTP_RECEIPT_TOKEN",
            "kV3nR8sW1xQz6pT0yLb4mHc9",
            "At least 24 letters, digits, `-` or `_`: with them the gateway reports deliveries at `/hooks/sms/` and this. Absent: there is no such address.",
            SmsSettings::token);
    static final Setting<JsonPointer> HTTP_RECEIPT_ID = Setting.of(
            "SMS_HTTP_RECEIPT_ID",
            "/id",
            "/MessageSid",
            "Where a report has the id (JSON Pointer; a form is read as an object).",
            SmsSettings::pointer);
    static final Setting<JsonPointer> HTTP_RECEIPT_STATUS = Setting.of(
            "SMS_HTTP_RECEIPT_STATUS",
            "/status",
            "/MessageStatus",
            "Where a report has the state.",
            SmsSettings::pointer);
    static final Setting<SmsSettings.PrivateAddresses> PRIVATE_ADDRESSES = Setting.of(
            "SMS_PRIVATE_ADDRESSES",
            "refused",
            "allowed",
            "`allowed` where the HTTP gateway is inside: lets it be at an address of a private network, and at `http://`.",
            SettingReaders.oneOf(SmsSettings.PrivateAddresses.values()));

    /** In the order of the documentation. */
    static final List<Setting<?>> ALL = List.of(
            URL,
            SENDER,
            COUNTRIES,
            BUDGET,
            PER_NUMBER_HOUR,
            PER_NUMBER_DAY,
            PER_PREFIX_HOUR,
            HTTP_METHOD,
            HTTP_FORMAT,
            HTTP_BODY,
            HTTP_HEADERS,
            HTTP_SECRET,
            HTTP_SIGNATURE_HEADER,
            HTTP_MESSAGE_ID,
            HTTP_RECEIPT_TOKEN,
            HTTP_RECEIPT_ID,
            HTTP_RECEIPT_STATUS,
            PRIVATE_ADDRESSES);

    private SmsVariables() {}
}
