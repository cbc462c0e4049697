package dev.gatehouse.signin;

import static dev.gatehouse.testing.Browser.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ForgotPasswordTest {

    private static final String NEW_PASSWORD = "nine lanterns over water";
    private static final Pattern LINK = Pattern.compile("https?://\\S+/reset-password/[A-Za-z0-9_-]{43}");

    private final House house;

    ForgotPasswordTest(House house) {
        this.house = house;
    }

    @BeforeEach
    void clean() throws FolderException {
        house.runJobs();
        house.asOwner().sql("delete from limit_window").update();
        house.mail().purgeEmailFromAllMailboxes();
    }

    @Test
    @DisplayName("ACT-4 the link sets a new password, ends every session, a stranger's too, and tells the owner")
    void resets() {
        var tenant = house.tenant("Northwind");
        var stranger = new Browser(house);
        stranger.signIn(tenant.adminEmail(), House.PASSWORD);
        assertThat(stranger.get("/me").statusCode()).isEqualTo(200);
        var path = ask(tenant);

        var browser = new Browser(house);
        var done = browser.submit(path, path, "password", NEW_PASSWORD);

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(location(done)).endsWith("/sign-in");
        assertThat(location(stranger.get("/me"))).contains("/sign-in");
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.signIn(tenant.adminEmail(), NEW_PASSWORD).statusCode())
                .isEqualTo(303);
        house.runJobs();
        assertThat(subjects(tenant)).contains("Your password was changed");
        assertThat(browser.submit(path, path, "password", "yet another long one")
                        .statusCode())
                .as("the link works once")
                .isEqualTo(410);
    }

    @Test
    @DisplayName("ACT-4 whether or not there is an account, the page, the status and the work are the same")
    void sameAnswer() {
        var tenant = house.tenant("Northwind");
        var nobody = "nobody@" + tenant.slug() + ".example";
        var jobs = jobs();
        var known =
                new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail());
        var jobsAfterKnown = jobs();
        var unknown = new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", nobody);

        assertThat(known.statusCode()).isEqualTo(unknown.statusCode()).isEqualTo(200);
        assertThat(SignInTest.plain(known, tenant.adminEmail())).isEqualTo(SignInTest.plain(unknown, nobody));
        assertThat(jobsAfterKnown - jobs).isEqualTo(jobs() - jobsAfterKnown).isEqualTo(1);
        house.runJobs();
        assertThat(List.of(house.mail().getReceivedMessages())).hasSize(1);
    }

    @Test
    @DisplayName("ACT-4 an address that was never confirmed gets no link")
    void unconfirmed() {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("update account_email set verified_at = null where account_id = ?")
                .param(tenant.admin().requireAccount().value())
                .update();

        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail());
        house.runJobs();

        assertThat(house.mail().getReceivedMessages()).isEmpty();
    }

    @Test
    @DisplayName("ACT-4 looking at the link does not use it up, however often a mail scanner does")
    void scanner() {
        var path = ask(house.tenant("Northwind"));
        for (var i = 0; i < 3; i++)
            assertThat(new Browser(house).get(path).statusCode()).isEqualTo(200);

        assertThat(new Browser(house)
                        .submit(path, path, "password", NEW_PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-4 one link used twenty times at once sets one password")
    void race() {
        var tenant = house.tenant("Northwind");
        var secret = ask(tenant).substring("/reset-password/".length());
        var face = house.get(ForgotPassword.class);

        var outcomes = Race.of(20, i -> {
            face.reset(secret, "lantern number " + i + " over water", new Origin("203.0.113." + i, ""));
            return i;
        });

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOf(Refusal.class));
        var won = outcomes.stream().filter(Race.Outcome::won).findFirst().orElseThrow();
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), "lantern number " + won.result() + " over water")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-4 a newer link ends the older one")
    void newer() {
        var tenant = house.tenant("Northwind");
        var older = ask(tenant);
        var newer = ask(tenant);

        assertThat(new Browser(house).get(older).statusCode()).isEqualTo(410);
        assertThat(new Browser(house)
                        .submit(newer, newer, "password", NEW_PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-4 a password that was changed elsewhere ends the link")
    void changedElsewhere() {
        var tenant = house.tenant("Northwind");
        var path = ask(tenant);
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        assertThat(browser.submit("/me", "/me/password", "current", House.PASSWORD, "password", NEW_PASSWORD)
                        .statusCode())
                .isEqualTo(303);

        assertThat(new Browser(house).get(path).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName("ACT-4 another address ends the link, though it still looks good")
    void otherAddress() {
        var tenant = house.tenant("Northwind");
        var path = ask(tenant);
        house.asOwner()
                .sql("update account_email set email = 'x' || email where account_id = ?")
                .param(tenant.admin().requireAccount().value())
                .update();

        var answer = new Browser(house).submit(path, path, "password", NEW_PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new Browser(house)
                        .signIn(tenant.adminEmail(), House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-4 the link ends after 24 hours, decided when it is used")
    void expires() {
        var path = ask(house.tenant("Northwind"));
        house.clock().tick(Duration.ofHours(24).minusSeconds(1));
        assertThat(new Browser(house).get(path).statusCode()).isEqualTo(200);
        house.clock().tick(Duration.ofSeconds(1));
        assertThat(new Browser(house).get(path).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName("ACT-6 a bad password is refused at its field, and the link is as good as before")
    void badPassword() {
        var tenant = house.tenant("Northwind");
        var path = ask(tenant);
        var browser = new Browser(house);

        assertThat(browser.submit(path, path, "password", "short").body()).contains("At least 15 characters");
        assertThat(browser.submit(path, path, "password", "passwordpassword1").body())
                .contains("first that anybody would guess");
        assertThat(browser.submit(path, path, "password", "okafor likes otters").body())
                .contains("contains a name");
        assertThat(browser.submit(path, path, "password", NEW_PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @Test
    @DisplayName("ACT-4 a forged Host header does not reach the mail")
    void forgedHost() throws IOException {
        var tenant = house.tenant("Northwind");
        var browser = new Browser(house);
        var token = SignInTest.tokenOf(browser.get("/forgot-password"));
        var body = "identifier=" + tenant.adminEmail().replace("@", "%40") + "&_csrf=" + token;
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), house.url().getPort())) {
            socket.getOutputStream()
                    .write(("POST /forgot-password HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                                    + "Cookie: gatehouse_csrf=" + browser.cookie("gatehouse_csrf") + "\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(" 200 ");
        }
        house.runJobs();

        assertThat(GreenMailUtil.getWholeMessage(house.mail().getReceivedMessages()[0]))
                .doesNotContain("evil.example");
        assertThat(link(house.mail().getReceivedMessages()[0]))
                .startsWith(house.url().toString());
    }

    @Test
    @DisplayName("ACT-4 asking without end sends five mails an hour to one address and says nothing else")
    void flood() {
        var tenant = house.tenant("Northwind");
        for (var i = 0; i < 8; i++)
            assertThat(new Browser(house)
                            .submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail())
                            .statusCode())
                    .isEqualTo(200);
        house.runJobs();

        assertThat(house.mail().getReceivedMessages()).hasSize(5);
    }

    @Test
    @DisplayName("ACT-4 the secret is stored nowhere but in the mail")
    void stored() {
        var path = ask(house.tenant("Northwind"));
        var secret = path.substring("/reset-password/".length());

        for (var table : List.of("one_time_secret", "message", "event", "scheduled_tasks"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                            .param(secret)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
    }

    /** Asks for a link and takes it from the mail; its path. */
    private String ask(Tenant tenant) {
        new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", tenant.adminEmail());
        house.runJobs();
        var mails = house.mail().getReceivedMessages();
        return link(mails[mails.length - 1]).substring(house.url().toString().length());
    }

    private List<String> subjects(Tenant tenant) {
        var subjects = new ArrayList<String>();
        for (var mail : house.mail().getReceivedMessages()) {
            try {
                if (mail.getAllRecipients()[0].toString().contains(tenant.adminEmail()))
                    subjects.add(mail.getSubject());
            } catch (MessagingException e) {
                throw new AssertionError(e);
            }
        }
        return subjects;
    }

    private int jobs() {
        return house.asOwner()
                .sql("select count(*) from scheduled_tasks where task_name = 'password-reset'")
                .query(Integer.class)
                .single();
    }

    private static String link(MimeMessage mail) {
        try {
            var matcher = LINK.matcher(text(mail.getContent()));
            assertThat(matcher.find()).isTrue();
            return matcher.group();
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Object content) throws IOException, MessagingException {
        if (!(content instanceof MimeMultipart parts)) return content.toString();
        BodyPart first = parts.getBodyPart(0);
        return text(first.getContent());
    }
}
