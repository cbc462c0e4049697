package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ConsentsTest {

    private final House house;
    private final Consents consents;

    ConsentsTest(House house) {
        this.house = house;
        this.consents = house.get(Consents.class);
    }

    @Test
    @DisplayName("PRI-3 a consent keeps what for, which text, in which language, when, and who confirmed it")
    void given() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@example.com");
        var admin = tenant.admin();
        give(admin, lena, Purpose.PERSONAL_DATA, 3, "de", admin.member());
        var first = house.clock().instant();
        house.clock().tick(Duration.ofDays(1));
        give(lena, lena, Purpose.NEWSLETTER, 0, "en", null);

        var kept = ofMember(lena);

        assertThat(kept)
                .extracting(Consent::purpose, Consent::version, Consent::language, Consent::confirmedBy)
                .containsExactly(
                        tuple(Purpose.NEWSLETTER, 0, "en", null),
                        tuple(Purpose.PERSONAL_DATA, 3, "de", "Amara Okafor"));
        assertThat(kept).extracting(Consent::inPerson).containsExactly(true, false);
        assertThat(kept.getLast().givenAt()).isEqualTo(first);
        assertThat(kept).allMatch(Consent::holds);
    }

    @Test
    @DisplayName("PRI-3 taking a consent back ends every version of it, leaves others alone, and is recorded once")
    void withdrawn() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "withdrawn@example.com");
        give(lena, lena, Purpose.PERSONAL_DATA, 1, "en", null);
        give(lena, lena, Purpose.PERSONAL_DATA, 2, "en", null);
        give(lena, lena, Purpose.NEWSLETTER, 0, "en", null);

        var outcomes =
                Race.of(16, i -> inside(lena, () -> consents.withdraw(lena, memberOf(lena), Purpose.PERSONAL_DATA)));

        assertThat(outcomes)
                .filteredOn(outcome -> Boolean.TRUE.equals(outcome.result()))
                .hasSize(1);
        assertThat(ofMember(lena))
                .filteredOn(Consent::holds)
                .extracting(Consent::purpose)
                .containsExactly(Purpose.NEWSLETTER);
        assertThat(house.asOwner()
                        .sql("select count(*) from event where kind = 'consent.withdrawn' and target_id = ?")
                        .param(memberOf(lena).value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("PRI-3 another organization sees and ends nothing")
    void foreign() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "foreign@example.com");
        give(lena, lena, Purpose.PERSONAL_DATA, 0, "en", null);
        var other = house.tenant("Contoso").admin();

        assertThat(inside(other, () -> consents.ofMember(other, memberOf(lena))))
                .isEmpty();
        assertThat(inside(other, () -> consents.withdraw(other, memberOf(lena), Purpose.PERSONAL_DATA)))
                .isFalse();
        assertThat(ofMember(lena)).allMatch(Consent::holds);
    }

    private void give(Actor actor, Actor person, Purpose purpose, int version, String language, @Nullable MemberId by) {
        inside(actor, () -> {
            consents.give(actor, memberOf(person), purpose, version, language, by);
            return true;
        });
    }

    private List<Consent> ofMember(Actor person) {
        return inside(person, () -> consents.ofMember(person, memberOf(person)));
    }

    private <T> T inside(Actor actor, Supplier<T> work) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(actor.organization());
            return work.get();
        });
    }

    private static MemberId memberOf(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }
}
