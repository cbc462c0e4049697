package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class RoleJourneyTest {

    private final House house;

    RoleJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("ROL-1 an organization admin copies a role, edits it, and deletes it with another one in its place")
    void copyEditDelete() {
        var tenant = house.tenant("Northwind Retail");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.follow("Roles").sees("Manages people and teams.").look("roles");
            admin.follow("Repository author").seesHeading("Repository author").look("role");
            admin.follow("Copy").seesHeading("Copy Repository author").look("role-copy");
            admin.fill("Name", "Translator").fill("What it is for", "Translates what others wrote.");
            admin.press("Create role").sees("The role Translator was created.").seesHeading("Translator");

            admin.follow("Edit").seesHeading("Edit Translator");
            for (var words : new String[] {"Read what is in a repository", "Write in a repository"})
                box(admin, words).uncheck();
            admin.page()
                    .locator("#role-kinds")
                    .getByText("Choose at least one permission.")
                    .waitFor();
            box(admin, "See seats and their use").check();
            admin.page().locator("#role-kinds .gh-tag").first().waitFor();
            assertThat(admin.page().locator("#role-kinds .gh-tag").allInnerTexts())
                    .containsExactly("Organization");
            box(admin, "Change what others wrote").check();
            admin.page().locator("#role-kinds .gh-tag").nth(2).waitFor();
            admin.look("role-edit");
            assertThat(box(admin, "See members").isDisabled()).isTrue();
            assertThat(box(admin, "See members").isChecked()).isTrue();
            var roles = house.get(Roles.class);
            var role = roles.all(tenant.admin()).getLast();
            roles.edit(
                    tenant.admin(),
                    role.id(),
                    new RoleForm("Translation", "", Set.of("content:edit", "hubs:view")),
                    null);
            admin.press("Save role")
                    .sees("You changed this role in another window")
                    .look("role-changed");
            assertThat(box(admin, "Change what others wrote").isChecked()).isTrue();
            admin.press("Save role").sees("The role Translator was saved.").look("role-custom");

            var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
            house.get(Grants.class)
                    .give(
                            tenant.admin(),
                            Objects.requireNonNull(lena.subject()),
                            Gift.of(role.id(), ScopeId.of(tenant.id())));
            admin.follow("Delete").seesHeading("Delete Translator?").look("role-delete");
            admin.page().getByLabel("Takes its place").selectOption("Repository editor");
            admin.press("Delete Translator").sees("The role Translator was deleted.");
            admin.follow("Repository editor").sees("Lena Fischer").look("role-replaced");
        }
    }

    @Test
    @DisplayName("ROL-1 a member reads the roles on a phone, in German, in the dark, and finds no button")
    void member() {
        var tenant = house.tenant("Harbor Books");
        house.get(Roles.class)
                .create(
                        tenant.admin(),
                        new RoleForm("Übersetzung", "Überträgt Texte in andere Sprachen.", Set.of("content:edit")));
        house.member(tenant, "Mei", "田中", "mei@" + tenant.slug() + ".example");
        try (var mei = Person.onPhone(house);
                var admin = Person.onPhone(house)) {
            german(mei)
                    .open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", "mei@" + tenant.slug() + ".example");
            mei.fill("Passwort", House.PASSWORD).press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            mei.open("/o/" + tenant.slug() + "/roles").sees("Übersetzung").look("roles-phone-german");
            assertThat(mei.page().getByText("Neue Rolle").count()).isZero();
            mei.follow("Übersetzung").seesHeading("Übersetzung").look("role-phone-german");
            assertThat(mei.page()
                            .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Bearbeiten"))
                            .count())
                    .isZero();

            german(admin).open("/sign-in").fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail());
            admin.fill("Passwort", House.PASSWORD).press("Anmelden").arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open("/o/" + tenant.slug() + "/roles").follow("Neue Rolle");
            admin.seesHeading("Neue Rolle").look("role-create-phone-german");
        }
    }

    private static Locator box(Person person, String words) {
        return person.page()
                .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(words))
                .first();
    }

    /** In German on this device: the accounts of the house are English. */
    private Person german(Person person) {
        person.page()
                .context()
                .addCookies(List.of(new Cookie("gatehouse-language", "de")
                        .setUrl(house.url().toString())));
        return person;
    }
}
