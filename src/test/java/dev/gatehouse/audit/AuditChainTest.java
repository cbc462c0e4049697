package dev.gatehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.audit.ChainVerdict.Broken;
import dev.gatehouse.audit.ChainVerdict.Fault;
import dev.gatehouse.audit.ChainVerdict.Whole;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InHouse
class AuditChainTest {

    private final House house;
    private final AuditChain chain;

    AuditChainTest(House house) {
        this.house = house;
        this.chain = house.get(AuditChain.class);
    }

    @Test
    @DisplayName("AUD-1 what was recorded is chained behind, and the whole chain proves itself")
    void whole() {
        var tenant = tenantWithEvents(20);
        assertThat(chain.verify(tenant.id())).isInstanceOf(Whole.class);

        chainAll(tenant);

        assertThat(chain.waiting()).doesNotContain(tenant.id());
        assertThat(chain.verify(tenant.id())).isInstanceOfSatisfying(Whole.class, whole -> {
            assertThat(whole.events()).isGreaterThan(20);
            assertThat(whole.waiting()).isZero();
            assertThat(whole.head()).hasSize(64);
        });
    }

    @Test
    @DisplayName("AUD-1 sixteen processes that chain at once make one chain without a fork")
    void race() {
        var tenant = tenantWithEvents(200);

        Race.of(16, i -> chain.extend(tenant.id()));

        assertThat(chain.verify(tenant.id()))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.waiting()).isZero());
    }

    @ParameterizedTest(name = "AUD-1 the owner of the database is found out: {0}")
    @ValueSource(
            strings = {
                "update event set detail = '{\"n\": \"other\"}' where id = :event",
                "update event set at = at - interval '1 hour' where id = :event",
                "update event set actor_account = null where id = :event",
                "update event set kind = 'test.other' where id = :event",
                "update event set origin_digest = decode(repeat('00', 32), 'hex') where id = :event",
                "update event_chain set hash = decode(repeat('ab', 32), 'hex') where event_id = :event"
            })
    void changed(String tampering) {
        var tenant = chained();
        var position = 7L;

        tamper(tampering, eventAt(tenant, position));

        assertBroken(tenant, position, Fault.CHANGED);
    }

    @Test
    @DisplayName("AUD-1 a deleted event, a deleted link, two that were swapped and a forged origin are each found")
    void missing() {
        var gone = chained();
        tamper("delete from event where id = :event", eventAt(gone, 5));
        assertBroken(gone, 5, Fault.EVENT_GONE);

        var unlinked = chained();
        tamper("delete from event_chain where event_id = :event", eventAt(unlinked, 5));
        assertBroken(unlinked, 5, Fault.GAP);

        var swapped = chained();
        var fifth = eventAt(swapped, 5);
        tamper("update event_chain set event_id = uuidv7() where event_id = :event", fifth);
        var sixth = eventAt(swapped, 6);
        house.asOwner()
                .sql("update event_chain set event_id = :fifth where event_id = :sixth")
                .param("fifth", fifth)
                .param("sixth", sixth)
                .update();
        house.asOwner()
                .sql("""
                update event_chain set event_id = :sixth where organization_id = :organization and position = 5
                """)
                .param("sixth", sixth)
                .param("organization", swapped.id().value())
                .update();
        assertBroken(swapped, 5, Fault.CHANGED);

        var moved = chained();
        tamper("update event_origin set address = '198.51.100.1' where event_id = :event", eventAt(moved, 8));
        assertBroken(moved, 8, Fault.ORIGIN_CHANGED);
    }

    @Test
    @DisplayName("AUD-1 the last event taken out of the chain, out of the queue or out of both is found")
    void end() {
        var cut = chained();
        var last = house.asOwner()
                .sql("select max(position) from event_chain where organization_id = :organization")
                .param("organization", cut.id().value())
                .query(Long.class)
                .single();
        tamper("delete from event_chain where event_id = :event", eventAt(cut, last));
        assertBroken(cut, 0, Fault.NOT_CHAINED);

        var waiting = tenantWithEvents(3);
        house.asOwner()
                .sql("delete from event where organization_id = :organization and kind = 'test.happened'")
                .param("organization", waiting.id().value())
                .update();
        assertBroken(waiting, 0, Fault.WAITING_GONE);
    }

    @Test
    @DisplayName("AUD-1 erasing where something came from leaves the chain whole (PRI-1)")
    void erasedOrigin() {
        var tenant = chained();
        house.asOwner()
                .sql("delete from event_origin where organization_id = :organization")
                .param("organization", tenant.id().value())
                .update();
        assertThat(chain.verify(tenant.id())).isInstanceOf(Whole.class);
    }

    @ParameterizedTest(name = "AUD-1 the application itself may not: {0}")
    @ValueSource(
            strings = {
                "update event set kind = 'x'",
                "delete from event",
                "truncate event",
                "update event_chain set position = position + 1",
                "delete from event_chain",
                "update event_origin set address = ''"
            })
    void appendOnly(String statement) throws SQLException {
        chained();
        try (var connection = house.database().asApp();
                var app = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> app.execute(statement))
                    .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    @DisplayName(
            "AUD-1 a writer does not wait for the chain: it records while another transaction holds the chain's lock")
    void writersDoNotWait() {
        var tenant = chained();
        house.inTransaction(() -> {
            chain.extend(tenant.id());
            var writer = Thread.ofPlatform().start(() -> record(tenant, 5));
            try {
                assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return true;
        });
        chainAll(tenant);
        assertThat(chain.verify(tenant.id())).isInstanceOf(Whole.class);
    }

    @Test
    @DisplayName("AUD-1 events of one moment keep their order, and their ids are ranges of time")
    void order() {
        var tenant = tenantWithEvents(50);
        var numbers = house.asOwner()
                .sql("""
                select detail ->> 'n' from event where organization_id = :organization and kind = 'test.happened' order by id
                """)
                .param("organization", tenant.id().value())
                .query(String.class)
                .list();
        assertThat(numbers)
                .isEqualTo(IntStream.range(0, 50).mapToObj(Integer::toString).toList());
    }

    private Tenant chained() {
        var tenant = tenantWithEvents(10);
        chainAll(tenant);
        return tenant;
    }

    private void chainAll(Tenant tenant) {
        while (chain.extend(tenant.id()) > 0) {}
    }

    private Tenant tenantWithEvents(int howMany) {
        var tenant = house.tenant("Northwind");
        record(tenant, howMany);
        return tenant;
    }

    private void record(Tenant tenant, int howMany) {
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            List<Event> events = IntStream.range(0, howMany)
                    .mapToObj(n ->
                            new Event("test.happened", "member", UUID.randomUUID(), Map.of("n", Integer.toString(n))))
                    .toList();
            house.get(Audit.class).record(tenant.admin(), events);
            return true;
        });
    }

    private UUID eventAt(Tenant tenant, long position) {
        return house.asOwner()
                .sql("select event_id from event_chain where organization_id = :organization and position = :position")
                .param("organization", tenant.id().value())
                .param("position", position)
                .query(UUID.class)
                .single();
    }

    private void tamper(String statement, UUID event) {
        assertThat(house.asOwner().sql(statement).param("event", event).update())
                .isEqualTo(1);
    }

    private void assertBroken(Tenant tenant, long position, Fault fault) {
        assertThat(chain.verify(tenant.id())).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.fault()).isEqualTo(fault);
            assertThat(broken.position()).isEqualTo(position);
        });
    }
}
