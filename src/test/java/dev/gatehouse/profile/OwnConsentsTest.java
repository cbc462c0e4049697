package dev.gatehouse.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.RoleForm;
import dev.gatehouse.access.Roles;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.members.Consents;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OwnConsentsTest {

    private static final String PAGE = "/me/consents";

    private final House house;
    private final Own own;

    OwnConsentsTest(House house) {
        this.house = house;
        this.own = new Own(house);
    }

    @Test
    @DisplayName(
            "PRI-3 taking back the consent to the use of data says what follows, ends it, and tells the admins who can act, and no others")
    void withdrawn() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@withdrawn.test");
        var deactivates = house.member(tenant, "Jonas", "Lindqvist", "jonas@withdrawn.test");
        house.member(tenant, "Mei", "Tanaka", "mei@withdrawn.test");
        may(tenant, deactivates, "members:read", "members:deactivate");
        give(tenant, lena, Purpose.PERSONAL_DATA);
        var browser = own.signedIn("lena@withdrawn.test");
        var address = address(tenant, Purpose.PERSONAL_DATA) + "/withdrawal";

        assertThat(browser.get(address).body())
                .contains("are told by e-mail at once", "They will end your access", "Nothing changes before they act");
        assertThat(browser.submit(PAGE, address).statusCode()).isEqualTo(303);

        assertThat(browser.get(PAGE).body()).contains("The admins of Northwind have been told", "Taken back");
        for (var told : List.of(tenant.adminEmail(), "jonas@withdrawn.test"))
            assertThat(house.mailTo(told))
                    .contains("Lena Fischer", "no longer agrees", "/o/" + tenant.slug() + "/members/" + lena.member());
        assertThat(mails("mei@withdrawn.test") + mails("lena@withdrawn.test")).isZero();
        assertThat(own.shown(lena, "status")).isEqualTo("REGISTERED");
        assertThat(browser.get(address).statusCode()).isEqualTo(404);
        assertThat(browser.submit(PAGE, address).statusCode()).isEqualTo(404);
        assertThat(own.signedIn(tenant.adminEmail())
                        .get("/o/" + tenant.slug() + "/members/" + lena.member())
                        .body())
                .contains("Withdrawn");
    }

    @Test
    @DisplayName(
            "PRI-3 a consent is given again to the text of today, in the language in which it was read; to another than was read it is not")
    void givenAgain() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@given.test");
        give(tenant, lena, Purpose.PERSONAL_DATA);
        var browser = own.signedIn("lena@given.test");
        var address = address(tenant, Purpose.PERSONAL_DATA);
        assertThat(browser.get(address).statusCode()).isEqualTo(404);
        browser.submit(PAGE, address + "/withdrawal");
        assertThat(browser.get(address).body()).contains("I agree that Northwind stores my personal data");
        house.asOwner()
                .sql(
                        "insert into consent_text (organization_id, version, text, created_at) values (?, 1, 'A new text.', '2026-01-01')")
                .param(tenant.id().value())
                .update();

        var raced = browser.submit(PAGE, address, "version", "0");
        assertThat(raced.statusCode()).isEqualTo(422);
        assertThat(raced.body()).contains("The text has changed", "A new text.", "value=\"1\"");
        assertThat(browser.submit(PAGE, address, "version", "1").statusCode()).isEqualTo(303);

        assertThat(house.asOwner()
                        .sql(
                                "select text_version || ' ' || language || ' ' || (confirmed_by is null) || ' ' || (withdrawn_at is null) from consent where member_id = ? order by id")
                        .param(Objects.requireNonNull(lena.member()).value())
                        .query(String.class)
                        .list())
                .containsExactly("0 en true false", "1 en true true");
    }

    @Test
    @DisplayName(
            "PRI-3 the newsletter is offered to user types that get it, ends without further ado, and tells nobody")
    void newsletter() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@newsletter.test");
        var browser = own.signedIn("lena@newsletter.test");
        var address = address(tenant, Purpose.NEWSLETTER);
        assertThat(browser.get(address).statusCode()).isEqualTo(404);
        type(lena, "advertiser");
        assertThat(browser.get(PAGE).body()).doesNotContain("Newsletter");
        type(lena, "platform");

        assertThat(browser.get(address).body()).contains("I would like to receive the newsletter of Northwind");
        assertThat(browser.submit(PAGE, address, "version", "0").statusCode()).isEqualTo(303);
        assertThat(browser.get(address + "/withdrawal").body()).contains("Nothing else changes");
        assertThat(browser.submit(PAGE, address + "/withdrawal").statusCode()).isEqualTo(303);

        assertThat(browser.get(PAGE).body()).contains("Your consent for Northwind is taken back.");
        house.runJobs();
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from message where template = 'CONSENT_WITHDRAWN' and organization_id = ?")
                        .param(tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "PRI-3 a consent can be taken back also where the person cannot enter any more; and whoever goes to and fro does not fill mailboxes")
    void always() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@always.test");
        give(tenant, lena, Purpose.PERSONAL_DATA);
        var browser = own.signedIn("lena@always.test");
        var address = address(tenant, Purpose.PERSONAL_DATA);
        for (var i = 0; i < 5; i++) {
            assertThat(browser.submit(PAGE, address + "/withdrawal").statusCode())
                    .isEqualTo(303);
            assertThat(browser.submit(PAGE, address, "version", "0").statusCode())
                    .isEqualTo(303);
        }
        house.runJobs();
        assertThat(mails(tenant.adminEmail())).isEqualTo(3);

        house.asOwner()
                .sql("update organization set suspended_at = '2026-01-01' where id = ?")
                .param(tenant.id().value())
                .update();
        assertThat(browser.submit(PAGE, address + "/withdrawal").statusCode()).isEqualTo(303);
        assertThat(browser.submit(PAGE, address, "version", "0").statusCode()).isEqualTo(404);
    }

    @Test
    @DisplayName("PRI-3 consents of organizations that one is no member of are not there")
    void foreign() {
        var mine = house.tenant("Northwind");
        house.member(mine, "Lena", "Fischer", "lena@foreignconsent.test");
        var foreign = house.tenant("Contoso");
        var browser = own.signedIn("lena@foreignconsent.test");

        for (var address : List.of(
                address(foreign, Purpose.PERSONAL_DATA),
                address(mine, Purpose.PERSONAL_DATA) + "x",
                PAGE + "/nobody/x")) {
            assertThat(browser.get(address).statusCode()).isEqualTo(404);
            assertThat(browser.submit(PAGE, address, "version", "0").statusCode())
                    .isEqualTo(404);
            assertThat(browser.submit(PAGE, address + "/withdrawal").statusCode())
                    .isEqualTo(404);
        }
    }

    private static String address(Tenant tenant, Purpose purpose) {
        return PAGE + "/" + tenant.slug() + "/" + purpose.key();
    }

    private void give(Tenant tenant, Actor person, Purpose purpose) {
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Consents.class).give(person, Objects.requireNonNull(person.member()), purpose, 0, "en", null);
            return true;
        });
    }

    private void may(Tenant tenant, Actor person, String... permissions) {
        var role = house.get(Roles.class).create(tenant.admin(), new RoleForm("Keeper", "", Set.of(permissions)));
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Grants.class)
                    .give(
                            tenant.admin(),
                            List.of(Objects.requireNonNull(person.subject())),
                            List.of(Gift.of(role, ScopeId.of(tenant.id()))),
                            tenant.admin().member());
            return true;
        });
    }

    private void type(Actor person, String predefined) {
        house.asOwner()
                .sql(
                        "update member set user_type_id = (select id from user_type t where t.organization_id = member.organization_id and predefined = :type)"
                                + " where id = :id")
                .param("type", predefined)
                .param("id", Objects.requireNonNull(person.member()).value())
                .update();
    }

    private int mails(String address) {
        house.runJobs();
        var count = 0;
        for (var mail : house.mail().getReceivedMessages()) {
            try {
                if (mail.getAllRecipients()[0].toString().equals(address)) count++;
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return count;
    }
}
