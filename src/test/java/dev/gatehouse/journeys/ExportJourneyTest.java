package dev.gatehouse.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ExportJourneyTest {

    private final House house;

    ExportJourneyTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("MEM-7 an admin narrows the list, and downloads what it shows as CSV and for Excel")
    void download() throws IOException {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@example.com");
        house.member(tenant, "Jonas", "Lindqvist", "jonas@example.com");
        try (var admin = Person.atDesk(house)) {
            admin.signIn(tenant.adminEmail(), House.PASSWORD).open("/o/" + tenant.slug() + "/members?q=lena");
            admin.press("Export").sees("What the list shows now").look("export");
            var csv = admin.page().waitForDownload(() -> admin.press("CSV file"));
            assertThat(csv.suggestedFilename()).isEqualTo("members-" + tenant.slug() + ".csv");
            assertThat(Files.readAllLines(csv.path()))
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains(",Lena,Fischer,lena@example.com,");
            admin.open("/o/" + tenant.slug() + "/members").press("Export");
            var xlsx = admin.page().waitForDownload(() -> admin.press("Excel file"));
            assertThat(xlsx.suggestedFilename()).isEqualTo("members-" + tenant.slug() + ".xlsx");
            assertThat(xlsx.failure()).isNull();
            assertThat(xlsx.path())
                    .content(StandardCharsets.ISO_8859_1)
                    .startsWith("PK")
                    .contains("PK\5\6");
        }
    }
}
