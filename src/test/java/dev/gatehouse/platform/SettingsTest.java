package dev.gatehouse.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    @DisplayName("OPS-1 an unknown setting stops the start and names the one that was meant")
    void unknown() {
        assertThatThrownBy(() -> Settings.of(Map.of("GATEHOUSE_PROT", "80")))
                .isInstanceOf(StartRefusal.class)
                .hasMessageStartingWith("There is no setting GATEHOUSE_PROT. Did you mean GATEHOUSE_PORT?");
    }

    @ParameterizedTest
    @DisplayName("OPS-1 a wrong value stops the start with a sentence that names the variable and shows a right one")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            PORT | eighty | must be a whole number from 0 to 65535
            PORT | 65536 | must be a whole number from 0 to 65535
            ADDRESS | localhost | must be an IP address
            PUBLIC_URL | ftp://a.example | must be http:// or https:// and a host
            PUBLIC_URL | https://a.example/path | must be http:// or https:// and a host
            PUBLIC_URL | members.example.org | must be http:// or https:// and a host
            SMTP_URL | http://mail | must begin with smtp:// or smtps://
            SMTP_URL | smtp://mail?tls=no | may end with ?starttls=required
            MASTER_KEY | c2hvcnQ= | must be 32 bytes in Base64
            MASTER_KEY | ??? | must be 32 bytes in Base64
            DATABASE_URL | mysql://a:b@c/d | must begin with postgresql://
            DATABASE_URL | postgresql://a@c/d | must name a role and its password
            TRUSTED_PROXIES | 10.0.0.0/33 | must be IP addresses or networks
            TRUSTED_PROXIES | 10.0.0.1,, | must be IP addresses or networks
            MODE | prod | must be development or production
            MAIL_FROM | nobody | must be an e-mail address
            MAIL_FROM | A, B <a@b.example> | must be an e-mail address
            MAIL_FROM | zoë@b.example | must be an e-mail address
            SMTP_URL | smtp://h:99999 | must have a port from 1 to 65535
            SMTP_URL | smtp://h:0 | must have a port from 1 to 65535
            DATABASE_URL | postgresql://a:b@c:70000/d | must have a port from 1 to 65535
            PUBLIC_URL | http://localhost:70000 | must be http:// or https:// and a host
            SMS_URL | sms.example.net | must begin with smpp:// or https://
            SMS_URL | smpp://u:p@h?tls=maybe | may say tls=required or tls=none
            SMS_URL | smpp://u:p@h?window=0 | must have a window from 1 to 100
            SMS_URL | smpp://u:p@h?color=red | may end with ?tls=, &window= and &system-type=
            SMS_URL | smpp://h | must name a user of up to 15 characters
            SMS_URL | smpp://u:longerthan8@h | must name a user of up to 15 characters, with a password of up to 8
            SMS_URL | http://sms.example.net/ | must begin with https://, unless GATEHOUSE_SMS_PRIVATE_ADDRESSES=allowed
            SMS_URL | https://{to}.example.net/ | may have {to}, {text}, {id} and {sender} behind the host only
            SMS_SENDER | Northwind Retail | must be up to 11 letters and digits, a number
            SMS_COUNTRIES | DE, Germany | must be ISO 3166 codes
            SMS_HTTP_HEADERS | Authorization: x | must be a JSON object of header names
            SMS_HTTP_HEADERS | {"X-Text":"{text}"} | must be a JSON object of header names
            SMS_HTTP_RECEIPT_TOKEN | short | must be at least 24 letters
            SMS_HTTP_MESSAGE_ID | id | must be a JSON Pointer
            ARGON2_PASSES | 0 | must be a whole number from 1 to 20
            """)
    void wrong(String name, String value, String expected) {
        var variable = "GATEHOUSE_" + name;
        assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
                .isInstanceOf(StartRefusal.class)
                .hasMessageStartingWith(variable + " " + expected)
                .hasMessageContaining("Example: " + variable + "=");
    }

    @Test
    @DisplayName("OPS-1 a password is never repeated, neither in a refusal nor in what is logged")
    void secretsStaySecret() {
        assertThatThrownBy(() -> Settings.of(Map.of("GATEHOUSE_DATABASE_URL", "postgresql://a:hunter 2@c/d")))
                .isInstanceOf(StartRefusal.class)
                .message()
                .doesNotContain("hunter");
        assertThat(DatabaseUrl.of("postgresql://a:hunter2@c/d")).asString().doesNotContain("hunter2");
        assertThat(SmtpServer.of("smtp://a:hunter2@c")).asString().doesNotContain("hunter2");
    }

    @Test
    @DisplayName("ACT-1 the settings of an HTTP gateway are looked at together, and its secrets are never repeated")
    void httpGateway() {
        var url = "https://key:hunter2@sms.example.net/send?to={to}";
        assertThatThrownBy(() -> Settings.of(Map.of("GATEHOUSE_SMS_HTTP_SECRET", "a secret of some length")))
                .hasMessageStartingWith("GATEHOUSE_SMS_HTTP_SECRET needs a GATEHOUSE_SMS_URL of an HTTP gateway");
        assertThatThrownBy(() -> Settings.of(
                        Map.of("GATEHOUSE_SMS_URL", url, "GATEHOUSE_SMS_HTTP_BODY", "{\"text\": {text}, hunter2")))
                .hasMessageStartingWith("GATEHOUSE_SMS_HTTP_BODY must be JSON")
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> Settings.of(Map.of("GATEHOUSE_SMS_URL", url, "GATEHOUSE_SMS_HTTP_BODY", "{}")))
                .hasMessageContaining("must have places for {to} and {text}")
                .message()
                .doesNotContain("hunter2");
        assertThatThrownBy(() -> Settings.of(Map.of(
                        "GATEHOUSE_SMS_URL", url, "GATEHOUSE_SMS_HTTP_HEADERS", "{\"X\":\"hunter2\\r\\nY: z\"}")))
                .message()
                .doesNotContain("hunter2");
        var sms = Settings.of(Map.of("GATEHOUSE_SMS_URL", url)).sms();
        assertThat(sms).asString().doesNotContain("hunter2");
        assertThat(sms).isInstanceOfSatisfying(SmsServer.Http.class, http -> {
            assertThat(http.url()).isEqualTo("https://sms.example.net/send?to={to}");
            assertThat(http.user()).isEqualTo("key");
            assertThat(http.password()).isEqualTo("hunter2");
        });
        assertThat(Settings.of(Map.of("GATEHOUSE_SMS_URL", "smpp://u:hunter2@h?tls=none"))
                        .sms())
                .asString()
                .isEqualTo("h:2775");
    }

    @Test
    @DisplayName("OPS-1 production needs https and a mail server")
    void production() {
        assertThatThrownBy(() -> Settings.of(Map.of("GATEHOUSE_MODE", "production")))
                .hasMessageContaining("GATEHOUSE_PUBLIC_URL");
        assertThatThrownBy(() -> Settings.of(
                        Map.of("GATEHOUSE_MODE", "production", "GATEHOUSE_PUBLIC_URL", "https://a.example")))
                .hasMessageContaining("GATEHOUSE_SMTP_URL");
    }

    @Test
    @DisplayName("OPS-1 NOT-3 without a mail server nothing may open the message viewer to others than this machine")
    void viewerStaysInside() {
        var opened = Map.of(
                "GATEHOUSE_ADDRESS", "0.0.0.0",
                "GATEHOUSE_PUBLIC_URL", "https://members.example.org",
                "GATEHOUSE_TRUSTED_PROXIES", "127.0.0.1");
        opened.forEach((variable, value) -> {
            assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
                    .isInstanceOf(StartRefusal.class)
                    .hasMessageContainingAll("/dev/messages", variable + "=", "Example: GATEHOUSE_SMTP_URL=");
            assertThat(Settings.of(Map.of(variable, value, "GATEHOUSE_SMTP_URL", "smtp://mail.example.org")))
                    .isNotNull();
        });
        for (var here : List.of("http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"))
            assertThat(Settings.of(Map.of("GATEHOUSE_PUBLIC_URL", here)).publicUrl())
                    .hasToString(here);
    }

    @Test
    @DisplayName("OPS-1 a name with a comma before the sender's address stands in quotes")
    void quotedSender() {
        assertThat(Settings.of(Map.of("GATEHOUSE_MAIL_FROM", "\"A, B\" <a@b.example>"))
                        .mailFrom())
                .isEqualTo("\"A, B\" <a@b.example>");
    }

    @Test
    @DisplayName("OPS-1 addresses are taken apart: percent-encoded passwords, default ports, TLS")
    void addresses() {
        var smtp = SmtpServer.of("smtp://me%40example.org:a%2Fb+c@mail.example.org?starttls=optional");
        assertThat(smtp)
                .isEqualTo(new SmtpServer("mail.example.org", 587, "me@example.org", "a/b+c", SmtpServer.Tls.OPTIONAL));
        assertThat(SmtpServer.of("smtps://mail.example.org").port()).isEqualTo(465);
        var database = DatabaseUrl.of("postgresql://own%65r:p%40ss@db:6543/members?sslmode=require");
        assertThat(database.jdbc()).isEqualTo("jdbc:postgresql://db:6543/members?sslmode=require");
        assertThat(database.password()).isEqualTo("p@ss");
        assertThat(DatabaseUrl.of(database.text())).isEqualTo(database);
    }

    @Test
    @DisplayName("OPS-1 a variable wins over the file, and a wrong line of the file is named")
    void file(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("conf"), "# ours\nGATEHOUSE_PORT = 9000\nGATEHOUSE_MODE=development\n");
        var settings = Settings.of(Map.of("GATEHOUSE_CONFIG_FILE", file.toString(), "GATEHOUSE_MODE", "development"));
        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.publicUrl()).hasToString("http://localhost:9000");
        Files.writeString(file, "\nGATEHOUSE_PRT=1\n");
        assertThatThrownBy(() -> Settings.of(Map.of("GATEHOUSE_CONFIG_FILE", file.toString())))
                .hasMessageContaining("GATEHOUSE_PRT in line 2 of " + file);
    }

    @Test
    @DisplayName("OPS-1 the master key is made once, for its owner's eyes only")
    void masterKey(@TempDir Path folder) throws IOException {
        var variables = Map.of("GATEHOUSE_DATA_DIR", folder.resolve("data").toString());
        var first = Settings.of(variables).masterKey();
        assertThat(Settings.of(variables).masterKey().derive("a")).isEqualTo(first.derive("a"));
        assertThat(first.derive("a")).hasSize(32).isNotEqualTo(first.derive("b"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("data/master.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("data")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    @DisplayName("OPS-1 docs/operator/settings.md has the table of the code; it stands in target/settings-table.md")
    void documented() throws IOException {
        Files.writeString(Path.of("target/settings-table.md"), Settings.table());
        assertThat(Files.readString(Path.of("docs/operator/settings.md"))).contains(Settings.table());
    }
}
