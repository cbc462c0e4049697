package dev.gatehouse.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.audit.AuditChain;
import dev.gatehouse.audit.ChainVerdict.Whole;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class DemoTest {

    private final House house;

    DemoTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName("OPS-3 --demo fills an empty database, agrees with itself, and is done once")
    void fill() {
        var demo = house.get(Demo.class);

        var signIn = demo.fill().orElseThrow();

        assertThat(signIn.email()).isEqualTo("amara.okafor@northwind.example");
        assertThat(demo.fill()).isEmpty();
        assertThat(house.get(SetUp.class).link()).isEmpty();
        var northwind =
                house.get(Organizations.class).bySlug("northwind-retail").orElseThrow();
        assertThat(northwind.seatsUsed()).isEqualTo(1_284);
        assertThat(northwind.seatsLeft()).isEqualTo(216);
        assertThat(house.asOwner().sql("""
                select count(*) from organization o
                 where o.seats_used <> (select count(*) from member m
                                         where m.organization_id = o.id and m.status in ('INVITED', 'REGISTERING', 'REGISTERED'))
                """).query(Integer.class).single()).isZero();
        assertThat(house.asOwner()
                        .sql("select count(distinct status) from member")
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
        assertThat(house.asOwner().sql("""
                select (select count(*) from department) || ' ' || (select count(*) from job_profile) || ' ' || (select count(*) from partner)
                    || ' ' || (select count(*) from attribute) || ' ' || (select count(*) > 1000 from member where department_id is not null)
                    || ' ' || (select count(*) > 5 from member where partner_id is not null)
                """).query(String.class).single()).isEqualTo("14 6 2 2 true true");
        while (house.get(AuditChain.class).extend(northwind.id()) > 0) {}
        assertThat(house.get(AuditChain.class).verify(northwind.id()))
                .isInstanceOfSatisfying(
                        Whole.class, whole -> assertThat(whole.events()).isGreaterThan(2_000));
    }
}
