package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** English is seen on every journey, German and Arabic on one of their own; here every further language is. */
@InHouse
class EveryLanguageJourneyTest {

    private final House house;

    EveryLanguageJourneyTest(House house) {
        this.house = house;
    }

    static Stream<String> languages() {
        return new Texts()
                .all().stream()
                        .map(Texts.Language::tag)
                        .filter(tag -> !List.of("en", "de", "ar").contains(tag));
    }

    @ParameterizedTest(name = "CON-2 {0}")
    @MethodSource("languages")
    @DisplayName("CON-2 the console in every language, on a phone and at a desk, fits and is marked as what it is")
    void console(String tag) {
        var language = house.get(Texts.class).in(Locale.of(tag));
        var tenant = house.tenant("Northwind " + tag);
        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var here = "/o/" + tenant.slug();
        try (var phone = Person.onPhone(house)) {
            signIn(phone, language, tenant);
            for (var page :
                    List.of("members", "invitations/new", "roles", "teams/new", "settings", "usage", "audit-log"))
                look(phone.open(here + "/" + page), language, page);
            look(
                    phone.open(here + "/members/"
                            + Objects.requireNonNull(lena.member()).value() + "/removal"),
                    language,
                    "removal");
            look(phone.open("/me"), language, "me");
        }
        try (var desk = Person.atDesk(house)) {
            signIn(desk, language, tenant);
            desk.page().locator("[data-select]").first().check();
            look(desk, language, "desk");
        }
    }

    private void signIn(Person person, Texts.Language language, Tenant tenant) {
        person.page()
                .context()
                .addCookies(List.of(new Cookie("gatehouse-language", language.tag())
                        .setUrl(house.url().toString())));
        person.open("/sign-in")
                .fill(language.text("signin.identifier"), tenant.adminEmail())
                .fill(language.text("signin.password"), House.PASSWORD)
                .press(language.text("signin.submit"))
                .arrivesAt("/o/" + tenant.slug() + "/members");
    }

    private static void look(Person person, Texts.Language language, String page) {
        var root = person.page().locator("html");
        assertThat(root.getAttribute("lang")).isEqualTo(language.tag());
        assertThat(root.getAttribute("dir")).isEqualTo(language.direction());
        person.look("language-" + language.tag() + "-" + page.replace('/', '-'));
    }
}
