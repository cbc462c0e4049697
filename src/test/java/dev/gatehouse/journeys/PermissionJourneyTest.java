package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class PermissionJourneyTest {

    private final House house;
    private final Ground ground;

    PermissionJourneyTest(House house) {
        this.house = house;
        this.ground = new Ground(house);
    }

    @Test
    @DisplayName("ROL-2 MEM-6 ROL-6 an admin gives a role with an end, asks why, and takes it again")
    void giveWhyTake() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@northwind.example");
        var north = ground.hub(tenant, "Stores North");
        ground.repository(tenant, north, "Shift plans");
        ground.hub(tenant, "Online shop");
        var launch = house.get(Teams.class)
                .create(tenant.admin(), "Launch", false, List.of(Objects.requireNonNull(lena.member())));
        house.get(Grants.class)
                .give(tenant.admin(), launch.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, north));
        var path = "/o/" + tenant.slug() + "/members/" + lena.member();
        try (var admin = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            admin.open(path)
                    .seesHeading("Lena Fischer")
                    .look("member-permissions")
                    .follow("Give a role");
            admin.seesHeading("Give a role").look("grant-pane");
            var pane = admin.page().locator("#pane");
            pane.getByLabel("Where").selectOption(north.toString());
            pane.locator("#grant-roles input:not([disabled])").first().waitFor();
            pane.getByText("Hub admin").click();
            admin.look("grant-pane-hub");
            pane.getByLabel("Last day").fill("2099-12-31");
            pane.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Give role"))
                    .click();
            admin.sees("Lena Fischer has the role Hub admin now.").look("member-granted");

            admin.page().getByLabel("Permission").selectOption("content:edit");
            admin.page().locator("#why-scope").selectOption(north.toString());
            admin.sees("Lena Fischer may, through:").look("member-why");
            admin.page().getByLabel("Permission").selectOption("audit:read");
            admin.sees("No role of Lena Fischer, and no team, allows it there.");

            phone.page()
                    .context()
                    .addCookies(List.of(new Cookie("gatehouse-language", "de")
                            .setUrl(house.url().toString())));
            phone.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD)
                    .press("Anmelden")
                    .arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open(path).seesHeading("Lena Fischer").look("member-permissions-phone-german");
            phone.follow("Rolle geben");
            phone.seesHeading("Rolle geben").look("grant-pane-phone-german");

            admin.page()
                    .getByRole(
                            AriaRole.LINK, new Page.GetByRoleOptions().setName("Take this role away from Lena Fischer"))
                    .first()
                    .click();
            admin.seesHeading("Take the role Hub admin from Lena Fischer?")
                    .look("take-dialog")
                    .press("Take it from Lena Fischer");
            admin.sees("Lena Fischer does not have the role Hub admin any more.");
        }
    }

    @Test
    @DisplayName("ROL-3 a hub admin sees and may do only their part")
    void hubAdmin() {
        var tenant = house.tenant("Part");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@part.example");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@part.example");
        var north = ground.hub(tenant, "Stores North");
        ground.hub(tenant, "Online shop");
        house.get(Grants.class)
                .give(
                        tenant.admin(),
                        Objects.requireNonNull(jonas.subject()),
                        house.gift(tenant, PredefinedRole.HUB_ADMIN, north));
        try (var hubAdmin = Person.atDesk(house)) {
            hubAdmin.signIn("jonas@part.example", House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            assertThat(hubAdmin.page().getByText("Invite members").count()).isZero();
            hubAdmin.open("/o/" + tenant.slug() + "/members/" + lena.member()).seesHeading("Lena Fischer");
            assertThat(hubAdmin.page().getByText("Remove from organization").count())
                    .isZero();
            assertThat(hubAdmin.page().locator("[href$='/removal']").count()).isZero();
            hubAdmin.follow("Give a role").seesHeading("Give a role").look("grant-pane-hub-admin");
            var pane = hubAdmin.page().locator("#pane");
            assertThat(pane.getByText("Online shop").count()).isZero();
            pane.getByText("Repository viewer").click();
            pane.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Give role"))
                    .click();
            hubAdmin.sees("Lena Fischer has the role Repository viewer now.");
            assertThat(hubAdmin.page().locator("[href$='/removal']").count()).isEqualTo(1);
            hubAdmin.open("/o/" + tenant.slug() + "/invitations/new").seesHeading("You may not do this");
        }
    }

    @Test
    @DisplayName("INV-2 an invitation copies a member, after showing what is copied and what is left out")
    void cloneWithPreview() {
        var tenant = house.tenant("Clone");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@clone.example");
        var north = ground.hub(tenant, "Stores North");
        var closed = ground.hub(tenant, "Pop-up store");
        var grants = house.get(Grants.class);
        house.get(Teams.class).create(tenant.admin(), "Launch", false, List.of(Objects.requireNonNull(lena.member())));
        house.get(Teams.class).create(tenant.admin(), "Newcomers", true, List.of());
        for (ScopeId hub : List.of(north, closed))
            grants.give(
                    tenant.admin(),
                    Objects.requireNonNull(lena.subject()),
                    house.gift(tenant, PredefinedRole.HUB_ADMIN, hub));
        ground.archive(closed);
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).follow("Invite members");
            admin.page().getByLabel("E-mail addresses").fill("mei@clone.example");
            admin.sees("Joins the onboarding team Newcomers once registered.").look("invite-permissions");
            admin.page()
                    .getByText("Teams and roles", new Page.GetByTextOptions().setExact(true))
                    .click();
            admin.page().getByLabel("Where").selectOption(north.toString());
            admin.page()
                    .locator("#invite-role option", new Page.LocatorOptions().setHasText("Hub admin"))
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            admin.page().locator("#invite-role").selectOption(new SelectOption().setLabel("Hub viewer"));
            admin.press("Add this role").sees("Hub viewer").look("invite-some");
            assertThat(admin.page().getByLabel("E-mail addresses").inputValue()).isEqualTo("mei@clone.example");
            admin.page().getByText("The same as somebody else").click();
            admin.page().locator("#invite-sources").getByText("Lena Fischer").click();
            admin.sees("This is copied from Lena Fischer when you send the invitation:")
                    .sees("Left out: the place is archived.")
                    .look("invite-clone");
            admin.press("Invite").sees("Invitation sent.");
            admin.page().getByText("mei@clone.example").first().waitFor();
            var mei = house.asOwner()
                    .sql("select id::text from member where email = 'mei@clone.example'")
                    .query(String.class)
                    .single();
            admin.open("/o/" + tenant.slug() + "/members/" + mei)
                    .sees("once registered")
                    .look("member-promised");
        }
    }

    @Test
    @DisplayName("ROL-2 INV-2 roles are given and copied without JavaScript, too")
    void withoutScripts() {
        var tenant = house.tenant("Scriptless");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@scriptless.example");
        var north = ground.hub(tenant, "Stores North");
        try (var admin = Person.withoutScripts(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD);
            admin.open("/o/" + tenant.slug() + "/grants/new?member=" + lena.member())
                    .keep("grant-without-scripts");
            admin.page().getByLabel("Where").selectOption(north.toString());
            admin.press("Show the roles for this place");
            admin.page().getByText("Hub viewer").click();
            admin.press("Give role").sees("Lena Fischer has the role Hub viewer now.");
            admin.open("/o/" + tenant.slug() + "/invitations/new");
            admin.page().getByLabel("E-mail addresses").fill("mei@scriptless.example");
            admin.page().getByText("The same as somebody else").click();
            admin.page().locator("#invite-sources").getByText("Lena Fischer").click();
            admin.press("Show what is copied")
                    .sees("This is copied from Lena Fischer")
                    .keep("clone-without-scripts");
            admin.press("Invite").sees("Invitation sent.");
        }
    }
}
