package dev.gatehouse.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InHouse
class SetUpTest {

    private static final Origin HERE = new Origin("203.0.113.9", "Test");
    private static final Map<String, String> RIGHT = Map.of(
            "organization", "Nordwind Größe 東京",
            "firstName", "Amara",
            "lastName", "Okafor",
            "email", "amara@example.com",
            "password", House.PASSWORD,
            "timeZone", "Europe/Berlin");

    private final House house;
    private final SetUp setUp;

    SetUpTest(House house) {
        this.house = house;
        this.setUp = house.get(SetUp.class);
    }

    @AfterEach
    void noOperator() {
        house.asOwner().sql("delete from operator").update();
    }

    @Test
    @DisplayName("OPS-3 the link makes operator, organization and admin, signs them in, and is gone")
    void found() {
        var secret = secret();

        var founded = setUp.found(secret, form(Map.of("email", "first@example.com")), HERE);

        assertThat(founded.slug()).isEqualTo("nordwind-grosse-dong-jing");
        assertThat(founded.session()).hasSize(43);
        assertThat(count("select count(*) from operator")).isEqualTo(1);
        assertThat(count("select count(*) from member m join organization o on o.id = m.organization_id"
                        + " where o.slug = 'nordwind-grosse-dong-jing' and m.status = 'REGISTERED'"
                        + " and m.level = 'organization_admin' and o.seats_used = 1"))
                .isEqualTo(1);
        assertThat(setUp.link()).isEmpty();
        assertRefused("not.found", () -> setUp.look(secret));
        assertRefused("not.found", () -> setUp.found(secret, form(Map.of()), HERE));
    }

    @Test
    @DisplayName("OPS-3 of sixteen who use the link at once, one becomes operator")
    void race() {
        var secret = secret();

        var outcomes = Race.of(
                16,
                i -> setUp.found(
                        secret, form(Map.of("email", "race" + i + "@example.com", "slug", "race-" + i)), HERE));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(count("select count(*) from operator")).isEqualTo(1);
        assertThat(count("select count(*) from organization where slug like 'race-%'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from account_email where email like 'race%'"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("OPS-3 a new start ends the older link, and a day ends every link")
    void ended() {
        var older = secret();
        var newer = secret();
        assertRefused("setup.ended", () -> setUp.look(older));
        setUp.look(newer);
        house.clock().tick(Duration.ofHours(24));
        assertRefused("setup.ended", () -> setUp.found(newer, form(Map.of()), HERE));
        assertRefused("not.found", () -> setUp.look("A".repeat(43)));
    }

    @ParameterizedTest(name = "OPS-3 a wrong {0} is refused at its field and the link stays good")
    @CsvSource(
            delimiter = '|',
            value = {
                "organization| |organization.name.empty",
                "firstName| |name.empty",
                "email|nonsense|email.malformed",
                "password|too short|password.short",
                "slug|Not A Slug|organization.slug"
            })
    void wrong(String field, String value, String code) {
        var secret = secret();
        assertRefused(code, () -> setUp.found(secret, form(Map.of(field, value == null ? "" : value)), HERE));
        setUp.look(secret);
    }

    @Test
    @DisplayName("ORG-7 an operator makes an organization and invites its admin; nobody else can")
    void founding() {
        setUp.found(secret(), form(Map.of("email", "operator@example.com", "slug", "operators")), HERE);
        var operator = Actor.account(
                new AccountId(house.asOwner()
                        .sql("select account_id from operator")
                        .query(UUID.class)
                        .single()),
                HERE);
        var founding = house.get(Founding.class);
        var form = new FoundingForm("Contoso", "", "1", "de", "admin@contoso.example");

        var id = founding.create(operator, form);

        assertThat(house.asOwner()
                        .sql("select status || ' ' || language from member where organization_id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .list())
                .containsExactly("INVITED de");
        assertRefused("organization.slug.taken", () -> founding.create(operator, form));
        assertRefused(
                "seats.number.one",
                () -> founding.create(operator, new FoundingForm("X", "", "0", "en", "a@b.example")));
        assertRefused("not.found", () -> founding.create(house.tenant("Other").admin(), form));
        assertThat(count("select count(*) from organization where slug = 'x'")).isZero();
    }

    @Test
    @DisplayName("OPS-3 a time zone that no profile could hold becomes UTC")
    void unknownZone() {
        setUp.found(secret(), form(Map.of("email", "zone@example.com", "slug", "zones", "timeZone", "+05:00")), HERE);
        assertThat(house.asOwner()
                        .sql("select time_zone from account a join account_email e on e.account_id = a.id"
                                + " where e.email = 'zone@example.com'")
                        .query(String.class)
                        .single())
                .isEqualTo("UTC");
    }

    private String secret() {
        var link = setUp.link().orElseThrow();
        assertThat(link).startsWith(house.url() + "/set-up/");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static SetUpForm form(Map<String, String> other) {
        var typed = new HashMap<>(RIGHT);
        typed.putAll(other);
        return SetUpForm.of(typed, "en");
    }

    private int count(String query) {
        return house.asOwner().sql(query).query(Integer.class).single();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
