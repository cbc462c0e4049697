package dev.gatehouse.journeys;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ProfileJourneyTest {

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final House house;

    ProfileJourneyTest(House house) {
        this.house = house;
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
    }

    @Test
    @DisplayName(
            "ACT-3 somebody adds an address and a number with codes, makes the address the main one, and gives up the old one")
    void identifiers() {
        var tenant = house.tenant("Northwind Retail");
        house.member(tenant, "Lena", "Fischer", "lena@work.example");
        try (var lena = Person.atDesk(house)) {
            come(lena, tenant, "lena@work.example");
            lena.open("/me").seesHeading("Profile").look("own-profile");
            lena.follow("Sign-in").seesHeading("Sign-in").follow("Add e-mail address");
            lena.seesHeading("Add e-mail address").fill("New e-mail address", "lena@home.example");
            lena.fill("Your current password", "not this one")
                    .press("Send code")
                    .sees("This is not your");
            lena.look("own-email-wrong")
                    .fill("Your current password", House.PASSWORD)
                    .press("Send code");
            lena.sees("We have sent a code to").fill("Code", "000000").press("Confirm");
            lena.sees("This code is not right.").look("own-email-code");
            lena.fill("Code", codeIn(house.mailTo("lena@home.example"))).press("Confirm");
            lena.sees("lena@home.example is confirmed.");

            lena.follow("Add phone number").fill("New phone number", "+49 151 12345651");
            lena.look("own-phone-pane")
                    .fill("Your current password", House.PASSWORD)
                    .press("Send code");
            lena.sees("We have sent a text message").fill("Code", codeIn(house.smsTo("+4915112345651")));
            lena.press("Confirm").sees("You can sign in with it.");

            lena.follow("Make lena@home.example the main address").sees("All messages go there.");
            lena.look("own-main-dialog")
                    .fill("Your current password", House.PASSWORD)
                    .press("Make main address");
            lena.sees("is your main address now.").follow("Remove lena@work.example");
            lena.sees("You can no longer sign in with this address").look("own-removal-dialog");
            lena.fill("Your current password", House.PASSWORD).press("Remove lena@work.example");
            lena.sees("lena@work.example is removed.").look("own-sign-in");
        }
        try (var again = Person.atDesk(house)) {
            come(again, tenant, "+49 151 12345651");
        }
    }

    @Test
    @DisplayName("ACT-3 without scripts every question is a page of its own, and an address is added all the same")
    void withoutScripts() {
        var tenant = house.tenant("Northwind Retail");
        house.member(tenant, "Lena", "Fischer", "lena@plain.example");
        try (var lena = Person.withoutScripts(house)) {
            come(lena, tenant, "lena@plain.example");
            lena.open("/me/sign-in").follow("Add e-mail address");
            lena.fill("New e-mail address", "lena@other.example")
                    .fill("Your current password", House.PASSWORD)
                    .keep("own-plain-email")
                    .press("Send code");
            lena.sees("We have sent a code to");
            house.runJobs();
            lena.press("Send another code").sees("A new code is on its way.");
            lena.fill("Code", codeIn(house.mailTo("lena@other.example"))).press("Confirm");
            lena.arrivesAt("/me/sign-in").sees("lena@other.example is confirmed.");
            lena.follow("Change usernames")
                    .fill("in Northwind Retail", "lena")
                    .fill("Your current password", House.PASSWORD)
                    .press("Save");
            lena.arrivesAt("/me/sign-in").sees("Your username is saved.");
        }
    }

    @Test
    @DisplayName("PRI-3 somebody reads what they agreed to, takes it back after reading what follows, and agrees again")
    void consents() {
        var tenant = house.tenant("Northwind Retail");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@agree.example");
        furnish(tenant, lena);
        try (var person = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            come(person, tenant, "lena@agree.example");
            person.open("/me/consents").seesHeading("Consents").look("own-consents");
            person.follow("Take back your consent for Northwind Retail: Storage and use of personal data");
            person.sees("are told by e-mail at once").look("own-withdrawal");
            person.press("Take back my consent").sees("have been told by e-mail.");
            person.follow("Agree for Northwind Retail: Storage and use of personal data");
            person.look("own-agreement").press("I agree").sees("You have agreed.");

            speaksGerman(lena);
            phone.open("/sign-in");
            german(phone, "lena@agree.example").arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open("/me/consents").sees("Widerrufen").look("own-consents-phone");
        }
        house.runJobs();
        try (var admin = Person.atDesk(house)) {
            come(admin, tenant, tenant.adminEmail());
            admin.open("/o/" + tenant.slug() + "/members/" + Objects.requireNonNull(lena.member()));
            admin.sees("Withdrawn").sees("Consent withdrawn").look("member-consents");
            admin.open("/o/" + tenant.slug() + "/audit-log")
                    .sees("took back a consent")
                    .look("audit-log-consents");
        }
    }

    @Test
    @DisplayName("CRE-9 somebody with two organizations sees their place in each and changes what one lets them change")
    void organizations() {
        var tenant = house.tenant("Northwind Retail");
        var contoso = house.tenant("Contoso");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@places.example");
        furnish(tenant, lena);
        also(contoso, lena, "lena@places.example");
        try (var person = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            person.signIn("lena@places.example", House.PASSWORD).sees("Northwind Retail");
            person.open("/me/organizations").seesHeading("Organizations").look("own-organizations");
            person.open("/me").follow("Edit what Northwind Retail keeps about you");
            person.page().getByLabel("Shirt size").selectOption("M");
            person.look("own-details-pane");
            person.page()
                    .locator("#pane")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                    .click();
            person.sees("is saved.");
            person.sees("Shirt size").look("own-profile-details");

            speaksGerman(lena);
            phone.open("/sign-in");
            german(phone, "lena@places.example").sees("Northwind Retail");
            for (var section : List.of("", "/sign-in", "/sessions", "/organizations", "/consents"))
                phone.open("/me" + section).look("own-phone" + section.replace('/', '-'));
            phone.open("/me/sign-in").follow("E-Mail-Adresse hinzufügen").look("own-phone-email-pane");
        }
    }

    @Test
    @DisplayName("CON-2 the language chosen in the bar is kept for the person, and their own page speaks it at once")
    void language() {
        var tenant = house.tenant("Northwind Retail");
        house.member(tenant, "Lena", "Fischer", "lena@speaks.example");
        try (var person = Person.atDesk(house);
                var other = Person.atDesk(house)) {
            come(person, tenant, "lena@speaks.example");
            person.open("/me")
                    .page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Language: English"))
                    .click();
            person.press("Deutsch").seesHeading("Profil").look("own-profile-german");
            come(other, tenant, "lena@speaks.example");
            other.open("/me/sign-in").seesHeading("Anmeldung").look("own-sign-in-german");
            other.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hell oder dunkel"))
                    .click();
            other.press("Dunkel").look("own-sign-in-dark");
        }
    }

    private void come(Person person, Tenant tenant, String identifier) {
        person.signIn(identifier, House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
    }

    private static Person german(Person person, String identifier) {
        return person.fill("E-Mail-Adresse, Benutzername oder Telefonnummer", identifier)
                .fill("Passwort", House.PASSWORD)
                .press("Anmelden");
    }

    private void speaksGerman(Actor person) {
        house.asOwner()
                .sql("update account set language = 'de' where id = :account")
                .param("account", person.requireAccount().value())
                .update();
    }

    /** A department, a job profile, a partner, things to see and to change, a consent that an admin confirmed. */
    private void furnish(Tenant tenant, Actor lena) {
        house.asOwner()
                .sql("""
                with top as (insert into department (organization_id, name, created_at) values (:o, 'Sales', '2026-01-01') returning id),
                     below as (insert into department (organization_id, parent_id, name, created_at) select :o, id, 'Northern Europe', '2026-01-01' from top returning id),
                     job as (insert into job_profile (organization_id, name, created_at) values (:o, 'Store manager', '2026-01-01') returning id),
                     partner as (insert into partner (organization_id, name, created_at) values (:o, 'Fabrikam Logistics', '2026-01-01') returning id),
                     manager as (update member set user_type_id = (select id from user_type where organization_id = :o and predefined = 'platform'),
                                                   phone = '+493090182000'
                                  where organization_id = :o and id = :admin returning id),
                     looks as (insert into key_account_manager (organization_id, member_id, entity_wide, created_at)
                               select :o, id, true, '2026-01-01' from manager),
                     size as (insert into attribute (organization_id, name, kind, choices, required, unique_values, shown, editable, position, created_at)
                              values (:o, 'Shirt size', 'choice', '{S,M,L}', false, false, true, true, 1, '2026-01-01') returning id),
                     start as (insert into attribute (organization_id, name, kind, required, unique_values, shown, editable, position, created_at)
                               values (:o, 'First day', 'date', false, false, true, false, 2, '2026-01-01') returning id),
                     day as (insert into member_attribute (organization_id, member_id, attribute_id, value) select :o, :member, id, '2024-03-01' from start)
                update member set department_id = below.id, job_profile_id = job.id, partner_id = partner.id, username = 'lena.fischer',
                                  user_type_id = (select id from user_type where organization_id = :o and predefined = 'platform')
                  from below, job, partner
                 where member.organization_id = :o and member.id = :member
                """)
                .param("o", tenant.id().value())
                .param("admin", Objects.requireNonNull(tenant.admin().member()).value())
                .param("member", Objects.requireNonNull(lena.member()).value())
                .update();
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Consents.class)
                    .give(
                            tenant.admin(),
                            Objects.requireNonNull(lena.member()),
                            Purpose.PERSONAL_DATA,
                            0,
                            "en",
                            tenant.admin().member());
            return true;
        });
    }

    private void also(Tenant tenant, Actor person, String email) {
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            var admission = house.get(Admission.class);
            var invited = admission
                    .invite(
                            tenant.admin(),
                            List.of(new NewMember(EmailAddress.parse(email), "en")),
                            house.permissions(tenant, PredefinedRole.MEMBER),
                            house.clock().instant().plus(Duration.ofDays(7)))
                    .getFirst();
            admission.complete(
                    tenant.admin(),
                    invited,
                    house.get(Accounts.class).find(person.requireAccount()).orElseThrow());
            return true;
        });
    }

    private static String codeIn(String text) {
        var code = CODE.matcher(text);
        if (!code.find()) throw new AssertionError("no code in " + text);
        return code.group();
    }
}
