package dev.gatehouse.profile;

import static dev.gatehouse.profile.Own.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OwnPhoneTest {

    private static final String FIRST = "+4915112345601";
    private static final String SECOND = "+4915112345602";

    private final House house;
    private final Own own;

    OwnPhoneTest(House house) {
        this.house = house;
        this.own = new Own(house);
    }

    @Test
    @DisplayName(
            "ACT-3 a number that was added opens the account at once and stands in the records; another takes its place, and it opens nothing any more")
    void changed() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@phone.test");
        var browser = own.signedIn("lena@phone.test");

        own.addPhone(browser, FIRST);
        assertThat(own.opens("0049 151 123456-01")).isTrue();
        assertThat(own.shown(lena, "phone")).isEqualTo(FIRST);
        assertThat(house.mailTo("lena@phone.test")).contains("The phone number •••\u00a001 was set.");

        own.addPhone(browser, SECOND);
        assertThat(own.opens(FIRST)).isFalse();
        assertThat(own.opens(SECOND)).isTrue();
        assertThat(own.shown(lena, "phone")).isEqualTo(SECOND);

        var removal = SIGN_IN + "/phone/removal";
        assertThat(browser.get(removal).body()).contains("+49\u00a01511\u00a02345602", "Northwind");
        assertThat(browser.submit(SIGN_IN, removal, "current", House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(own.opens(SECOND)).isFalse();
        assertThat(own.shown(lena, "phone")).isEmpty();
        assertThat(house.mailTo("lena@phone.test")).contains("The phone number •••\u00a002 was removed.");
        assertThat(browser.get(removal).statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("ACT-3 adding a number tells nothing about who else has it, and changes nothing for them")
    void shared() {
        var tenant = house.tenant("Northwind");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@shared.test");
        own.addPhone(own.signedIn("jonas@shared.test"), "+4915112345631");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@shared.test");
        var browser = own.signedIn("lena@shared.test");

        var free = browser.submit(SIGN_IN, SIGN_IN + "/phone", "phone", "+4915112345632", "current", House.PASSWORD);
        var taken = browser.submit(SIGN_IN, SIGN_IN + "/phone", "phone", "+4915112345631", "current", House.PASSWORD);
        assertThat(plain(taken.body())).isEqualTo(plain(free.body()));
        own.addPhone(browser, "+4915112345631");

        assertThat(own.shown(jonas, "phone")).isEqualTo("+4915112345631");
        assertThat(own.shown(lena, "phone")).isEmpty();
        assertThat(browser.get(SIGN_IN).body()).contains("+49\u00a01511\u00a02345631");
    }

    @Test
    @DisplayName(
            "ACT-3 people without an address are told by a text message to the number that they had; and keep it while it is the last way in")
    void withoutAddress() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@without.test");
        var browser = own.signedIn("lena@without.test");
        own.addPhone(browser, "+4915112345611");
        var email = SIGN_IN + "/emails/" + own.idOf(lena, "lena@without.test") + "/removal";
        assertThat(browser.submit(SIGN_IN, email, "current", House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(own.shown(lena, "email")).isEmpty();

        var last = browser.submit(SIGN_IN, SIGN_IN + "/phone/removal", "current", House.PASSWORD);
        assertThat(last.statusCode()).isEqualTo(422);
        assertThat(last.body()).contains("the last thing that opens your account");
        house.asOwner().sql("delete from limit_window").update();
        own.addPhone(browser, "+4915112345612");

        assertThat(house.smsTo("+4915112345611")).contains("what opens your account was changed");
        assertThat(own.opens("+4915112345612")).isTrue();
    }

    @Test
    @DisplayName("ACT-5 where a code follows the password, what it goes to last stays")
    void reach() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@reach.test");
        var browser = own.signedIn("lena@reach.test");
        assertThat(browser.submit(
                                SIGN_IN,
                                SIGN_IN + "/usernames",
                                "username." + tenant.slug(),
                                "lena.reach",
                                "current",
                                House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        assertThat(browser.submit(SIGN_IN, SIGN_IN + "/second-factor", "on", "true", "current", "wrong")
                        .statusCode())
                .isEqualTo(422);
        assertThat(browser.submit(SIGN_IN, SIGN_IN + "/second-factor", "on", "true", "current", House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        var removal = SIGN_IN + "/emails/" + own.idOf(lena, "lena@reach.test") + "/removal";

        var refused = browser.submit(SIGN_IN, removal, "current", House.PASSWORD);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("could not reach you any more");
        browser.submit(SIGN_IN, SIGN_IN + "/second-factor", "on", "false", "current", House.PASSWORD);
        assertThat(browser.submit(SIGN_IN, removal, "current", House.PASSWORD).statusCode())
                .isEqualTo(303);
        assertThat(own.opens("lena.reach")).isTrue();
    }

    @Test
    @DisplayName("ACT-3 what is no number, needs its country, or gets no text messages is said in the pane")
    void wrong() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@wrong.test");
        var browser = own.signedIn("lena@wrong.test");

        for (var typed : new String[] {"", "12", "0151 12345678", "+49 30 1", "lena"}) {
            var answer = browser.submit(SIGN_IN, SIGN_IN + "/phone", "phone", typed, "current", House.PASSWORD);
            assertThat(answer.statusCode()).as(typed).isEqualTo(422);
            assertThat(answer.body()).contains("phone-error");
        }
        var landline = browser.submit(SIGN_IN, SIGN_IN + "/phone", "phone", "+49 30 901820", "current", House.PASSWORD);
        assertThat(landline.statusCode()).isEqualTo(422);
        assertThat(landline.body()).contains("Text messages need a mobile number");
        house.asOwner()
                .sql("update organization_policy set default_country = 'DE' where organization_id = ?")
                .param(tenant.id().value())
                .update();
        assertThat(browser.submit(SIGN_IN, SIGN_IN + "/phone", "phone", "0151 12345621", "current", House.PASSWORD)
                        .body())
                .contains("+4915112345621");
    }

    private static String plain(String body) {
        return Objects.requireNonNull(body)
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"|content=\"[^\"]*\" data-header|[0-9a-f]{16}", "")
                .replaceAll("1123456[0-9]{2}|5112345[0-9]{3}", "x");
    }
}
