package dev.gatehouse.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Files on their way in: how large, how slow and how many they may be, and who is answered before they came. */
@InHouse
class UploadsTest {

    private final House house;

    UploadsTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("CRE-4 a file over 300 MB is refused with a sentence at the field, whether it says its size or not")
    void tooLarge() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var token = admin.token(here + "/import");
        var size = Upload.LARGEST + 1;
        for (var said : new boolean[] {true, false}) {
            var head = UploadForm.head(token, "people.csv");
            var whole = BodyPublishers.ofInputStream(() -> body(head, size));
            var sized = BodyPublishers.fromPublisher(whole, head.length + size + UploadForm.tail().length);
            var answer = admin.post(here + "/import", "multipart/form-data; boundary=b", said ? sized : whole);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("larger than 300 MB");
        }
    }

    @Test
    @DisplayName("CRE-4 security.md 10 elsewhere a form of many megabytes is still refused")
    void elsewhereSmall() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var form = UploadForm.multipart(admin.token(here + "/settings"), "x.png", "x".repeat(5_000_000), "none");
        for (var action : new String[] {here + "/settings/logo", here + "/import/" + UUID.randomUUID() + "/columns"})
            assertThat(admin.post(action, "multipart/form-data; boundary=b", BodyPublishers.ofByteArray(form))
                            .statusCode())
                    .as(action)
                    .isGreaterThanOrEqualTo(400);
    }

    @Test
    @DisplayName("CRE-4 security.md 10 who may not import, or shows no token, is answered before the file has come")
    void answeredBefore() throws IOException {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena-early@example.com");
        var here = "/o/" + tenant.slug();
        var lena = signedIn("lena-early@example.com");
        var admin = signedIn(tenant.adminEmail());
        assertThat(statusOfBeginning(lena, here, lena.token(here + "/members"))).isEqualTo("403");
        assertThat(statusOfBeginning(admin, here, "forged")).isEqualTo("403");
        assertThat(statusOfBeginning(new Browser(house), here, "forged")).isEqualTo("403");
        var stranger = signedIn(house.tenant("Contoso").adminEmail());
        assertThat(statusOfBeginning(stranger, here, stranger.token("/me"))).isEqualTo("404");
    }

    @Test
    @DisplayName(
            "CRE-4 security.md 11 while two files of an organization are received a third is to wait, and one of another organization is taken")
    void atOnce() throws IOException {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var elsewhere = house.tenant("Contoso");
        var token = admin.token(here + "/members");
        try (var one = beginning(admin, here, token, 200_000_000);
                var two = beginning(admin, here, token, 200_000_000)) {
            Awaitility.await("both to be received")
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> places(tenant) == UploadPlaces.MOST_OF_ONE);

            var third = UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none");

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.body()).contains("Other lists are being uploaded at the moment. Try again in 1 minute");
            assertThat(UploadForm.post(
                                    signedIn(elsewhere.adminEmail()),
                                    "/o/" + elsewhere.slug(),
                                    "people.csv",
                                    UploadForm.LIST,
                                    "none")
                            .statusCode())
                    .isEqualTo(303);
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
        Awaitility.await("both to be given up")
                .pollInterval(Duration.ofMillis(50))
                .until(() -> places(tenant) == 0);
        assertThat(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName(
            "CRE-4 security.md 11 an organization keeps so many imports that have not ended; a file without wrong rows is kept until its people are in")
    void kept() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var first = Browser.location(UploadForm.post(
                admin, here, "people.csv", UploadForm.LIST.replace(",Nobody,not an address\n", ""), "none"));
        assertThat(pieces(tenant)).isPositive();
        house.asOwner()
                .sql("""
                        insert into import_run (organization_id, created_by, file_name, language, header, created_at, state_at)
                        select organization_id, created_by, file_name, language, header, created_at, state_at
                          from import_run, generate_series(2, :most) where organization_id = :organization
                        """)
                .param("most", Imports.MOST_OPEN)
                .param("organization", tenant.id().value())
                .update();

        var refused = UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("has 20 imports that are not finished", "Finish one of them, or discard it.");
        house.runJobs();
        admin.submit(first, first + "/confirmation", "consent", "0");
        house.runJobs();
        assertThat(pieces(tenant)).isZero();
        assertThat(UploadForm.post(admin, here, "people.csv", UploadForm.LIST, "none")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName(
            "CRE-4 security.md 11 a file that is too large is heard out for half a minute, and one that is not for half an hour, however much is to come")
    void slow() throws IOException {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var here = "/o/" + tenant.slug();
        var token = admin.token(here + "/import");
        assertThat(answerAfter(tenant, Duration.ofSeconds(31), beginning(admin, here, token, 700_000_000)))
                .contains("422", "larger than 300 MB");
        assertThat(answerAfter(tenant, Duration.ofMinutes(31), beginning(admin, here, token, 200_000_000)))
                .contains("422", "did not arrive whole");
    }

    /** Sends a little more each time that so much has passed, until the server has heard enough. */
    private String answerAfter(Tenant tenant, Duration time, Socket socket) throws IOException {
        try (socket) {
            Awaitility.await("the file to be received").until(() -> places(tenant) == 1);
            Awaitility.await("an answer").pollInterval(Duration.ofMillis(100)).until(() -> {
                if (socket.getInputStream().available() > 0) return true;
                house.clock().tick(time);
                socket.getOutputStream().write("Ada,Byron\n".getBytes(StandardCharsets.UTF_8));
                return false;
            });
            var answer = new ByteArrayOutputStream();
            var piece = new byte[1 << 13];
            // To the end of the page: the server listens on for a while before it hangs up.
            while (!answer.toString(StandardCharsets.UTF_8).contains("</html>")) {
                var read = socket.getInputStream().read(piece);
                assertThat(read).as("what ended: %s", answer).isPositive();
                answer.write(piece, 0, read);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** Sends the head of a large upload and a first piece of it, and waits for the answer without sending more. */
    private String statusOfBeginning(Browser browser, String here, String token) throws IOException {
        try (var socket = beginning(browser, here, token, 200_000_000)) {
            var line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            return line.substring(line.indexOf(' ') + 1);
        }
    }

    private Socket beginning(Browser browser, String here, String token, long length) throws IOException {
        var socket = new Socket(house.url().getHost(), house.url().getPort());
        socket.setSoTimeout(20_000);
        var head = "POST " + here + "/import HTTP/1.1\r\nHost: "
                + house.url().getAuthority()
                + "\r\nCookie: gatehouse_session=" + browser.cookie("gatehouse_session") + "; gatehouse_csrf="
                + browser.cookie("gatehouse_csrf")
                + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(UploadForm.head(token, "people.csv"));
        socket.getOutputStream().write("First name,Last name\n".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static InputStream body(byte[] head, long size) {
        var rows = new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? '\n' : -1;
            }

            @Override
            public int read(byte[] target, int from, int most) {
                if (left <= 0) return -1;
                var read = (int) Math.min(most, left);
                Arrays.fill(target, from, from + read, (byte) '\n');
                left -= read;
                return read;
            }
        };
        return new SequenceInputStream(
                new SequenceInputStream(new ByteArrayInputStream(head), rows),
                new ByteArrayInputStream(UploadForm.tail()));
    }

    private int places(Tenant tenant) {
        return house.get(UploadPlaces.class).taken(tenant.id());
    }

    private int pieces(Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from import_piece where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private Browser signedIn(String address) {
        var browser = new Browser(house);
        assertThat(browser.signIn(address, House.PASSWORD).statusCode()).isEqualTo(303);
        return browser;
    }
}
