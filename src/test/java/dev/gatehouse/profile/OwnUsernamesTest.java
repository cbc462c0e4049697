package dev.gatehouse.profile;

import static dev.gatehouse.profile.Own.SIGN_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OwnUsernamesTest {

    private final House house;
    private final Own own;

    OwnUsernamesTest(House house) {
        this.house = house;
        this.own = new Own(house);
    }

    @Test
    @DisplayName(
            "ACT-3 a username that is taken in one of two organizations is said at its field, and nothing is half done")
    void taken() {
        var north = house.tenant("Northwind");
        var contoso = house.tenant("Contoso");
        var lena = house.member(north, "Lena", "Fischer", "lena@taken.test");
        var there = own.also(contoso, lena, "lena@taken.test");
        house.member(contoso, "Jonas", "Lindqvist", "jonas@taken.test");
        var jonas = own.signedIn("jonas@taken.test");
        jonas.submit(
                SIGN_IN, SIGN_IN + "/usernames", "username." + contoso.slug(), "Captain", "current", House.PASSWORD);
        var browser = own.signedIn("lena@taken.test");

        var answer = browser.submit(
                SIGN_IN,
                SIGN_IN + "/usernames",
                "username." + north.slug(),
                "captain",
                "username." + contoso.slug(),
                "captain",
                "current",
                House.PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("id=\"username." + contoso.slug() + "-error\"", "Somebody else in Contoso")
                .doesNotContain("id=\"username." + north.slug() + "-error\"");
        assertThat(own.shown(lena, "username")).isEmpty();
        assertThat(own.shown(there, "username")).isEmpty();

        assertThat(browser.submit(
                                SIGN_IN,
                                SIGN_IN + "/usernames",
                                "username." + north.slug(),
                                "captain",
                                "username." + contoso.slug(),
                                "lena",
                                "current",
                                House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        assertThat(own.shown(lena, "username")).isEqualTo("captain");
        assertThat(own.shown(there, "username")).isEqualTo("lena");
        assertThat(house.mailTo("lena@taken.test")).contains("Usernames were changed.");
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from event where kind = 'member.username_changed' and organization_id = ?")
                        .param(contoso.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("ACT-3 a username opens the account at once, and what could be an address or a number is none")
    void opens() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@opens.test");
        var browser = own.signedIn("lena@opens.test");
        var field = "username." + tenant.slug();

        for (var odd : new String[] {"jonas@opens.test", "+4915112345678", "4915112345678", "a", "a b", "<b>"}) {
            var answer = browser.submit(SIGN_IN, SIGN_IN + "/usernames", field, odd, "current", House.PASSWORD);
            assertThat(answer.statusCode()).as(odd).isEqualTo(422);
        }
        assertThat(browser.submit(SIGN_IN, SIGN_IN + "/usernames", field, "Lena.Opens", "current", House.PASSWORD)
                        .statusCode())
                .isEqualTo(303);
        assertThat(own.opens("lena.opens")).isTrue();
        browser.submit(SIGN_IN, SIGN_IN + "/usernames", field, "", "current", House.PASSWORD);
        assertThat(own.opens("lena.opens")).isFalse();
    }

    @Test
    @DisplayName("ACT-3 of eight who want one username at the same moment, one gets it")
    void raced() {
        var tenant = house.tenant("Northwind");
        var usernames = house.get(OwnUsernames.class);
        var people = IntStream.range(0, 8)
                .mapToObj(i -> house.member(tenant, "P" + i, "Q", "p" + i + "@names.test"))
                .toList();

        var outcomes = Race.of(8, i -> {
            usernames.setUsernames(
                    people.get(i), Map.of("username." + tenant.slug(), i % 2 == 0 ? "desk" : "DESK"), House.PASSWORD);
            return true;
        });

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
    }

    @Test
    @DisplayName(
            "ACT-3 what an integration owns cannot be changed, nor the username of an organization that one is no member of")
    void external() {
        var north = house.tenant("Northwind");
        var contoso = house.tenant("Contoso");
        var lena = house.member(north, "Lena", "Fischer", "lena@external.test");
        var there = own.also(contoso, lena, "lena@external.test");
        own.external(there);
        var foreign = house.tenant("Fabrikam");
        var browser = own.signedIn("lena@external.test");

        assertThat(browser.get(SIGN_IN + "/usernames").body())
                .contains("username." + north.slug())
                .doesNotContain("username." + contoso.slug());
        browser.submit(
                SIGN_IN,
                SIGN_IN + "/usernames",
                "username." + contoso.slug(),
                "boss",
                "username." + foreign.slug(),
                "boss",
                "current",
                House.PASSWORD);

        assertThat(own.shown(there, "username")).isEmpty();
        assertThat(house.asOwner()
                        .sql("select count(*) from member where username = 'boss'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
