package dev.gatehouse.imports;

import dev.gatehouse.testing.Browser;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The form by which a browser uploads a file to import. */
final class UploadForm {

    /** Two people, and a row that is wrong. */
    static final String LIST = """
            First name,Last name,E-mail address
            Mei,Tanaka,mei@example.com
            Tomás,Rivera,tomas@example.com
            ,Nobody,not an address
            """;

    private UploadForm() {}

    static HttpResponse<String> post(Browser browser, String here, String name, String list, String way) {
        var token = browser.token(here + "/members");
        return browser.post(
                here + "/import",
                "multipart/form-data; boundary=b",
                BodyPublishers.ofByteArray(multipart(token, name, list, way)));
    }

    static byte[] multipart(String token, String name, String content, String way) {
        return (new String(head(token, name), StandardCharsets.UTF_8) + content
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"way\"\r\n\r\n" + way
                        + new String(tail(), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] head(String token, String name) {
        return ("--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + token
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: text/csv\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] tail() {
        return "\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8);
    }
}
