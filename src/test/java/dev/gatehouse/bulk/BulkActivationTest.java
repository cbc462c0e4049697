package dev.gatehouse.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Activation;
import dev.gatehouse.admission.Somebody;
import dev.gatehouse.bulk.BulkJob.State;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class BulkActivationTest {

    private final House house;
    private final Bulk bulk;

    BulkActivationTest(House house) {
        this.house = house;
        this.bulk = house.get(Bulk.class);
    }

    @Test
    @DisplayName(
            "ACT-1 MEM-4 of many who are sent activation, each who is left out has a reason, in the report and its file")
    void reasons() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.created("lena@one.example", null);
        var again = people.created("again@one.example", null);
        house.get(Activation.class).send(tenant.admin(), again, Set.of(Channel.EMAIL));
        var joined = id(house.member(tenant, "Jonas", "Lindqvist", "jonas@one.example"));
        var waits = people.created("waits@one.example", null);
        house.asOwner()
                .sql("update member set status = 'REGISTERING', awaits_identifier = true where id = :id")
                .param("id", waits.value())
                .update();
        var blocked = people.toConfirm("blocked@one.example");
        house.get(Lifecycle.class).deactivate(tenant.admin(), blocked);
        var terminated = people.toConfirm("terminated@one.example");
        terminate(tenant, people, terminated);
        var above = people.created("above@one.example", null, people.role(PredefinedRole.ORGANIZATION_ADMIN));
        var phoneOnly = people.created(null, "+4915112345641");
        var full = people.created("full@one.example", null);
        for (var i = 0; i < 10; i++) house.get(Activation.class).send(tenant.admin(), full, Set.of(Channel.EMAIL));
        var community = people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@one.example");

        var job = bulk.start(
                community,
                BulkRequest.of(
                        BulkAction.ACTIVATION,
                        List.of(lena, again, joined, waits, blocked, terminated, above, phoneOnly, full)));

        assertThat(job.state()).isEqualTo(State.DONE);
        assertThat(job.done()).isEqualTo(2);
        assertThat(leftOut(community, job))
                .isEqualTo(Map.of(
                        joined, "joined",
                        waits, "registering",
                        blocked, "blocked",
                        terminated, "terminated",
                        above, "above",
                        phoneOnly, "no_contact",
                        full, "limit"));
        assertThat(people.status(lena)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.status(above)).isEqualTo(MemberStatus.CREATED);
        assertThat(house.mailTo("lena@one.example")).contains("/activate/");

        var browser = new Browser(house);
        browser.signIn("community@one.example", House.PASSWORD);
        var report = "/o/" + tenant.slug() + "/bulk/" + job.id();
        assertThat(browser.get(report).body())
                .contains("7 members were left out", "Has begun to register", "Has no address or number for it");
        assertThat(browser.get(report + ".csv").body()).contains("left_out,no_contact,", "left_out,limit,");
    }

    @Test
    @DisplayName(
            "ACT-1 MEM-4 where text messages are on, who has only a number gets one, and a number that gets none is named")
    void numbers() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.policy("activation_sms = true, sms_countries = '{DE}'");
        var german = people.created(null, "+4915112345642");
        var foreign = people.created(null, "+41791234567");

        var job = bulk.start(tenant.admin(), BulkRequest.of(BulkAction.ACTIVATION, List.of(german, foreign)));

        assertThat(job.done()).isEqualTo(1);
        assertThat(leftOut(tenant.admin(), job)).isEqualTo(Map.of(foreign, "sms"));
        assertThat(house.smsTo("+4915112345642")).contains("/activate/");
        assertThat(people.status(foreign)).isEqualTo(MemberStatus.CREATED);
    }

    @Test
    @DisplayName("ORG-4 MEM-4 the first get the seats that are left; the others stay known, and the report says why")
    void seats() {
        var tenant = house.tenant("Northwind", 3);
        var people = new Somebody(house, tenant);
        var five = IntStream.range(0, 5)
                .mapToObj(i -> people.created("seat" + i + "@three.example", null))
                .toList();

        var job = bulk.start(tenant.admin(), BulkRequest.of(BulkAction.ACTIVATION, five));

        assertThat(job.done()).isEqualTo(2);
        assertThat(leftOut(tenant.admin(), job))
                .hasSize(3)
                .containsValue("seats")
                .doesNotContainValue("limit");
        assertThat(people.seatsUsed()).isEqualTo(3);
        assertThat(five.stream().map(people::status)).containsOnly(MemberStatus.INVITED, MemberStatus.CREATED);
    }

    @Test
    @DisplayName("ROL-3 MEM-4 nobody sends activation to many without the right, nor to people of another organization")
    void refused() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.created("lena@four.example", null);
        var plain = house.member(tenant, "Plain", "Member", "plain@four.example");
        var elsewhere = house.tenant("Harbor");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> bulk.start(plain, BulkRequest.of(BulkAction.ACTIVATION, List.of(lena))))
                .withMessage("forbidden");
        assertThat(bulk.start(elsewhere.admin(), BulkRequest.of(BulkAction.ACTIVATION, List.of(lena)))
                        .done())
                .isZero();

        assertThat(people.status(lena)).isEqualTo(MemberStatus.CREATED);
    }

    private void terminate(Tenant tenant, Somebody people, MemberId id) {
        var member = people.get(id);
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Members.class).terminate(tenant.admin(), member);
            return true;
        });
    }

    private Map<MemberId, String> leftOut(Actor actor, BulkJob job) {
        return bulk.leftOut(actor, job.id(), 0, 99).stream()
                .collect(Collectors.toMap(BulkTarget::id, target -> Objects.requireNonNull(target.problem())));
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }
}
