package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.organizations.UsageView.Split;
import dev.gatehouse.organizations.UsageView.Warning;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OrganizationPagesTest {

    private final House house;
    private final OrganizationSettings settings;
    private final Usage usage;
    private final Operators operators;
    private final Seats seats;

    OrganizationPagesTest(House house) {
        this.house = house;
        this.settings = house.get(OrganizationSettings.class);
        this.usage = house.get(Usage.class);
        this.operators = house.get(Operators.class);
        this.seats = house.get(Seats.class);
    }

    @Test
    @DisplayName("ORG-6 members without the permission and admins of other organizations change nothing")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var member = house.member(tenant, "Lena", "Fischer", "forbidden@example.com");
        var other = house.tenant("Contoso");

        assertRefused("not.found", null, () -> settings.read(other.admin().in(tenant.id())));
        assertRefused("forbidden", null, () -> settings.changeLogo(member, new byte[0]));
        assertRefused("forbidden", null, () -> usage.of(member));
    }

    @Test
    @DisplayName("ORG-6 a logo is measured, drawn anew within 256 pixels, and its address changes with it")
    void logo() throws IOException {
        var tenant = house.tenant("Northwind");
        for (var size : List.of(new int[] {1_200, 300}, new int[] {64, 64}, new int[] {1, 3_000})) {
            settings.changeLogo(tenant.admin(), picture(size[0], size[1], size[0] == 64 ? "jpg" : "png"));
            var address = settings.read(tenant.admin()).organization().logoAddress();
            assertThat(address).startsWith("/logos/" + tenant.slug() + "/");
            var png = house.get(Logos.class)
                    .png(
                            tenant.slug(),
                            String.valueOf(
                                    settings.read(tenant.admin()).organization().logo()));
            var drawn = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(Math.max(drawn.getWidth(), drawn.getHeight())).isLessThanOrEqualTo(256);
        }
        assertRefused("not.found", null, () -> house.get(Logos.class).png(tenant.slug(), "0123456789abcdef01234567"));
        settings.removeLogo(tenant.admin());
        assertThat(settings.read(tenant.admin()).organization().logoAddress()).isNull();
    }

    @Test
    @DisplayName("ORG-6 what is no picture, too large, or would fill the memory is refused before it is opened")
    void badLogos() throws IOException {
        var tenant = house.tenant("Northwind");
        assertRefused(
                "logo.format",
                "logo",
                () -> settings.changeLogo(tenant.admin(), "<svg/>".getBytes(StandardCharsets.UTF_8)));
        assertRefused(
                "logo.format",
                "logo",
                () -> settings.changeLogo(tenant.admin(), Arrays.copyOf(picture(300, 300, "png"), 60)));
        assertRefused("logo.format", "logo", () -> settings.changeLogo(tenant.admin(), picture(10, 10, "gif")));
        assertRefused("logo.large", "logo", () -> settings.changeLogo(tenant.admin(), new byte[1024 * 1024 + 1]));
        assertRefused("logo.pixels", "logo", () -> settings.changeLogo(tenant.admin(), bomb()));
    }

    @Test
    @DisplayName("ORG-5 usage shows seats by status, warns at 80 % and at 100 %, and twelve months")
    void usage() {
        var tenant = house.tenant("Northwind", 5);
        for (var i = 0; i < 3; i++) house.member(tenant, "P" + i, "X", "p" + i + "@example.com");
        var near = usage.of(tenant.admin());
        assertThat(near.used()).isEqualTo(4);
        assertThat(near.left()).isEqualTo(1);
        assertThat(near.warning()).isEqualTo(Warning.NEAR);
        assertThat(near.splits()).containsExactly(new Split("REGISTERED", "password", 4, true));
        assertThat(near.months()).hasSize(12);

        house.member(tenant, "Last", "X", "last@example.com");
        assertThat(usage.of(tenant.admin()).warning()).isEqualTo(Warning.FULL);

        house.clock().tick(Duration.ofDays(70));
        var later = usage.of(tenant.admin()).months();
        assertThat(later.subList(9, 12))
                .allSatisfy(month -> assertThat(month.inUse()).isEqualTo(5));
        assertThat(UsageChart.of(usage.of(tenant.admin()), false).bars()).hasSize(12);
    }

    @Test
    @DisplayName("ORG-7 operators set seats, but never below what is in use")
    void setSeats() {
        var operator = operator();
        var tenant = house.tenant("Northwind", 5);
        house.member(tenant, "Lena", "Fischer", "lena@example.com");

        assertRefused("seats.below", "seats", () -> operators.setSeats(operator, tenant.id(), 1));
        operators.setSeats(operator, tenant.id(), 2);
        operators.setSeats(operator, tenant.id(), null);
        assertThat(operators.get(operator, tenant.id()).seatsAllowed()).isNull();
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'from' || '/' || (detail ->> 'to') from event"
                                        + " where kind = 'organization.seats_changed' and organization_id = :organization order by id")
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("5/2", "2/unlimited");
    }

    @Test
    @DisplayName("ORG-7 operators who set seats while seats are taken never leave more in use than allowed")
    void seatsRace() {
        var operator = operator();
        var tenant = house.tenant("Northwind", 20);

        Race.of(16, i -> {
            if (i % 2 == 0) operators.setSeats(operator, tenant.id(), 4 + i);
            else
                house.inTransaction(() -> {
                    seats.take(tenant.id(), 3);
                    return true;
                });
            return true;
        });

        var after = operators.get(operator, tenant.id());
        assertThat(after.seatsLeft()).isNotNull().isGreaterThanOrEqualTo(0);
    }

    @Test
    @DisplayName("ORG-7 a suspended organization takes nobody in, and is resumed with all that it had")
    void suspend() {
        var operator = operator();
        var tenant = house.tenant("Northwind", 5);

        operators.suspend(operator, tenant.id());
        operators.suspend(operator, tenant.id());
        assertRefused(
                "organization.suspended",
                null,
                () -> house.inTransaction(() -> {
                    seats.take(tenant.id(), 1);
                    return true;
                }));
        operators.resume(operator, tenant.id());
        assertThat(operators.get(operator, tenant.id()).suspended()).isFalse();
        assertThat(house.asOwner()
                        .sql("select kind from event where organization_id = :organization"
                                + " and kind in ('organization.suspended', 'organization.resumed') order by id")
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("organization.suspended", "organization.resumed");
    }

    @Test
    @DisplayName("ORG-7 the operators' list pages by key, and is not there for anyone else")
    void list() {
        var operator = operator();
        for (var i = 0; i < 120; i++) house.tenant("Page " + (char) ('a' + i % 26));

        var slugs = new ArrayList<String>();
        @Nullable String after = null;
        do {
            var page = operators.list(operator, after, null);
            page.rows().forEach(organization -> slugs.add(organization.slug()));
            after = page.next();
        } while (after != null);
        assertThat(slugs).hasSizeGreaterThan(120).isSorted().doesNotHaveDuplicates();
        var back = operators.list(operator, null, slugs.get(60));
        assertThat(back.rows()).extracting(Organization::slug).isEqualTo(slugs.subList(10, 60));

        var tenant = house.tenant("Northwind");
        assertRefused("not.found", null, () -> operators.list(tenant.admin(), null, null));
        assertRefused("not.found", null, () -> operators.setSeats(tenant.admin(), tenant.id(), 100));
        assertRefused("not.found", null, () -> operators.suspend(tenant.admin(), tenant.id()));
    }

    private Actor operator() {
        Tenant home = house.tenant("Operators");
        var account = home.admin().requireAccount();
        house.asOwner()
                .sql("insert into operator (account_id, since) values (:account, :now)")
                .param("account", account.value())
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
        return Actor.account(account, Origin.SERVER);
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var brush = picture.createGraphics();
        brush.setColor(Color.ORANGE);
        brush.fillRect(0, 0, width / 2, height);
        brush.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** A small file that says it is 60,000 pixels wide and high. */
    private static byte[] bomb() throws IOException {
        var png = picture(10, 10, "png");
        for (var at : new int[] {16, 20}) {
            png[at] = 0;
            png[at + 1] = 0;
            png[at + 2] = (byte) 0xEA;
            png[at + 3] = 0x60;
        }
        return png;
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            if (field != null) assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
