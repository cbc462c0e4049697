package dev.gatehouse.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.support.TransactionTemplate;

/** Where text messages may go and how many, against those who earn by having them sent. */
@InHouse
class SmsRulesTest {

    private static final int PER_HOUR = 5;
    private static final int PER_DAY = 20;
    private static final int PER_PREFIX = 50;

    private final House house;
    private final Messages messages;

    SmsRulesTest(House house) {
        this.house = house;
        this.messages = house.get(Messages.class);
    }

    @Test
    @DisplayName("ACT-1 of sixteen who ask for the last message of a number at once, one gets it")
    void numberRaced() {
        var tenant = house.tenant("Northwind");
        for (var i = 1; i < PER_HOUR; i++) require(tenant, "+4915111111111");

        var outcomes = Race.of(16, i -> {
            require(tenant, "+4915111111111");
            return true;
        });

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOfSatisfying(Refusal.class, no -> {
                    assertThat(no.code()).isEqualTo("sms.number");
                    assertThat(no.kind()).isEqualTo(Refusal.Kind.RULE);
                    assertThat(no.arguments()).containsExactly(Duration.ofHours(1));
                }));
    }

    @Test
    @DisplayName("ACT-1 of sixteen organizations that ask for one number, each with its first message, five get it")
    void numberOfAllOrganizations() {
        var tenants =
                IntStream.range(0, 16).mapToObj(i -> house.tenant("Pump " + i)).toList();
        var outcomes = Race.of(16, i -> may(tenants.get(i), "+4915122222222"));
        assertThat(outcomes)
                .filteredOn(outcome -> Boolean.TRUE.equals(outcome.result()))
                .hasSize(PER_HOUR);
    }

    @Test
    @DisplayName("ACT-1 a number gets five messages in an hour and twenty in a day, to the millisecond")
    void numberOverTheDay() {
        var tenant = house.tenant("Northwind");
        var phone = "+4915133333333";
        for (var hour = 0; hour < PER_DAY / PER_HOUR; hour++) {
            for (var i = 0; i < PER_HOUR; i++) assertThat(may(tenant, phone)).isTrue();
            house.clock().tick(Duration.ofHours(1).minusMillis(1));
            assertThat(may(tenant, phone)).isFalse();
            house.clock().tick(Duration.ofMillis(1));
        }
        assertThat(may(tenant, phone)).as("the day is used up").isFalse();
        house.clock().tick(Duration.ofHours(20).minusMillis(1));
        assertThat(may(tenant, phone)).isFalse();
        house.clock().tick(Duration.ofMillis(1));
        assertThat(may(tenant, phone)).isTrue();
    }

    @Test
    @DisplayName(
            "ACT-1 fifty messages in an hour go to one block of numbers, whichever of its numbers and by whichever organization")
    void prefix() {
        var tenants = List.of(house.tenant("Northwind"), house.tenant("Contoso"));
        for (var i = 0; i < PER_PREFIX; i++)
            assertThat(may(tenants.get(i % 2), "+4915144%06d".formatted(i))).isTrue();
        refused("sms.busy", () -> require(tenants.getFirst(), "+4915144900000"));
        assertThat(may(tenants.getFirst(), "+4915145900000"))
                .as("the next block")
                .isTrue();
    }

    @Test
    @DisplayName("ACT-1 an organization's budget is its own, raced or not; the platform's stays for the others")
    void budget() {
        var tenant = house.tenant("Northwind");
        allow(tenant, 3, null);
        var outcomes = Race.of(16, i -> may(tenant, "+49151%02d000000".formatted(50 + i)));
        assertThat(outcomes)
                .filteredOn(outcome -> Boolean.TRUE.equals(outcome.result()))
                .hasSize(3);
        assertThatThrownBy(() -> require(tenant, "+4915170000000")).isInstanceOfSatisfying(Refusal.class, no -> {
            assertThat(no.code()).isEqualTo("sms.budget");
            assertThat(no.arguments()).containsExactly(3, Duration.ofHours(24));
        });
        assertThat(may(house.tenant("Contoso"), "+4915170000000")).isTrue();
        house.clock().tick(Duration.ofHours(24));
        assertThat(may(tenant, "+4915170000000")).isTrue();

        allow(tenant, 0, null);
        refused("sms.budget", () -> require(tenant, "+4915170000001"));
    }

    @Test
    @DisplayName("ACT-1 what is refused or rolled back is not counted")
    void notCounted() {
        var tenant = house.tenant("Northwind");
        allow(tenant, 1, null);
        assertThat(may(tenant, "+4915180000000")).isTrue();
        for (var i = 0; i < 2 * PER_HOUR; i++)
            assertThat(may(tenant, "+4915180000001")).isFalse();
        allow(tenant, 100, null);
        for (var i = 0; i < 2 * PER_HOUR; i++)
            assertThatThrownBy(() -> inside(tenant, () -> {
                        messages.requireSms(tenant.id(), "+4915180000001");
                        throw new IllegalStateException("changed my mind");
                    }))
                    .hasMessage("changed my mind");
        for (var i = 0; i < PER_HOUR; i++)
            assertThat(may(tenant, "+4915180000001")).isTrue();
        assertThat(may(tenant, "+4915180000001")).isFalse();
    }

    @Test
    @DisplayName(
            "ACT-1 of many numbers at once, those that may get a message are told from the others, in as few statements as one")
    void many() {
        var tenant = house.tenant("Northwind");
        allow(tenant, 30, null);
        var phones = IntStream.range(0, 40)
                .mapToObj(i -> "+49152%02d000000".formatted(i + 10))
                .toList();
        var odd = List.of("+2348012345678", "+49301234567", "nonsense");
        var all = IntStream.range(0, 43)
                .mapToObj(i -> i < 40 ? phones.get(i) : odd.get(i - 40))
                .toList();

        var one = house.statements(() -> inside(tenant, () -> messages.maySms(tenant.id(), phones.subList(39, 40))));
        var admitted = new AtomicReference<Set<String>>();
        var many = house.statements(() -> admitted.set(inside(tenant, () -> messages.maySms(tenant.id(), all))));

        assertThat(admitted.get()).hasSize(29).isSubsetOf(phones);
        assertThat(many).isEqualTo(one);
    }

    @ParameterizedTest
    @DisplayName(
            "ACT-1 countries that cost, landlines, numbers that earn and what is no number are refused with a word of their own")
    @CsvSource({
        "+2348012345678, sms.country", "+881631234567, sms.country", "+18765550123, sms.country",
                "+447781123456, sms.country",
        "+49301234567, sms.mobile", "+499001234567, sms.mobile", "+498001234567, sms.mobile", "+4912, phone.malformed",
    })
    void elsewhere(String phone, String code) {
        var tenant = house.tenant("Northwind");
        refused(code, () -> require(tenant, phone));
        assertThat(may(tenant, phone)).isFalse();
    }

    @ParameterizedTest
    @DisplayName("ACT-1 mobile numbers of the countries where the product speaks get messages")
    @CsvSource({
        "+4915112345678",
        "+33612345678",
        "+34612345678",
        "+4520123456",
        "+12025550123",
        "+819012345678",
        "+447400123456",
        "+41781234567"
    })
    void welcome(String phone) {
        assertThat(may(house.tenant("Northwind"), phone)).isTrue();
    }

    @Test
    @DisplayName("ACT-1 an organization's own countries take the place of the server's")
    void ownCountries() {
        var tenant = house.tenant("Northwind");
        allow(tenant, null, "{NG,CH}");
        assertThat(may(tenant, "+2348012345678")).isTrue();
        assertThat(may(tenant, "+41781234567")).isTrue();
        refused("sms.country", () -> require(tenant, "+4915112345678"));
    }

    @Test
    @DisplayName(
            "ACT-1 a text message that nobody asked for is not staged, nor a second one for one yes, nor another organization's")
    void permits() {
        var tenant = house.tenant("Northwind");
        var other = house.tenant("Contoso");
        var phone = "+4915190000000";
        refusedToStage(() -> inside(tenant, () -> stage(tenant.id(), phone)));
        refusedToStage(() -> inside(tenant, () -> {
            messages.requireSms(tenant.id(), phone);
            stage(tenant.id(), phone);
            return stage(tenant.id(), phone);
        }));
        refusedToStage(() -> inside(tenant, () -> {
            messages.requireSms(other.id(), phone);
            return stage(tenant.id(), phone);
        }));
        refusedToStage(() -> inside(tenant, () -> {
            messages.requireSms(tenant.id(), phone);
            var anew = new TransactionTemplate(house.get(PlatformTransactionManager.class));
            anew.setPropagationBehavior(Propagation.REQUIRES_NEW.value());
            return anew.execute(_ -> stage(tenant.id(), phone));
        }));
        assertThat(inside(tenant, () -> {
                    messages.requireSms(tenant.id(), phone);
                    return stage(tenant.id(), phone);
                }))
                .isTrue();
        assertThat(house.smsTo(phone)).startsWith("493027 is your sign-in code for Northwind");
    }

    private boolean stage(OrganizationId organization, String phone) {
        messages.stage(
                organization,
                List.of(Outgoing.sms(
                        Template.SIGN_IN_CODE,
                        "en",
                        null,
                        null,
                        phone,
                        Map.of("code", "493027"),
                        house.clock().instant().plus(Duration.ofMinutes(10)))));
        return true;
    }

    private void require(Tenant tenant, String phone) {
        inside(tenant, () -> {
            messages.requireSms(tenant.id(), phone);
            return true;
        });
    }

    private boolean may(Tenant tenant, String phone) {
        return inside(tenant, () -> messages.maySms(tenant.id(), phone));
    }

    private <T> T inside(Tenant tenant, Supplier<T> work) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return work.get();
        });
    }

    private void allow(Tenant tenant, @Nullable Integer budget, @Nullable String countries) {
        house.asOwner()
                .sql(
                        "update organization_policy set sms_budget = :budget, sms_countries = :countries::text[] where organization_id = :id")
                .param("budget", budget)
                .param("countries", countries)
                .param("id", tenant.id().value())
                .update();
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private static void refusedToStage(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOf(IllegalStateException.class).hasMessageContaining("requireSms or maySms");
    }
}
