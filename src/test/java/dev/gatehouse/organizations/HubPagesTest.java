package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

@InHouse
class HubPagesTest {

    private final House house;
    private final Hubs hubs;

    HubPagesTest(House house) {
        this.house = house;
        this.hubs = house.get(Hubs.class);
    }

    @Test
    @DisplayName(
            "ORG-2 an organization admin makes, renames, archives and restores a hub and a repository with forms alone")
    void forms() {
        var tenant = house.tenant("Northwind");
        var admin = signedIn(tenant.adminEmail());
        var list = "/o/" + tenant.slug() + "/hubs";

        assertThat(admin.get(list).body()).contains("No hubs yet", list + "/new");
        var refused = admin.submit(list + "/new", list, "name", "a\u202eb");
        assertThat(refused.body()).contains("name-error", "Type it anew");
        var page = Browser.location(admin.submit(list + "/new", list, "name", "Europe"));
        assertThat(page).startsWith(list + "/");
        assertThat(admin.get(page).body())
                .contains("The hub Europe was created.", "/grants/new?scope=", page + "/name", page + "/archive");
        assertThat(admin.submit(list + "/new", list, "name", "EUROPE").body())
                .contains("There is a hub called EUROPE already", "value=\"EUROPE\"");
        admin.submit(page + "/name", page + "/name", "name", "Europa");
        assertThat(admin.get(list).body()).contains("Europa").doesNotContain("Europe<");

        admin.submit(page + "/repositories/new", page + "/repositories", "name", "Catalogue");
        var hub = page.substring(page.lastIndexOf('/') + 1);
        var inside = hubs.repositories(tenant.admin(), ScopeId.parse(hub), PlaceQuery.all())
                .rows()
                .getFirst();
        var repository = page + "/repositories/" + inside.id();
        assertThat(admin.get(repository).body()).contains("Catalogue", repository + "/archive", "/grants/new?scope=");
        admin.submit(repository + "/name", repository + "/name", "name", "Katalog");
        admin.submit(repository + "/archive", repository + "/archive");
        assertThat(admin.get(repository).body())
                .contains("Katalog", "This repository is archived", repository + "/restoration")
                .doesNotContain(repository + "/name", "/grants/new?scope=");
        admin.submit(repository + "/restoration", repository + "/restoration");

        assertThat(admin.get(page + "/archive").body())
                .contains("Archive Europa?", "Its repository is archived with it");
        admin.submit(page + "/archive", page + "/archive");
        assertThat(admin.get(page).body())
                .contains("This hub is archived", page + "/restoration", "Nothing while it is archived.")
                .doesNotContain(page + "/name", page + "/repositories/new", "/grants/new?scope=");
        assertThat(admin.get(repository).body())
                .contains("The hub Europa is archived")
                .doesNotContain(repository + "/restoration", repository + "/archive");
        assertThat(admin.get(list).body()).doesNotContain("Europa<");
        assertThat(admin.get(list + "?state=archived").body()).contains("Europa<");
        admin.submit(page + "/restoration", page + "/restoration");
        assertThat(admin.get(page).body()).doesNotContain("This hub is archived");
    }

    @Test
    @DisplayName(
            "ORG-2 members, hub admins and community admins see every hub, no button that is not theirs, and every route refuses them")
    void refused() {
        var tenant = house.tenant("Northwind");
        var hub = hubs.create(tenant.admin(), "Europe");
        var other = hubs.create(tenant.admin(), "Asia");
        var repository = hubs.createRepository(tenant.admin(), hub.id(), "Catalogue");
        with(tenant, "hub", PredefinedRole.HUB_ADMIN, hub.id());
        with(tenant, "community", PredefinedRole.COMMUNITY_ADMIN, ScopeId.of(tenant.id()));
        with(tenant, "plain", PredefinedRole.REPOSITORY_VIEWER, repository.id());
        var list = "/o/" + tenant.slug() + "/hubs";
        var page = list + "/" + hub.id();
        var inside = page + "/repositories/" + repository.id();
        for (var name : List.of("plain", "hub", "community")) {
            var person = signedIn(address(tenant, name));
            for (var shown : List.of(list, page, inside))
                assertThat(person.get(shown).body())
                        .as(name + " at " + shown)
                        .doesNotContain(list + "/new", "/name\"", "/archive\"", "/restoration\"", "/repositories/new");
            assertThat(person.get(list).body()).contains("Europe", "Asia", "hub Test");
            assertThat(person.get(page).body().contains("/grants/new?scope=" + hub.id()))
                    .isEqualTo(name.equals("hub"));
            assertThat(person.get(list).body().contains("You administer this")).isEqualTo(name.equals("hub"));
            assertThat(person.get(list + "/" + other.id()).body()).doesNotContain("/grants/new?scope=");
            for (var form : List.of(
                    list + "/new",
                    page + "/name",
                    page + "/archive",
                    page + "/restoration",
                    page + "/repositories/new",
                    inside + "/name",
                    inside + "/archive",
                    inside + "/restoration"))
                assertThat(person.get(form).statusCode())
                        .as(name + " at " + form)
                        .isEqualTo(403);
            for (var change : List.of(
                    list,
                    page + "/name",
                    page + "/archive",
                    page + "/restoration",
                    page + "/repositories",
                    inside + "/name",
                    inside + "/archive",
                    inside + "/restoration"))
                assertThat(person.submit(list, change, "name", "Mine").statusCode())
                        .as(name + " at " + change)
                        .isEqualTo(403);
        }
        assertThat(signedIn(address(tenant, "plain")).get(inside).body()).contains("Read what is in a repository");
        assertThat(hubs.get(tenant.admin(), hub.id()).name()).isEqualTo("Europe");
    }

