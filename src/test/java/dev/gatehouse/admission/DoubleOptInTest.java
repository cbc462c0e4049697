package dev.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class DoubleOptInTest {

    private static final Origin HERE = new Origin("203.0.113.7", "Test");
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    /** On this day at 01:00 UTC the clocks of Europe go forward. */
    private static final Instant BEFORE_SUMMER_TIME = Instant.parse("2027-03-27T12:00:00Z");

    private final House house;
    private final DoubleOptIn doubleOptIn;

    DoubleOptInTest(House house) {
        this.house = house;
        this.doubleOptIn = house.get(DoubleOptIn.class);
    }

    @Test
    @DisplayName(
            "CRE-3 a millisecond before 72 hours are over, across the change to summer time, the link confirms: REGISTERING")
    void justInTime() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        acrossSummerTime();
        var id = people.toConfirm("lena@one.example");
        assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.seatsUsed()).isEqualTo(2);
        assertThat(house.mailTo("lena@one.example")).contains("Northwind", "72 hours");
        var secret = house.secretTo("lena@one.example", "/confirm-address/");

        house.clock().tick(DoubleOptIn.TIME.minus(MILLISECOND));
        end(tenant.id());
        assertThat(doubleOptIn.look(secret).email()).isEqualTo("lena@one.example");
        assertThat(people.status(id)).as("looking changes nothing").isEqualTo(MemberStatus.INVITED);
        doubleOptIn.confirm(secret, HERE);

        var member = people.get(id);
        assertThat(member.status()).isEqualTo(MemberStatus.REGISTERING);
        assertThat(member.confirmUntil()).isNull();
        var account = house.get(Accounts.class).get(Objects.requireNonNull(member.account()));
        assertThat(account.emailVerified()).isTrue();
        assertThat(account.passwordInitial())
                .as("the next step is a password of one's own")
                .isTrue();
        assertRefused("confirmation.used", () -> doubleOptIn.confirm(secret, HERE));
        house.clock().tick(Duration.ofDays(30));
        end(tenant.id());
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERING);
    }

    @Test
    @DisplayName(
            "CRE-3 LIF-5 at 72 hours to the millisecond the link is refused, before the job came; the job then terminates the member and tells them")
    void tooLate() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        acrossSummerTime();
        var id = people.toConfirm("lena@two.example");
        var secret = house.secretTo("lena@two.example", "/confirm-address/");
        var account = Objects.requireNonNull(people.get(id).account());

        house.clock().tick(DoubleOptIn.TIME);
        assertRefused("double_opt_in.expired", () -> doubleOptIn.look(secret));
        assertRefused("double_opt_in.expired", () -> doubleOptIn.confirm(secret, HERE));
        house.clock().tick(MILLISECOND);
        assertRefused("double_opt_in.expired", () -> doubleOptIn.confirm(secret, HERE));
        assertRefused("double_opt_in.closed", () -> doubleOptIn.sendAgain(tenant.admin(), id));
        assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        assertThat(doubleOptIn.overdue()).contains(tenant.id());
        assertThat(doubleOptIn.endUnconfirmed(tenant.id())).isEqualTo(1);

        var member = people.get(id);
        assertThat(member.status()).isEqualTo(MemberStatus.TERMINATED);
        assertThat(member.label()).isEqualTo("Lena Fischer");
        assertThat(member.email()).isNull();
        assertThat(member.account()).isNull();
        assertThat(people.seatsUsed()).isEqualTo(1);
        assertThat(house.get(Accounts.class).find(account)).isEmpty();
        assertThat(house.mailTo("lena@two.example")).contains("Northwind", "closed for good");
        assertRefused("link.unknown", () -> doubleOptIn.confirm(secret, HERE));
        assertThat(people.one("select count(*) from message where organization_id = :organization"))
                .as("what was sent to the address is forgotten, the last word too once it is delivered")
                .isZero();
        assertThat(doubleOptIn.overdue()).doesNotContain(tenant.id());
    }

    @Test
    @DisplayName("CRE-3 many processes that end the same people at once end each of them once, and tell them once")
    void jobsRace() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        for (var i = 0; i < 12; i++) people.toConfirm("many" + i + "@three.example");
        house.runJobs();
        house.clock().tick(DoubleOptIn.TIME);

        var ended = Race.of(8, i -> {
            var all = 0;
            for (var some = doubleOptIn.endUnconfirmed(tenant.id());
                    some > 0;
                    some = doubleOptIn.endUnconfirmed(tenant.id())) all += some;
            return all;
        });

        assertThat(ended.stream()
                        .mapToInt(one -> Objects.requireNonNull(one.result()))
                        .sum())
                .isEqualTo(12);
        assertThat(people.seatsUsed()).isEqualTo(1);
        assertThat(people.one("select count(*) from message where organization_id = :organization"))
                .isEqualTo(12);
    }

    @Test
    @DisplayName("CRE-3 one link used by sixteen at once confirms once")
    void confirmRace() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.toConfirm("lena@four.example");
        var secret = house.secretTo("lena@four.example", "/confirm-address/");

        var outcomes = Race.of(16, i -> doubleOptIn.confirm(secret, HERE));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERING);
        assertThat(people.one("""
                select count(*) from event where organization_id = :organization and kind = 'member.address_confirmed'
                """)).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CRE-3 before confirming nobody signs in with the initial password: the mail goes out again, and the time stays")
    void noSignInBefore() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.toConfirm("lena@five.example");
        var until = people.get(id).confirmUntil();
        var first = house.secretTo("lena@five.example", "/confirm-address/");
        house.clock().tick(Duration.ofHours(10));

        var browser = new Browser(house);
        var answer = browser.signIn("lena@five.example", Somebody.INITIAL);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(browser.cookie("gatehouse_session")).isEmpty();
        house.get(Admission.class)
                .sendConfirmationsAgain(Objects.requireNonNull(people.get(id).account()), HERE);

        assertThat(people.get(id).confirmUntil()).isEqualTo(until);
        assertRefused("link.replaced", () -> doubleOptIn.look(first));
        var second = house.secretTo("lena@five.example", "/confirm-address/");
        assertThat(house.mailTo("lena@five.example")).contains("62 hours");
        house.clock().tick(Duration.ofHours(62));
        assertRefused("double_opt_in.expired", () -> doubleOptIn.confirm(second, HERE));
    }

    @Test
    @DisplayName("CRE-3 sending again ends the older link and gives no more time; five in an hour are enough")
    void sendAgain() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.toConfirm("lena@six.example");
        var first = house.secretTo("lena@six.example", "/confirm-address/");
        var until = people.get(id).confirmUntil();

        for (var i = 0; i < 5; i++) {
            doubleOptIn.sendAgain(tenant.admin(), id);
            house.runJobs();
        }

        assertRefused("limit.reached", () -> doubleOptIn.sendAgain(tenant.admin(), id));
        assertThat(people.get(id).confirmUntil()).isEqualTo(until);
        assertRefused("link.replaced", () -> doubleOptIn.confirm(first, HERE));
        doubleOptIn.confirm(house.secretTo("lena@six.example", "/confirm-address/"), HERE);
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERING);
        assertRefused("double_opt_in.closed", () -> doubleOptIn.sendAgain(tenant.admin(), id));
    }

    @Test
    @DisplayName(
            "CRE-3 where the address is somebody's own account, the membership goes to that one, and the initial password opens nothing")
    void ownAccount() {
        var tenant = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var people = new Somebody(house, tenant);
        var jonas = house.member(harbor, "Jonas", "Lindqvist", "jonas@seven.example");
        var id = people.toConfirm("jonas@seven.example");
        var initial = Objects.requireNonNull(people.get(id).account());

        assertThat(new Browser(house)
                        .signIn("jonas@seven.example", Somebody.INITIAL)
                        .statusCode())
                .isEqualTo(422);
        var done = doubleOptIn.confirm(house.secretTo("jonas@seven.example", "/confirm-address/"), HERE);

        assertThat(done.hasAccount()).isTrue();
        assertThat(people.get(id).account()).isEqualTo(jonas.account());
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERED);
        assertThat(house.get(Accounts.class).find(initial)).isEmpty();
    }

    @Test
    @DisplayName("LIF-2 who is deactivated while waiting is not terminated: the address stays closed to other ways in")
    void deactivatedMeanwhile() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.toConfirm("lena@eight.example");
        var secret = house.secretTo("lena@eight.example", "/confirm-address/");
        house.get(Lifecycle.class).deactivate(tenant.admin(), id);
        assertRefused("members.blocked", () -> doubleOptIn.confirm(secret, HERE));

        house.clock().tick(DoubleOptIn.TIME.plusDays(1));
        end(tenant.id());

        assertThat(people.status(id)).isEqualTo(MemberStatus.BLOCKED);
        assertThat(people.get(id).email()).isEqualTo("lena@eight.example");
    }

    @Test
    @DisplayName(
            "CRE-3 the job comes by itself: a millisecond too early it ends nobody, and a minute after the 72 hours the member is terminated")
    void byItself() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.toConfirm("lena@nine.example");
        // As a server that starts does.
        house.get(Scheduler.class)
                .schedule(
                        new TaskInstance<Void>("unconfirmed-end", RecurringTask.INSTANCE),
                        house.clock().instant());
        house.runJobs();

        house.clock().tick(DoubleOptIn.TIME.minus(MILLISECOND));
        house.runJobs();
        assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        house.clock().tick(Duration.ofMinutes(1));
        house.runJobs();

        assertThat(people.status(id)).isEqualTo(MemberStatus.TERMINATED);
        assertThat(house.mailTo("lena@nine.example")).contains("closed for good");
    }

    @Test
    @DisplayName(
            "LIF-2 CRE-3 who is activated again has 72 hours anew, with a link of their own; who lets them pass is terminated after all")
    void activatedAgain() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lifecycle = house.get(Lifecycle.class);
        var lena = people.toConfirm("lena@ten.example");
        var mei = people.toConfirm("mei@ten.example");
        var first = house.secretTo("lena@ten.example", "/confirm-address/");
        for (var id : List.of(lena, mei)) lifecycle.deactivate(tenant.admin(), id);
        house.clock().tick(Duration.ofHours(50));

        for (var id : List.of(lena, mei)) {
            var back = lifecycle.activate(tenant.admin(), id);
            assertThat(back.status()).isEqualTo(MemberStatus.INVITED);
            assertThat(back.confirmUntil()).isEqualTo(house.clock().instant().plus(DoubleOptIn.TIME));
            assertThat(back.invitationExpiresAt()).as("there was no invitation").isNull();
        }
        assertRefused("link.replaced", () -> doubleOptIn.confirm(first, HERE));
        var second = house.secretTo("lena@ten.example", "/confirm-address/");
        assertThat(house.mailTo("lena@ten.example")).contains("72 hours");

        house.clock().tick(DoubleOptIn.TIME.minus(MILLISECOND));
        end(tenant.id());
        doubleOptIn.confirm(second, HERE);
        house.clock().tick(MILLISECOND);
        assertThat(doubleOptIn.endUnconfirmed(tenant.id())).isEqualTo(1);
        assertThat(people.status(lena)).isEqualTo(MemberStatus.REGISTERING);
        assertThat(people.status(mei)).isEqualTo(MemberStatus.TERMINATED);
    }

    @Test
    @DisplayName(
            "LIF-2 CRE-3 before somebody is activated the question says what comes back: access, a dead link, or time to confirm")
    void asksBeforeActivating() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var confirms = people.toConfirm("lena@question.example");
        var named = people.named("lena.question", "+4915112345632");
        var invited = people.created("mei@question.example", null);
        var inside = Objects.requireNonNull(
                house.member(tenant, "Yuto", "Sato", "yuto@question.example").member());
        var said = Map.of(
                confirms, "72 hours to confirm it",
                named, "Roles and teams hold again at once",
                invited, "The old link stays dead",
                inside, "Roles and teams hold again at once");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        house.get(Activation.class).send(tenant.admin(), invited, Set.of(Channel.EMAIL));
        for (var id : said.keySet()) house.get(Lifecycle.class).deactivate(tenant.admin(), id);

        for (var id : said.keySet()) {
            var page = browser.get("/o/" + tenant.slug() + "/members/" + id + "/activation")
                    .body();
            assertThat(page).contains(said.get(id));
            assertThat(said.values().stream().distinct().filter(page::contains)).hasSize(1);
        }
    }

    @Test
    @DisplayName("CRE-3 sent again while the first mail still waits, one mail goes out: that with the link that opens")
    void sentAgainWhileWaiting() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lena = people.toConfirm("lena@waiting.example");
        var mei = people.toConfirm("mei@waiting.example");

        doubleOptIn.sendAgain(tenant.admin(), lena);
        house.runJobs();

        for (var address : List.of("lena@waiting.example", "mei@waiting.example"))
            assertThat(people.one("select count(*) from message where organization_id = :organization and address = '"
                            + address + "'"))
                    .as(address)
                    .isEqualTo(1);
        doubleOptIn.confirm(house.secretTo("lena@waiting.example", "/confirm-address/"), HERE);
        assertThat(people.status(lena)).isEqualTo(MemberStatus.REGISTERING);
        assertThat(people.status(mei)).isEqualTo(MemberStatus.INVITED);
    }

    @Test
    @DisplayName(
            "LIF-2 CRE-2 nobody else gets time or mail by being activated again; a full mailbox gets its time alone")
    void activatedWithoutMail() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var lifecycle = house.get(Lifecycle.class);
        var named = people.named("lena.eleven", "+4915112345631");
        var full = people.toConfirm("full@eleven.example");
        for (var i = 0; i < 5; i++) doubleOptIn.sendAgain(tenant.admin(), full);
        house.runJobs();
        var before = people.one("select count(*) from message where organization_id = :organization");
        for (var id : List.of(named, full)) lifecycle.deactivate(tenant.admin(), id);

        assertThat(lifecycle.activate(tenant.admin(), named).confirmUntil()).isNull();
        assertThat(lifecycle.activate(tenant.admin(), full).confirmUntil()).isNotNull();

        assertThat(people.one("select count(*) from message where organization_id = :organization"))
                .isEqualTo(before);
        house.clock().tick(Duration.ofHours(1));
        doubleOptIn.sendAgain(tenant.admin(), full);
        assertThat(house.mailTo("full@eleven.example")).contains("71 hours");
    }

    private void acrossSummerTime() {
        var now = house.clock().instant();
        if (now.isBefore(BEFORE_SUMMER_TIME)) house.clock().tick(Duration.between(now, BEFORE_SUMMER_TIME));
    }

    private void end(OrganizationId organization) {
        assertThat(doubleOptIn.overdue()).doesNotContain(organization);
        assertThat(doubleOptIn.endUnconfirmed(organization)).isZero();
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).withMessage(code);
    }
}
