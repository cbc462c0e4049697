package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class MembersTest {

    private final House house;
    private final Members members;
    private final Access access;

    MembersTest(House house) {
        this.house = house;
        this.members = house.get(Members.class);
        this.access = house.get(Access.class);
    }

    @Test
    @DisplayName(
            "MEM-5 removing a member frees the seat and ends access, and leaves the account and its other memberships alone")
    void removal() {
        var northwind = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var jonas = house.member(northwind, "Jonas", "Lindqvist", "jonas@example.com");
        house.inTransaction(() -> {
            access.require(harbor.admin(), Permission.MEMBERS_INVITE);
            return members.found(
                    harbor.admin(),
                    house.get(Accounts.class).find(jonas.requireAccount()).orElseThrow());
        });

        members.remove(northwind.admin(), Objects.requireNonNull(jonas.member()));

        assertThat(members.memberships(jonas.requireAccount()))
                .extracting(Membership::name)
                .containsExactly("Harbor");
        assertThat(house.get(Accounts.class).byVerifiedEmail("jonas@example.com"))
                .isPresent();
        assertThat(access.permissionsOf(jonas)).isEmpty();
        assertRefused(
                "not.found",
                () -> members.remove(
                        jonas, Objects.requireNonNull(northwind.admin().member())));
        assertThat(seatsUsed(northwind)).isEqualTo(1);
    }

    @Test
    @DisplayName("MEM-5 the last organization admin cannot be removed")
    void lastAdmin() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Jonas", "Lindqvist", "jonas2@example.com");

        assertRefused(
                "members.last_admin",
                () -> members.remove(
                        tenant.admin(), Objects.requireNonNull(tenant.admin().member())));
    }

    @Test
    @DisplayName("MEM-5 two admins who remove each other at once leave one")
    void lastAdminRace() {
        for (var round = 0; round < 8; round++) {
            var tenant = house.tenant("Northwind");
            var second = house.member(tenant, "Jonas", "Lindqvist", "jonas-race" + round + "@example.com");
            house.get(Grants.class)
                    .give(
                            tenant.admin(),
                            Objects.requireNonNull(second.subject()),
                            house.gift(tenant, PredefinedRole.ORGANIZATION_ADMIN, ScopeId.of(tenant.id())));

            var outcomes = Race.of(
                    2,
                    i -> i == 0
                            ? members.remove(tenant.admin(), Objects.requireNonNull(second.member()))
                            : members.remove(
                                    second,
                                    Objects.requireNonNull(tenant.admin().member())));

            assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
            assertThat(house.asOwner()
                            .sql(
                                    "select count(*) from role_grant g join role r on r.id = g.role_id where g.organization_id = :id and r.predefined = 'organization_admin'")
                            .param("id", tenant.id().value())
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "MEM-5 a member without the permission, a stranger's organization and a missing member are refused alike")
    void refusals() {
        var tenant = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var jonas = house.member(tenant, "Jonas", "Lindqvist", "jonas3@example.com");
        var foreign = Objects.requireNonNull(harbor.admin().member());

        assertRefused(
                "forbidden",
                () -> members.remove(
                        jonas, Objects.requireNonNull(tenant.admin().member())));
        assertRefused("not.found", () -> members.remove(tenant.admin(), foreign));
        assertRefused("not.found", () -> members.remove(tenant.admin(), new MemberId(UUID.randomUUID())));
        assertRefused("not.found", () -> members.remove(stranger(tenant, harbor), foreign));
    }

    @Test
    @DisplayName(
            "LIF-1 nobody leaves TERMINATED, nobody comes back to CREATED but from BLOCKED, and no status follows itself")
    void statusMachine() {
        for (var from : MemberStatus.values())
            for (var to : MemberStatus.values()) {
                if (from == MemberStatus.TERMINATED || from == to)
                    assertThat(from.mayBecome(to)).isFalse();
                if (to == MemberStatus.CREATED && from != MemberStatus.BLOCKED)
                    assertThat(from.mayBecome(to)).isFalse();
                if (to == MemberStatus.TERMINATED && from != to)
                    assertThat(from.mayBecome(to)).isTrue();
            }
    }

    @Test
    @DisplayName("ORG-4 the counter of seats agrees with the members that hold one, whatever happened")
    void seatsAgree() {
        assertThat(house.asOwner().sql("""
                select count(*) from organization o
                 where seats_used <> (select count(*) from member m
                                       where m.organization_id = o.id and status in ('INVITED', 'REGISTERING', 'REGISTERED'))
                    or coalesce((select sum(members) from member_tally t where t.organization_id = o.id), 0)
                       <> (select count(*) from member m where m.organization_id = o.id)
                """).query(Integer.class).single()).isZero();
    }

    /** Somebody of another organization who writes this one's address. */
    private static Actor stranger(Tenant tenant, Tenant home) {
        var admin = home.admin();
        return Actor.member(
                tenant.id(),
                admin.requireAccount(),
                Objects.requireNonNull(admin.member()),
                Objects.requireNonNull(admin.subject()),
                admin.origin());
    }

    private int seatsUsed(Tenant tenant) {
        return house.asOwner()
                .sql("select seats_used from organization where id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