    @Test
    @DisplayName("ORG-2 what is another organization's, or nothing at all, is not there")
    void foreign() {
        var tenant = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var hub = hubs.create(tenant.admin(), "Europe");
        var second = hubs.create(tenant.admin(), "Asia");
        var theirs = hubs.create(foreign.admin(), "Theirs");
        var inside = hubs.createRepository(foreign.admin(), theirs.id(), "Secret");
        var own = hubs.createRepository(tenant.admin(), hub.id(), "Own");
        var admin = signedIn(tenant.adminEmail());
        var list = "/o/" + tenant.slug() + "/hubs";
        for (var path : List.of(
                "/" + theirs.id(),
                "/" + UUID.randomUUID(),
                "/nonsense",
                "/" + tenant.id(),
                "/" + own.id(),
                "/" + theirs.id() + "/repositories/" + inside.id(),
                "/" + hub.id() + "/repositories/" + inside.id(),
                "/" + second.id() + "/repositories/" + own.id()))
            for (var end : List.of("", "/name", "/archive", "/restoration")) {
                assertThat(admin.get(list + path + end).statusCode())
                        .as(path + end)
                        .isEqualTo(404);
                if (!end.isEmpty())
                    assertThat(admin.submit(list, list + path + end, "name", "Mine")
                                    .statusCode())
                            .as(path + end)
                            .isEqualTo(404);
            }
        assertThat(admin.submit(list, list + "/" + theirs.id() + "/repositories", "name", "Mine")
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin.get("/o/" + foreign.slug() + "/hubs").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("ORG-2 the list asks the database as often for fifty hubs as for one")
    void queries() {
        var tenant = house.tenant("Northwind");
        var views = house.get(HubViews.class);
        var first = hubs.create(tenant.admin(), "Hub 0");
        with(tenant, "hub", PredefinedRole.HUB_ADMIN, first.id());
        var one = asked(() -> views.list(tenant.admin(), tenant.slug(), PlaceQuery.all()));
        for (var i = 1; i < 60; i++) hubs.create(tenant.admin(), "Hub " + i);
        var many = asked(() -> views.list(tenant.admin(), tenant.slug(), PlaceQuery.all()));

        assertThat(one).isPositive();
        assertThat(many).isEqualTo(one);
        for (var i = 0; i < 60; i++) hubs.createRepository(tenant.admin(), first.id(), "Repository " + i);
        var page = asked(() -> views.hub(tenant.admin(), tenant.slug(), first.id(), PlaceQuery.all()));
        assertThat(page).isLessThanOrEqualTo(30);
    }

    /** How many statements some work sends, as Spring logs them. */
    private static long asked(Runnable work) {
        var logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var before = logger.getLevel();
        var statements = new ListAppender<ILoggingEvent>();
        statements.start();
        logger.addAppender(statements);
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        try {
            work.run();
        } finally {
            logger.setLevel(before);
            logger.setAdditive(true);
            logger.detachAppender(statements);
        }
        return statements.list.stream()
                .filter(line -> line.getFormattedMessage().startsWith("Executing prepared SQL statement"))
                .count();
    }

    private Browser signedIn(String email) {
        var browser = new Browser(house);
        browser.signIn(email, House.PASSWORD);
        return browser;
    }

    private Actor with(Tenant tenant, String name, PredefinedRole role, ScopeId scope) {
        var actor = house.member(tenant, name, "Test", address(tenant, name));
        house.get(Grants.class)
                .give(tenant.admin(), Objects.requireNonNull(actor.subject()), house.gift(tenant, role, scope));
        return actor;
    }

    private static String address(Tenant tenant, String name) {
        return name.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example";
    }
}
