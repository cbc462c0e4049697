package dev.gatehouse.currencies;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateFileTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 9, 30);

    @Test
    @DisplayName("ORG-5 a file has a rate in each line, with a mark of its encoding, quotes, spaces and any line ends")
    void eachRate() {
        var file = read("\uFEFFCurrency, Day ,rate\r\nUSD,2026-09-30,1.0842\r\n\r\n \"JPY\" , 2026-09-29 , 161.5\n");

        assertThat(file.faults()).isEmpty();
        assertThat(file.rates())
                .containsExactly(rate("USD", "2026-09-30", "1.0842"), rate("JPY", "2026-09-29", "161.5"));
    }

    @Test
    @DisplayName(
            "ORG-5 the European Central Bank's history is read, with currencies of the past and days without a rate")
    void history() {
        var file = read("""
                Date,USD,JPY,CYP,ISK,
                2026-09-30,1.0842,161.5,N/A,N/A,
                1999-01-04,1.1789,133.73,0.58231,,
                """);

        assertThat(file.faults()).isEmpty();
        assertThat(file.rates())
                .containsExactly(
                        rate("USD", "2026-09-30", "1.0842"),
                        rate("JPY", "2026-09-30", "161.5"),
                        rate("USD", "1999-01-04", "1.1789"),
                        rate("JPY", "1999-01-04", "133.73"),
                        rate("CYP", "1999-01-04", "0.58231"));
    }

    @Test
    @DisplayName("ORG-5 its file of one day is read too, which says the day in words")
    void daily() {
        assertThat(read("Date, USD, JPY, \n30 September 2026, 1.0842, 161.50, \n")
                        .rates())
                .containsExactly(rate("USD", "2026-09-30", "1.0842"), rate("JPY", "2026-09-30", "161.50"));
    }

    @ParameterizedTest(name = "ORG-5 a fault is told with its line: {1} for {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '´',
            value = {
                "currency,day,rate;USD,2026-09-30,1.08;USD,2026-09-31,1.08|3 day",
                "currency,day,rate;USD,30.09.2026,1.08|2 day",
                "currency,day,rate;USD,,1.08|2 day",
                "currency,day,rate;USD,2026-10-01,1.08|2 future",
                "currency,day,rate;USD,1998-12-31,1.08|2 past",
                "currency,day,rate;EUR,2026-09-30,1|2 currency",
                "currency,day,rate;XYZ,2026-09-30,1|2 currency",
                "currency,day,rate;usd,2026-09-30,1|2 currency",
                "currency,day,rate;USD,2026-09-30,1,08|2 columns",
                "currency,day,rate;USD,2026-09-30|2 columns",
                "currency,day,rate;USD,2026-09-30,0|2 rate",
                "currency,day,rate;USD,2026-09-30,0.000|2 rate",
                "currency,day,rate;USD,2026-09-30,-1|2 rate",
                "currency,day,rate;USD,2026-09-30,1e3|2 rate",
                "currency,day,rate;USD,2026-09-30,NaN|2 rate",
                "currency,day,rate;USD,2026-09-30,=1+1|2 rate",
                "currency,day,rate;USD,2026-09-30,1.00000000001|2 rate",
                "currency,day,rate;USD,2026-09-30,1.08;USD,2026-09-30,1.09|3 twice",
                "Date,USD,XYZ;2026-09-30,1.08,1|2 currency",
                "Date,USD;2026-09-30,1.08,1|2 columns",
                "Date,USD;2026-09-30,1,08|2 columns",
                "Date,USD,USD;2026-09-30,1.08,1.09|2 twice",
                "Date,USD;yesterday,1.08|2 day",
                "Date,USD;2026-09-30,N/A|1 empty",
                "currency,day,rate|1 empty",
                "day,currency,rate;2026-09-30,USD,1.08|1 header",
                "USD,2026-09-30,1.08|1 header"
            })
    void faults(String lines, String fault) {
        var file = read(lines.replace(';', '\n'));

        assertThat(file.rates()).isEmpty();
        assertThat(file.faults()).isNotEmpty();
        assertThat(file.faults().getFirst().line() + " "
                        + file.faults().getFirst().code())
                .isEqualTo(fault);
    }

    @Test
    @DisplayName(
            "ORG-5 nothing, and what is no text, is told; of many faults the first twenty are, and how many more there are")
    void others() {
        assertThat(RateFile.read(new byte[0], TODAY).faults())
                .extracting(RateFault::code)
                .containsExactly("header");
        assertThat(RateFile.read(new byte[] {(byte) 0xff, 0, 1}, TODAY).faults())
                .extracting(RateFault::code)
                .containsExactly("encoding");
        var many = read("currency,day,rate\n"
                + IntStream.range(0, 100).mapToObj(i -> "USD,never,1").collect(Collectors.joining("\n")));
        assertThat(many.faults()).hasSize(20);
        assertThat(many.more()).isEqualTo(80);
        assertThat(read("currency,day,rate\nUSD,2026-09-30," + "9".repeat(500))
                        .faults()
                        .getFirst()
                        .value())
                .hasSizeLessThan(50);
    }

    private static RateFile read(String text) {
        return RateFile.read(text.getBytes(StandardCharsets.UTF_8), TODAY);
    }

    private static ExchangeRate rate(String currency, String day, String rate) {
        return new ExchangeRate(currency, LocalDate.parse(day), new BigDecimal(rate));
    }
}
