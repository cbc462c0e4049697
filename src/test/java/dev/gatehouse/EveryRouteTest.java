package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What holds of every route that there is, also of those that are added later: the routes are asked of the server itself. */
@InHouse
class EveryRouteTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{[^/}]+}");

    /** What differs between two answers of one page: ids, tokens, the name of the request. */
    private static final Pattern FLEETING = Pattern.compile(
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|name=\"_csrf\" value=\"[^\"]*\"|content=\"[^\"]*\" data-header|[0-9a-f]{16}");

    private final House house;

    EveryRouteTest(House house) {
        this.house = house;
    }

    /** Where an organization's people come in: open to everybody, and the same for those who are signed in elsewhere. */
    private static final Set<String> DOORS = Set.of("/o/{slug}", "/o/{slug}/sign-in");

    /** One way to ask for something; the pattern still has its variables. */
    private record Route(String pattern, boolean post) {

        /** The address with these values for its variables, in their order; the last value serves all that are left. */
        String at(String... values) {
            var place = new int[1];
            return VARIABLE.matcher(pattern).replaceAll(found -> values[Math.min(place[0]++, values.length - 1)]);
        }

        long variables() {
            return VARIABLE.matcher(pattern).results().count();
        }
    }

    @Test
    @DisplayName("ACT-3 no route takes a form without the page's token")
    void everyFormNeedsItsToken() {
        var tenant = house.tenant("Northwind");
        var browser = signedIn(tenant);
        var member = Objects.requireNonNull(tenant.admin().member()).toString();
        var forms = routes().stream().filter(Route::post).toList();
        assertThat(forms).hasSizeGreaterThan(20);

        var softly = new SoftAssertions();
        for (var form : forms) {
            var path = form.pattern().startsWith("/o/") ? form.at(tenant.slug(), member) : form.at("A".repeat(43));
            var answer = browser.post(path, Map.of("email", "mei@example.com"));
            // Other servers have no page to take a token from: they show their own secret, or there is nothing there.
            var hidden = path.startsWith("/hooks/") && answer.statusCode() == 404;
            var asksAgain =
                    answer.statusCode() == 303 && Browser.location(answer).equals(path);
            softly.assertThat(answer.statusCode() == 403 || asksAgain || hidden)
                    .as("%s answers %s", path, answer.statusCode())
                    .isTrue();
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("ORG-3 by every route another organization's things are not there, like those that nobody has")
    void foreignThings() {
        var mine = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var browser = signedIn(mine);
        var theirs = Objects.requireNonNull(foreign.admin().member()).toString();
        var byId = routes().stream()
                .filter(route -> route.pattern().startsWith("/o/{") && route.variables() > 1)
                .toList();
        assertThat(byId).hasSizeGreaterThan(4);

        var softly = new SoftAssertions();
        for (var route : byId) {
            var answer = ask(browser, mine, route, route.at(mine.slug(), theirs));
            var nobodys = ask(
                    browser,
                    mine,
                    route,
                    route.at(mine.slug(), UUID.randomUUID().toString()));
            softly.assertThat(answer.statusCode()).as(route.toString()).isEqualTo(404);
            softly.assertThat(lasting(answer)).as(route.toString()).isEqualTo(lasting(nobodys));
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("ORG-3 nothing of an organization that one is no member of is there, as if it did not exist")
    void foreignOrganizations() {
        var mine = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var browser = signedIn(mine);
        var theirs = Objects.requireNonNull(foreign.admin().member()).toString();

        var softly = new SoftAssertions();
        for (var route : routes()) {
            if (!route.pattern().startsWith("/o/{") || DOORS.contains(route.pattern())) continue;
            var answer = ask(browser, mine, route, route.at(foreign.slug(), theirs));
            var nobodys = ask(browser, mine, route, route.at("nobody-has-this", theirs));
            softly.assertThat(answer.statusCode()).as(route.toString()).isEqualTo(404);
            softly.assertThat(lasting(answer).replace(foreign.slug(), ""))
                    .as(route.toString())
                    .isEqualTo(lasting(nobodys).replace("nobody-has-this", ""));
        }
        softly.assertAll();
    }

    @Test
    @DisplayName("ORG-7 the operators' pages and other people's sessions are not there for an organization admin")
    void notMine() {
        var mine = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var browser = signedIn(mine);
        signedIn(foreign);
        var session = house.asOwner()
                .sql("select id from session where account_id = :account")
                .param("account", foreign.admin().requireAccount().value())
                .query(UUID.class)
                .single();

        var softly = new SoftAssertions();
        for (var route : routes()) {
            var operators = route.pattern().startsWith("/operator/");
            if (!operators && !(route.pattern().startsWith("/me/") && route.variables() > 0)) continue;
            var id = operators ? foreign.id().toString() : session.toString();
            softly.assertThat(ask(browser, mine, route, route.at(id)).statusCode())
                    .as(route.toString())
                    .isEqualTo(404);
        }
        softly.assertAll();
        assertThat(house.asOwner()
                        .sql("select count(*) from session where id = :id")
                        .param("id", session)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private Browser signedIn(Tenant tenant) {
        var browser = new Browser(house);
        assertThat(browser.signIn(tenant.adminEmail(), House.PASSWORD).statusCode())
                .isEqualTo(303);
        return browser;
    }

    private static HttpResponse<String> ask(Browser browser, Tenant mine, Route route, String path) {
        if (!route.post()) return browser.get(path);
        return browser.post(path, Map.of("_csrf", browser.token("/o/" + mine.slug() + "/members")));
    }

    private static String lasting(HttpResponse<String> answer) {
        return FLEETING.matcher(answer.body()).replaceAll("");
    }

    private List<Route> routes() {
        var routes = new ArrayList<Route>();
        house.get(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> {
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    for (var pattern : info.getPatternValues()) {
                        if (methods.isEmpty() || methods.contains(RequestMethod.GET))
                            routes.add(new Route(pattern, false));
                        if (methods.isEmpty() || !methods.equals(Set.of(RequestMethod.GET)))
                            routes.add(new Route(pattern, true));
                    }
                });
        return routes;
    }
}
