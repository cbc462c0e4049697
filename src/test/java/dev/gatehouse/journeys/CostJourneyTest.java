package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@InHouse
class CostJourneyTest {

    private final House house;

    CostJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "ORG-5 an operator sets a price and uploads rates; the admin sees each month's cost in the currency they chose")
    void cost(@TempDir Path folder) throws IOException {
        var tenant = house.tenant("Northwind Retail", 40);
        for (var i = 0; i < 4; i++) house.member(tenant, "P" + i, "Q", "p" + i + "@cost.example");
        operator(tenant);
        history(tenant);
        var today = LocalDate.ofInstant(house.clock().instant(), ZoneOffset.UTC);
        var wrong = file(
                folder,
                "wrong.csv",
                "currency,day,rate\nUSD,%s,1.1\nUSD,31.12.2025,1.1\nXYZ,%s,0\n".formatted(today, today));
        var right = file(
                folder,
                "ecb.csv",
                "Date,USD,JPY,CHF,\n%s,1.0842,161.5,0.9371,\n%s,1.0701,158.2,N/A,\n"
                        .formatted(today.minusDays(1), today.minusDays(200)));
        try (var operator = Person.atDesk(house);
                var phone = Person.onPhone(house)) {
            operator.signIn(tenant.adminEmail(), House.PASSWORD).arrivesAt("/o/" + tenant.slug() + "/members");
            operator.open("/operator/organizations").look("operators").follow("Exchange rates");
            operator.seesHeading("Exchange rates").look("rates-empty");
            operator.page().getByLabel("CSV file").setInputFiles(wrong);
            operator.press("Upload").sees("Nothing was saved").look("rates-faulty");
            operator.page().getByLabel("CSV file").setInputFiles(right);
            operator.press("Upload").sees("5 rates are saved").look("rates");
            operator.follow("Remove the rate of CHF of " + day(today.minusDays(1)));
            operator.sees("computed with the rate before it").look("rates-removal");
            operator.press("Remove rate").sees("The rate of CHF is removed.");

            operator.open("/operator/organizations/" + tenant.id()).fill("Price a month", "4.50");
            operator.page().getByLabel("Currency").selectOption("EUR");
            operator.press("Set price");
            operator.sees("The price of Northwind Retail is set.").look("operator-price");
            operator.open("/o/" + tenant.slug() + "/usage").sees("€22.50").look("usage-cost");
            operator.open("/me").page().getByLabel("Display currency").selectOption("JPY");
            operator.press("Save").sees("Your profile is saved.");
            operator.open("/o/" + tenant.slug() + "/usage").sees("JP¥3,634").look("usage-cost-yen");

            house.asOwner()
                    .sql("update account set language = 'de' where id = :account")
                    .param("account", tenant.admin().requireAccount().value())
                    .update();
            phone.open("/sign-in")
                    .fill("E-Mail-Adresse, Benutzername oder Telefonnummer", tenant.adminEmail())
                    .fill("Passwort", House.PASSWORD)
                    .press("Anmelden")
                    .arrivesAt("/o/" + tenant.slug() + "/members");
            phone.open("/o/" + tenant.slug() + "/usage").look("usage-cost-phone");
            assertThat(
                            (Boolean)
                                    phone.page()
                                            .evaluate(
                                                    "[...document.querySelectorAll('.gh-wide:has(table)')].every(box => box.scrollWidth <= box.clientWidth)"))
                    .as("the tables of figures fit the screen")
                    .isTrue();
            phone.open("/operator/rates").look("rates-phone");
        }
    }

    private void operator(Tenant tenant) {
        house.asOwner()
                .sql("insert into operator (account_id, since) values (:account, :now)")
                .param("account", tenant.admin().requireAccount().value())
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
    }

    /** Seats over the last year, at a price of 4 US dollars. */
    private void history(Tenant tenant) {
        house.asOwner()
                .sql("""
                insert into seat_month (organization_id, month, in_use, peak)
                select :o, (date_trunc('month', :now::timestamptz at time zone 'UTC') - n * interval '1 month')::date, 30 - n * 2, 31 - n
                  from generate_series(1, 9) n
                """)
                .param("o", tenant.id().value())
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
        house.asOwner()
                .sql(
                        "insert into seat_price (organization_id, since, amount, currency) values (?, '2025-01-01', 4, 'USD')")
                .param(tenant.id().value())
                .update();
    }

    private static Path file(Path folder, String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String day(LocalDate day) {
        return day.format(DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK));
    }
}
