package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.currencies.Money;
import dev.gatehouse.organizations.UsageView.Month;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SeatCostTest {

    private final House house;
    private final Usage usage;
    private final Operators operators;

    SeatCostTest(House house) {
        this.house = house;
        this.usage = house.get(Usage.class);
        this.operators = house.get(Operators.class);
    }

    @BeforeEach
    void noRates() {
        house.asOwner().sql("delete from exchange_rate").update();
    }

    @Test
    @DisplayName(
            "ORG-5 without a price there is no cost; with one, it is the seats in use times the price, in the organization's currency")
    void price() {
        var tenant = operated("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena1@example.com");
        assertThat(usage.of(tenant.admin()).priced()).isFalse();
        assertThat(page(tenant)).doesNotContain("Cost this month");

        set(tenant, "4.505", "EUR");

        var cost = cost(tenant);
        assertThat(cost.money()).isEqualTo(new Money(new BigDecimal("9.01"), "EUR"));
        assertThat(cost.day()).isNull();
        assertThat(page(tenant)).contains("Cost this month", "€9.01", "2 seats, €4.505 each a month");
    }

    @Test
    @DisplayName("ORG-5 each viewer sees the cost in the currency they chose, by the newest rate; yen have no decimals")
    void converted() {
        var tenant = operated("Northwind");
        set(tenant, "4.50", "USD");
        var day = rate("USD", today().minusDays(3), "1.25");
        rate("JPY", today(), "160");

        assertThat(cost(tenant).money()).isEqualTo(new Money(new BigDecimal("3.60"), "EUR"));
        assertThat(cost(tenant).day()).isEqualTo(day);
        choose(tenant, "JPY");
        assertThat(cost(tenant).money()).isEqualTo(new Money(new BigDecimal("576"), "JPY"));
        assertThat(page(tenant)).contains("JP¥576", "1 USD = 128 JPY");
    }

    @Test
    @DisplayName("ORG-5 a month that is over keeps the price and the rate of its last day, whatever comes later")
    void dated() {
        var tenant = operated("Northwind");
        set(tenant, "10", "EUR");
        choose(tenant, "USD");
        var first = lastDayOfMonth();
        rate("USD", first.minusDays(40), "1.1");
        rate("USD", first, "1.2");
        rate("USD", first.plusDays(1), "9");
        house.clock()
                .tick(Duration.between(
                        house.clock().instant(), first.plusDays(4).atStartOfDay(ZoneOffset.UTC)));
        house.member(tenant, "Lena", "Fischer", "lena2@example.com");
        set(tenant, "20", "EUR");

        var months = usage.of(tenant.admin()).months();

        assertThat(at(months, 10).money()).isEqualTo(new Money(new BigDecimal("12.00"), "USD"));
        assertThat(at(months, 10).day()).isEqualTo(first);
        assertThat(at(months, 11).money()).isEqualTo(new Money(new BigDecimal("360.00"), "USD"));
        assertThat(months.get(9).cost()).isNull();
    }

    @Test
    @DisplayName("ORG-5 where no rate exists the cost stays in the price's own currency, and the page says so")
    void noRate() {
        var tenant = operated("Northwind");
        set(tenant, "7", "CHF");
        rate("CHF", today().plusDays(1), "0.95");

        assertThat(cost(tenant).money()).isEqualTo(new Money(new BigDecimal("7.00"), "CHF"));
        assertThat(page(tenant)).contains("CHF", "There is no exchange rate from CHF to EUR");
        house.clock().tick(Duration.ofDays(1));
        assertThat(cost(tenant).money().currency()).isEqualTo("EUR");
    }

    @Test
    @DisplayName(
            "ORG-5 operators set the price with the seats, today's replaces today's, and the organization's log says both")
    void operators() {
        var tenant = operated("Northwind");
        var browser = signedIn(tenant);
        var base = "/operator/organizations/" + tenant.id();

        for (var typed : new String[] {"4,50", "4.50", "5.00"})
            assertThat(browser.submit(base, base + "/price", "price", typed, "currency", "USD")
                            .statusCode())
                    .isEqualTo(303);
        assertThat(browser.get(base).body()).contains("value=\"5.00\"");
        var wrong = browser.submit(base, base + "/price", "price", "-1", "currency", "USD");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"-1\"", "Enter an amount such as 4.50");
        assertThat(browser.submit(base, base + "/price", "price", "1", "currency", "XXX")
                        .statusCode())
                .isEqualTo(422);
        browser.submit(base, base + "/price", "price", "", "currency", "USD");

        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'from' || '>' || (detail ->> 'to') from event where kind = 'organization.price_changed'"
                                        + " and organization_id = ? order by id")
                        .param(tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly(">4.50 USD", "4.50 USD>5.00 USD", "5.00 USD>");
        assertThat(usage.of(tenant.admin()).priced()).isFalse();
        assertThat(browser.get("/o/" + tenant.slug() + "/audit-log").body())
                .contains("changed the price of a seat from 4.50 USD to 5.00 USD");
    }

    @Test
    @DisplayName("ORG-5 nobody but operators sets a price, and usage is for those who may see it")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var member = house.member(tenant, "Lena", "Fischer", "lena3@example.com");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> operators.setPrice(tenant.admin(), tenant.id(), new Money(BigDecimal.ONE, "EUR")))
                .matches(refusal -> refusal.code().equals("not.found"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> usage.of(member))
                .matches(refusal -> refusal.code().equals("forbidden"));
    }

    private Tenant operated(String name) {
        var tenant = house.tenant(name);
        house.asOwner()
                .sql("insert into operator (account_id, since) values (:account, :now)")
                .param("account", tenant.admin().requireAccount().value())
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
        return tenant;
    }

    private void set(Tenant tenant, String amount, String currency) {
        operators.setPrice(tenant.admin(), tenant.id(), new Money(new BigDecimal(amount), currency));
    }

    private LocalDate rate(String currency, LocalDate day, String perEuro) {
        house.asOwner()
                .sql("insert into exchange_rate (currency, day, per_euro) values (:currency, :day, :rate::numeric)")
                .param("currency", currency)
                .param("day", day)
                .param("rate", perEuro)
                .update();
        return day;
    }

    private void choose(Tenant tenant, @Nullable String currency) {
        house.asOwner()
                .sql("update account set currency = :currency where id = :account")
                .param("currency", currency)
                .param("account", tenant.admin().requireAccount().value())
                .update();
    }

    private static Cost at(List<Month> months, int place) {
        return Objects.requireNonNull(months.get(place).cost());
    }

    private Cost cost(Tenant tenant) {
        return Objects.requireNonNull(usage.of(tenant.admin()).cost());
    }

    private String page(Tenant tenant) {
        return signedIn(tenant).get("/o/" + tenant.slug() + "/usage").body();
    }

    private Browser signedIn(Tenant tenant) {
        var browser = new Browser(house);
        assertThat(browser.signIn(tenant.adminEmail(), House.PASSWORD).statusCode())
                .isEqualTo(303);
        return browser;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(house.clock().instant(), ZoneOffset.UTC);
    }

    private LocalDate lastDayOfMonth() {
        return today().withDayOfMonth(1).plusMonths(1).minusDays(1);
    }
}
