package dev.gatehouse.currencies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.currencies.UploadOutcome.Faulty;
import dev.gatehouse.currencies.UploadOutcome.Kept;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class RatesPagesTest {

    private final House house;
    private final ExchangeRates rates;

    RatesPagesTest(House house) {
        this.house = house;
        this.rates = house.get(ExchangeRates.class);
    }

    @BeforeEach
    void noRates() {
        house.asOwner().sql("delete from exchange_rate").update();
    }

    @Test
    @DisplayName("ORG-5 an operator enters one rate; the same day's is replaced; wrong values are said at their fields")
    void one() {
        var operator = operator(house.tenant("Northwind"));
        var day = today().toString();

        for (var rate : List.of("1.05", "1,0842"))
            assertThat(operator.submit(
                                    "/operator/rates", "/operator/rates", "currency", "USD", "day", day, "rate", rate)
                            .statusCode())
                    .isEqualTo(303);

        assertThat(count()).isEqualTo(1);
        assertThat(operator.get("/operator/rates").body()).contains("1.0842").doesNotContain("1.05<");
        var wrong =
                operator.submit("/operator/rates", "/operator/rates", "currency", "USD", "day", day, "rate", "<b>1");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("how much one euro is worth", "&lt;b>1", "aria-invalid");
        for (var odd : List.of(
                List.of("EUR", day, "1"),
                List.of("", day, "1"),
                List.of("USD", "1998-12-31", "1"),
                List.of("USD", today().plusDays(3).toString(), "1"),
                List.of("USD", "soon", "1"),
                List.of("USD", day, "0")))
            assertThat(operator.submit(
                                    "/operator/rates",
                                    "/operator/rates",
                                    "currency",
                                    odd.get(0),
                                    "day",
                                    odd.get(1),
                                    "rate",
                                    odd.get(2))
                            .statusCode())
                    .isEqualTo(422);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    @DisplayName("ORG-5 a file is taken whole or not at all, and stands in the log of the platform")
    void file() {
        var tenant = house.tenant("Northwind");
        operator(tenant);

        assertThat(upload(tenant, "USD,%s,1.1\nJPY,%s,160".formatted(today(), today().minusDays(1))))
                .isEqualTo(new Kept(2, today().minusDays(1), today()));
        assertThat(upload(tenant, "USD,%s,1.2\nCHF,%s,none".formatted(today(), today())))
                .isInstanceOf(Faulty.class);

        assertThat(house.asOwner()
                        .sql(
                                "select string_agg(currency || ' ' || trim_scale(per_euro), ', ' order by currency) from exchange_rate")
                        .query(String.class)
                        .single())
                .isEqualTo("JPY 160, USD 1.1");
        assertThat(house.asOwner()
                        .sql("select detail ->> 'count' from event where kind = 'rates.uploaded'")
                        .query(String.class)
                        .list())
                .contains("2");
    }

    @Test
    @DisplayName(
            "ORG-5 a long history is kept at once, also by two who send it at the same moment, and paged by key both ways")
    void history() {
        var tenant = house.tenant("Northwind");
        var operator = operator(tenant);
        var lines = IntStream.range(0, 6_000)
                        .mapToObj(i -> "USD,%s,1.5".formatted(today().minusDays(i)))
                        .collect(Collectors.joining("\n"))
                + "\nCHF," + today().minusDays(55) + ",0.9371";

        var outcomes = Race.of(2, i -> upload(tenant, lines));

        assertThat(outcomes).allMatch(Race.Outcome::won);
        assertThat(count()).isEqualTo(6_001);
        var first = operator.get("/operator/rates").body();
        assertThat(first).doesNotContain("0.9371");
        var next =
                first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
        var second = operator.get(next).body();
        assertThat(second).contains("0.9371");
        var back = second.replaceAll("(?s).*rel=\"prev\" href=\"([^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(days(operator.get(back).body())).isEqualTo(days(first)).hasSize(50);
        assertThat(days(operator.get("/operator/rates?currency=CHF").body()))
                .containsExactly(today().minusDays(55).toString());
        assertThat(operator.get("/operator/rates?after=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("ORG-5 a rate is removed after a question that says what follows; one that is not there is not found")
    void removal() {
        var tenant = house.tenant("Northwind");
        var operator = operator(tenant);
        upload(tenant, "USD,%s,1.1".formatted(today()));
        var address = "/operator/rates/USD/" + today() + "/removal";

        assertThat(operator.get(address).body()).contains("computed with the rate before it");
        assertThat(operator.submit(address, address).statusCode()).isEqualTo(303);

        assertThat(count()).isZero();
        for (var odd : List.of(address, "/operator/rates/USD/never/removal", "/operator/rates/X/2026-01-01/removal"))
            assertThat(operator.get(odd).statusCode()).isEqualTo(404);
    }

    private UploadOutcome upload(Tenant tenant, String lines) {
        return rates.upload(tenant.admin(), ("currency,day,rate\n" + lines).getBytes(StandardCharsets.UTF_8));
    }

    private Browser operator(Tenant tenant) {
        house.asOwner()
                .sql("insert into operator (account_id, since) values (:account, :now)")
                .param("account", tenant.admin().requireAccount().value())
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        return browser;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(house.clock().instant(), ZoneOffset.UTC);
    }

    private int count() {
        return house.asOwner()
                .sql("select count(*) from exchange_rate")
                .query(Integer.class)
                .single();
    }

    private static List<String> days(String page) {
        return Pattern.compile("<time datetime=\"([0-9-]+)\"")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
