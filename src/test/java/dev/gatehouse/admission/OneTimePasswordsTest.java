package dev.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class OneTimePasswordsTest {

    private final House house;
    private final OneTimePasswords passwords;
    private final Ways ways;

    OneTimePasswordsTest(House house) {
        this.house = house;
        this.passwords = house.get(OneTimePasswords.class);
        this.ways = house.get(Ways.class);
    }

    @Test
    @DisplayName(
            "ACT-2 LIF-1 giving one makes CREATED INVITED with a seat, and shows it this once; the page says how it stands")
    void given() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@one.example", null);

        var given = passwords.give(tenant.admin(), id);

        assertThat(given.code()).matches("[BCDFGHJKMNPQRSTVWXYZ2-9]{5}-[BCDFGHJKMNPQRSTVWXYZ2-9]{5}");
        assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.seatsUsed()).isEqualTo(2);
        var plain = given.code().replace("-", "");
        for (var table : List.of("one_time_code", "event", "message", "member"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " row where row::text like '%' || :code || '%'")
                            .param("code", plain)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        assertThat(given.toString()).doesNotContain(plain, given.code());
        assertThat(use(tenant, id, "BBBBB-BBBBB")).isFalse();
        var standing = Objects.requireNonNull(ways.of(tenant.admin(), id).password());
        assertThat(standing.triesLeft()).isEqualTo(4);
        assertThat(standing.expiresAt()).isEqualTo(given.expiresAt());
        assertThat(use(tenant, id, given.code().toLowerCase(java.util.Locale.ROOT)))
                .isTrue();
        assertThat(use(tenant, id, given.code())).as("it works once").isFalse();
        assertThat(ways.of(tenant.admin(), id).password()).isNull();
    }

    @Test
    @DisplayName("ACT-2 a new one ends the older one; five wrong tries end it, and so do seven days")
    void ends() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@two.example", null);
        var first = passwords.give(tenant.admin(), id);
        var second = passwords.give(tenant.admin(), id);

        assertThat(use(tenant, id, first.code())).isFalse();
        for (var i = 0; i < 4; i++) assertThat(use(tenant, id, "wrong")).isFalse();
        assertThat(use(tenant, id, second.code())).isFalse();
        var third = passwords.give(tenant.admin(), id);
        house.clock().tick(Duration.ofDays(7));
        assertThat(use(tenant, id, third.code())).isFalse();
        var fourth = passwords.give(tenant.admin(), id);
        house.clock().tick(Duration.ofDays(7).minusMillis(1));
        assertThat(use(tenant, id, fourth.code())).isTrue();
        assertThat(people.seatsUsed()).isEqualTo(2);
    }

    @Test
    @DisplayName("ACT-2 activation links stay open beside it, and setting a password by one ends all")
    void besideLinks() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@three.example", null);
        house.get(Activation.class).send(tenant.admin(), id, Set.of(Channel.EMAIL));
        var given = passwords.give(tenant.admin(), id);
        var open = ways.of(tenant.admin(), id);
        assertThat(open.emailUntil()).isNotNull();
        assertThat(open.password()).isNotNull();

        house.get(ActivationLink.class)
                .activate(
                        house.secretTo("lena@three.example", "/activate/"),
                        new ActivateForm("Lena", "Fischer", "en", "UTC", Somebody.PASSWORD, 0),
                        new Origin("203.0.113.7", "Test"));

        assertThat(use(tenant, id, given.code())).isFalse();
        assertThat(ways.of(tenant.admin(), id).any()).isFalse();
        assertRefused("activation.closed", () -> passwords.give(tenant.admin(), id));
    }

    @Test
    @DisplayName(
            "ROL-3 nobody gets one from below, who was promised roles at a hub included; nor where they are switched off, nor before confirming")
    void refused() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var community = people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@four.example");
        var hub = new Ground(house).hub(tenant, "Marketing");
        var above = people.created(
                "hub@four.example", null, InitialPermissions.gifts(house.gift(tenant, PredefinedRole.HUB_ADMIN, hub)));
        var ordinary = people.created("plain@four.example", null);
        var confirming = people.toConfirm("confirm@four.example");

        assertRefused("members.above", () -> passwords.give(community, above));
        assertRefused("one_time_password.unconfirmed", () -> passwords.give(tenant.admin(), confirming));
        assertThat(ways.of(tenant.admin(), confirming).mayGivePassword()).isFalse();
        people.policy("one_time_passwords = false");
        assertRefused("one_time_password.off", () -> passwords.give(tenant.admin(), ordinary));
        assertThat(ways.of(tenant.admin(), ordinary).mayGivePassword()).isFalse();
        people.policy("one_time_passwords = true");
        passwords.give(community, ordinary);
        assertRefused("not.found", () -> passwords.give(house.tenant("Harbor").admin(), ordinary));
        assertThat(people.status(above)).isEqualTo(MemberStatus.CREATED);
    }

    private boolean use(Tenant tenant, MemberId id, String typed) {
        return house.inTransaction(() -> house.get(OneTimeCodes.class)
                .use(
                        OneTimeCodes.Purpose.ONE_TIME_PASSWORD,
                        id.value(),
                        OneTimePasswords.binding(tenant.id(), id),
                        typed));
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).withMessage(code);
    }
}
