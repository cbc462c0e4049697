package dev.gatehouse.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.members.Consents;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OwnProfileTest {

    private final House house;
    private final Own own;

    OwnProfileTest(House house) {
        this.house = house;
        this.own = new Own(house);
    }

    @Test
    @DisplayName(
            "CON-2 the display currency is the person's own: amounts follow, records too, and none is the organization's")
    void currency() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@currency.test");
        var browser = own.signedIn("lena@currency.test");

        assertThat(save(browser, "JPY")).isEqualTo(303);
        assertThat(own.shown(lena, "currency")).isEqualTo("JPY");
        assertThat(browser.get("/me").body()).contains("<option value=\"JPY\" selected>Japanese Yen (JPY)</option>");
        for (var odd : new String[] {"XXX", "DEM", "jpy", "EURO"})
            assertThat(save(browser, odd)).isEqualTo(422);
        assertThat(save(browser, "")).isEqualTo(303);
        assertThat(house.asOwner()
                        .sql("select currency is null from account where id = ?")
                        .param(lena.requireAccount().value())
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    @DisplayName(
            "CON-2 the language chosen in the bar is kept with the account: on other devices too, in mails, and in the records of organizations")
    void language() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@language.test");
        var browser = new Browser(house);
        browser.submit("/sign-in", "/preferences", "language", "da");
        browser.signIn("lena@language.test", House.PASSWORD);
        assertThat(browser.get("/me").body()).contains("lang=\"da\"", "action=\"/me/language\"");

        var answer = browser.submit("/me", "/me/language", "language", "de", "continue", "/me/sessions");

        assertThat(Browser.location(answer)).isEqualTo("/me/sessions");
        assertThat(browser.get("/me").body()).contains("Ihr Profil");
        assertThat(own.signedIn("lena@language.test").get("/me").body()).contains("Ihr Profil");
        assertThat(own.shown(lena, "language")).isEqualTo("de");
        browser.submit("/me", "/me/language", "language", "xx", "continue", "https://elsewhere.test/");
        assertThat(own.shown(lena, "language")).isEqualTo("de");
    }

    @Test
    @DisplayName(
            "CRE-9 people see what their organization shows them and change what it lets them; unique values stay unique, all is saved or nothing")
    void details() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@details.test");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@details.test");
        var shirt = attribute(tenant, "Shirt size", "choice", "{S,M,L}", false, true, true, true);
        var badge = attribute(tenant, "Badge", "text", "{}", true, false, true, true);
        var grade = attribute(tenant, "Grade", "text", "{}", false, false, true, false);
        var secret = attribute(tenant, "Rating", "text", "{}", false, false, false, false);
        value(lena, grade, "G7");
        value(lena, secret, "difficult");
        var address = "/me/organizations/" + tenant.slug() + "/details";
        var jonas = own.signedIn("jonas@details.test");
        jonas.submit("/me", address, AttributeValues.field(shirt), "S", AttributeValues.field(badge), "B-1");
        var browser = own.signedIn("lena@details.test");

        var page = browser.get("/me").body();
        assertThat(page).contains("Shirt size", "Grade", "G7").doesNotContain("Rating", "difficult");
        assertThat(browser.get(address).body()).contains("Shirt size").doesNotContain("Grade");
        var refused = browser.submit(
                "/me",
                address,
                AttributeValues.field(shirt),
                "L",
                AttributeValues.field(badge),
                "b-1",
                AttributeValues.field(grade),
                "G99",
                AttributeValues.field(secret),
                "brilliant");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Somebody else has this value already");
        assertThat(values(lena)).isEqualTo("G7,difficult");
        assertThat(browser.submit("/me", address, AttributeValues.field(badge), "B-2")
                        .statusCode())
                .isEqualTo(422);

        assertThat(browser.submit(
                                "/me",
                                address,
                                AttributeValues.field(shirt),
                                "m",
                                AttributeValues.field(badge),
                                "B-2",
                                AttributeValues.field(grade),
                                "G99")
                        .statusCode())
                .isEqualTo(303);
        assertThat(values(lena)).isEqualTo("B-2,G7,M,difficult");
        browser.submit("/me", address, AttributeValues.field(shirt), "M", AttributeValues.field(badge), "");
        assertThat(values(lena)).isEqualTo("G7,M,difficult");
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'attributes' from event where kind = 'member.details_changed' and target_id = ? order by id")
                        .param(Objects.requireNonNull(lena.member()).value())
                        .query(String.class)
                        .list())
                .containsExactly("Shirt size, Badge", "Badge");
        assertThat(browser.get("/o/" + tenant.slug() + "/members/" + lena.member())
                        .body())
                .as("the member's history says what was changed")
                .contains("Own data changed: Shirt size, Badge<", "Own data changed: Badge<");
    }

    @Test
    @DisplayName("CRE-9 what an integration owns, and what another organization keeps, is not there to change")
    void detailsOfOthers() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@others.test");
        attribute(tenant, "Shirt size", "text", "{}", false, false, true, true);
        var foreign = house.tenant("Contoso");
        attribute(foreign, "Shirt size", "text", "{}", false, false, true, true);
        var browser = own.signedIn("lena@others.test");

        assertThat(browser.get("/me/organizations/" + foreign.slug() + "/details")
                        .statusCode())
                .isEqualTo(404);
        own.external(lena);
        assertThat(browser.get("/me/organizations/" + tenant.slug() + "/details")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.submit("/me", "/me/organizations/" + tenant.slug() + "/details")
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/me").body())
                .contains("Shirt size", "It comes from the sign-in service of Northwind")
                .doesNotContain("/details\"");
        save(browser, "");
        assertThat(own.shown(lena, "first_name")).isEqualTo("Lena");
    }

    @Test
    @DisplayName(
            "ORG-1 people see each of their organizations with level, status, department, job profile and what it knows of them, and open those that let them in")
    void organizations() {
        var north = house.tenant("Northwind");
        var contoso = house.tenant("Contoso");
        var lena = house.member(north, "Lena", "Fischer", "lena@places.test");
        own.also(contoso, lena, "lena@places.test");
        house.asOwner()
                .sql("""
                with top as (insert into department (organization_id, name, created_at) values (:o, 'Sales', '2026-01-01') returning id),
                     below as (insert into department (organization_id, parent_id, name, created_at) select :o, id, 'Europe', '2026-01-01' from top returning id),
                     job as (insert into job_profile (organization_id, name, created_at) values (:o, 'Clerk', '2026-01-01') returning id)
                update member set department_id = below.id, job_profile_id = job.id, username = 'lena.places' from below, job
                 where organization_id = :o and account_id = :account
                """)
                .param("o", north.id().value())
                .param("account", lena.requireAccount().value())
                .update();
        house.asOwner()
                .sql("update organization set suspended_at = '2026-01-01' where id = ?")
                .param(contoso.id().value())
                .update();

        var page = own.signedIn("lena@places.test").get("/me/organizations").body();

        assertThat(page)
                .contains("Sales › Europe", "Clerk", "lena.places", "Northwind", "Contoso", "Suspended")
                .contains("href=\"/o/" + north.slug() + "/members\" aria-label")
                .doesNotContain("href=\"/o/" + contoso.slug() + "/members\" aria-label");
    }

    @Test
    @DisplayName(
            "PRI-3 people see what they agreed to, which text, when, and who confirmed it, and nothing of other people's")
    void consents() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@consents.test");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas@consents.test");
        house.asOwner()
                .sql(
                        "insert into consent_text (organization_id, version, text, created_at) values (?, 1, 'Keep my data, please.', '2026-01-01')")
                .param(tenant.id().value())
                .update();
        consent(tenant, lena, 1, "de", true);
        consent(tenant, jonas, 0, "en", false);

        var page = own.signedIn("lena@consents.test").get("/me/consents").body();
        assertThat(page)
                .contains(
                        "Keep my data, please.",
                        "Version 1",
                        "Deutsch",
                        "confirmed for you by Amara Okafor",
                        "You agree");
        assertThat(own.signedIn("jonas@consents.test").get("/me/consents").body())
                .contains("You agreed", "Standard text")
                .doesNotContain("Keep my data, please.");
    }

    private static int save(Browser browser, String currency) {
        return browser.submit(
                        "/me",
                        "/me",
                        "firstName",
                        "Lena",
                        "lastName",
                        "Fischer",
                        "language",
                        "en",
                        "timeZone",
                        "UTC",
                        "currency",
                        currency)
                .statusCode();
    }

    private void consent(Tenant tenant, Actor person, int version, String language, boolean byAdmin) {
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Consents.class)
                    .give(
                            tenant.admin(),
                            Objects.requireNonNull(person.member()),
                            Purpose.PERSONAL_DATA,
                            version,
                            language,
                            byAdmin ? tenant.admin().member() : null);
            return true;
        });
    }

    private AttributeId attribute(
            Tenant tenant,
            String name,
            String kind,
            String choices,
            boolean unique,
            boolean required,
            boolean shown,
            boolean editable) {
        return house.asOwner()
                .sql("""
                insert into attribute (organization_id, name, kind, choices, required, unique_values, shown, editable, position, created_at)
                values (:organization, :name, :kind, :choices::text[], :required, :unique, :shown, :editable, 1, '2026-01-01') returning id
                """)
                .param("organization", tenant.id().value())
                .param("name", name)
                .param("kind", kind)
                .param("choices", choices)
                .param("required", required)
                .param("unique", unique)
                .param("shown", shown)
                .param("editable", editable)
                .query((row, n) -> new AttributeId(row.getObject("id", UUID.class)))
                .single();
    }

    private void value(Actor person, AttributeId attribute, String value) {
        house.asOwner()
                .sql(
                        "insert into member_attribute (organization_id, member_id, attribute_id, value) values (?, ?, ?, ?)")
                .param(person.organization().value())
                .param(Objects.requireNonNull(person.member()).value())
                .param(attribute.value())
                .param(value)
                .update();
    }

    private String values(Actor person) {
        return house.asOwner()
                .sql(
                        "select string_agg(value, ',' order by value collate \"C\") from member_attribute where member_id = ?")
                .param(Objects.requireNonNull(person.member()).value())
                .query(String.class)
                .single();
    }
}
