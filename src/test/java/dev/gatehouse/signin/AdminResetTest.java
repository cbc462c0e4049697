package dev.gatehouse.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** New passwords for people who cannot get one by mail: by a text message, or by the hand of an admin. */
@InHouse
class AdminResetTest {

    private static final String OWN = "eleven lanterns over water";

    private final House house;
    private final Newcomers newcomers;
    private final AdminReset face;

    AdminResetTest(House house) {
        this.house = house;
        this.newcomers = new Newcomers(house);
        this.face = house.get(AdminReset.class);
    }

    @BeforeEach
    void cleanWindows() {
        house.asOwner().sql("delete from limit_window").update();
        house.asOwner().sql("delete from sign_in_guard").update();
    }

    @Test
    @DisplayName("ACT-4 an admin's link is shown once, good for an hour to the millisecond, once, and ends older ones")
    void link() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.registered(tenant, Known.username("reset.lena"));
        var admin = new Browser(house);
        admin.signIn(tenant.adminEmail(), House.PASSWORD);
        var page = "/o/" + tenant.slug() + "/members/" + member.id();
        assertThat(admin.get(page).body()).contains(page + "/password-reset");

        var shown = admin.submit(page, page + "/password-reset");
        assertThat(shown.headers().firstValue("Cache-Control")).hasValue("no-store");
        var first = path(shown.body());
        assertThat(admin.get(page + "/password-reset").body()).doesNotContain("/reset-password/");
        var second = path(admin.submit(page, page + "/password-reset").body());

        assertThat(new Browser(house).get(first).statusCode()).isEqualTo(410);
        house.clock().tick(Duration.ofHours(1).minusMillis(1));
        assertThat(new Browser(house).get(second).body()).contains("reset.lena");
        assertThat(new Browser(house).signIn("reset.lena", House.PASSWORD).statusCode())
                .as("the old password works until there is a new one")
                .isEqualTo(303);
        assertThat(new Browser(house).submit(second, second, "password", OWN).statusCode())
                .isEqualTo(303);
        assertThat(new Browser(house).get(second).statusCode()).isEqualTo(410);
        assertThat(new Browser(house).signIn("reset.lena", OWN).statusCode()).isEqualTo(303);
        assertThat(sessions(member.account() == null ? "" : member.account().toString()))
                .as("those of before are over")
                .isEqualTo(1);

        var third = path(face.make(tenant.admin(), member.id()));
        house.clock().tick(Duration.ofHours(1));
        assertThat(new Browser(house).get(third).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName(
            "ACT-4 of an account that opens more than the organization, or runs the platform, only the person gets a link")
    void elsewhere() {
        var tenant = house.tenant("Northwind");
        var other = house.tenant("Contoso");
        var lena = house.member(tenant, "Lena", "Fischer", "reset.two@example.com");
        var link = path(face.make(tenant.admin(), id(lena)));
        assertThat(new Browser(house).get(link).statusCode()).isEqualTo(200);
        var there = newcomers.registered(other, Known.username("reset.two.there"));
        house.asOwner()
                .sql("update member set account_id = ? where id = ?")
                .params(lena.requireAccount().value(), there.id().value())
                .update();

        assertRefused("admin_reset.elsewhere", () -> face.make(tenant.admin(), id(lena)));
        assertThat(new Browser(house).get(link).statusCode())
                .as("a link of before is no key to what the account opens since")
                .isEqualTo(410);
        assertThat(new Browser(house).submit(link, link, "password", OWN).statusCode())
                .isEqualTo(410);
        assertThat(face.look(tenant.admin(), tenant.slug(), id(lena)).alone()).isFalse();
        face.send(tenant.admin(), id(lena));
        var path = "/reset-password/" + house.secretTo("reset.two@example.com", "/reset-password/");
        assertThat(new Browser(house).submit(path, path, "password", OWN).statusCode())
                .isEqualTo(303);

        var operator = house.member(tenant, "Olu", "Adeyemi", "reset.operator@example.com");
        house.asOwner()
                .sql("insert into operator (account_id, since) values (?, '2026-01-01')")
                .param(operator.requireAccount().value())
                .update();
        assertRefused("admin_reset.elsewhere", () -> face.make(tenant.admin(), id(operator)));
    }

    @Test
    @DisplayName(
            "ACT-4 nobody makes a link for themselves, for those above them, for blocked people, or without the permission")
    void refused() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "reset.lena@example.com");
        var helper = house.member(tenant, "Jonas", "Lindqvist", "reset.jonas@example.com");
        assertRefused("forbidden", () -> face.make(helper, id(lena)));
        assertRefused("forbidden", () -> face.look(helper, tenant.slug(), id(lena)));
        assertRefused("forbidden", () -> face.send(helper, id(lena)));
        assertRefused("admin_reset.self", () -> face.make(tenant.admin(), id(tenant.admin())));

        give(tenant, helper, PredefinedRole.COMMUNITY_ADMIN);
        assertThat(face.make(helper, id(lena))).contains("/reset-password/");
        assertRefused("members.above", () -> face.make(helper, id(tenant.admin())));
        assertRefused("members.above", () -> face.send(helper, id(tenant.admin())));

        var blockedLink = path(face.make(tenant.admin(), id(lena)));
        house.asOwner()
                .sql("update member set status = 'BLOCKED', status_before = 'REGISTERED' where id = ?")
                .param(id(lena).value())
                .update();
        assertRefused("admin_reset.none", () -> face.make(tenant.admin(), id(lena)));
        assertThat(new Browser(house).get(blockedLink).statusCode()).isEqualTo(410);

        var invited = newcomers.invited(tenant, Known.username("reset.invited"));
        assertRefused("admin_reset.none", () -> face.make(tenant.admin(), invited.id()));
        var foreign = house.tenant("Contoso");
        assertRefused("not.found", () -> face.make(tenant.admin(), id(foreign.admin())));
    }

    @Test
    @DisplayName(
            "ACT-4 what admins do for others stands in the log, without link or address, and people without SSO have the button")
    void logged() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "reset.logged@example.com");
        var link = face.make(tenant.admin(), id(lena));
        face.send(tenant.admin(), id(lena));

        var events = house.asOwner()
                .sql(
                        "select kind || ' ' || coalesce(detail::text, '') from event where organization_id = ? and kind like 'member.reset%' order by id")
                .param(tenant.id().value())
                .query(String.class)
                .list();
        assertThat(events).hasSize(2).noneMatch(event -> event.contains("@"));
        assertThat(events.getFirst()).startsWith("member.reset_link_made");
        assertThat(events.getLast()).startsWith("member.reset_link_sent");
        var secret = link.substring(link.lastIndexOf('/') + 1);
        for (var table : List.of("one_time_secret", "event", "message", "scheduled_tasks"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                            .param(secret)
                            .query(Integer.class)
                            .single())
                    .isZero();
        var admin = new Browser(house);
        admin.signIn(tenant.adminEmail(), House.PASSWORD);
        assertThat(admin.get("/o/" + tenant.slug() + "/audit-log").body())
                .contains("made a link to a new password", "had a link to a new password sent");
        assertThat(admin.get("/o/" + tenant.slug() + "/members/" + id(tenant.admin()))
                        .body())
                .doesNotContain("/password-reset");
        house.asOwner()
                .sql("update member set source = 'sso' where id = ?")
                .param(id(lena).value())
                .update();
        assertThat(admin.get("/o/" + tenant.slug() + "/members/" + id(lena)).body())
                .doesNotContain("/password-reset");
    }

    @Test
    @DisplayName(
            "ACT-4 people without an address get the link by text message, for ten minutes; the answer is that of anybody")
    void byText() {
        var tenant = house.tenant("Northwind");
        newcomers.registered(tenant, new Known("Lena", "Fischer", null, "forgot.text", "+4915112345301"));
        var known = ask("forgot.text");
        var unknown = ask("forgot.none");
        assertThat(known).isEqualTo(unknown);

        var path = path(house.smsTo("+4915112345301"));
        house.clock().tick(Duration.ofMinutes(10).minusMillis(1));
        assertThat(new Browser(house).submit(path, path, "password", OWN).statusCode())
                .isEqualTo(303);
        assertThat(house.smsTo("+4915112345301")).contains("your password was changed");
        assertThat(new Browser(house).signIn("forgot.text", OWN).statusCode()).isEqualTo(303);

        ask("+49 1511 2345301");
        var late = path(house.smsTo("+4915112345301"));
        house.clock().tick(Duration.ofMinutes(10));
        assertThat(new Browser(house).get(late).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName(
            "ACT-4 who has an address gets the link there, whatever was typed; who is shared with others gets it on the own page")
    void byMail() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        var lena = house.member(north, "Lena", "Fischer", "forgot.mail@example.com");
        house.asOwner()
                .sql("update member set username = 'forgot.both' where id = ?")
                .param(id(lena).value())
                .update();
        ask("forgot.both");
        var path = "/reset-password/" + house.secretTo("forgot.mail@example.com", "/reset-password/");
        assertThat(new Browser(house).get(path).statusCode()).isEqualTo(200);

        newcomers.registered(south, Known.username("forgot.both"));
        house.clock().tick(Duration.ofHours(2));
        ask("forgot.both");
        assertThat(new Browser(house).get(path).statusCode())
                .as("nothing newer was sent")
                .isEqualTo(200);
        assertThat(new Browser(house)
                        .submit(
                                "/forgot-password?organization=" + north.slug(),
                                "/forgot-password",
                                "identifier",
                                "forgot.both",
                                "organization",
                                north.slug())
                        .statusCode())
                .isEqualTo(200);
        assertThat(house.secretTo("forgot.mail@example.com", "/reset-password/"))
                .isNotEqualTo(path.substring("/reset-password/".length()));
        assertThat(new Browser(house).get(path).statusCode()).isEqualTo(410);
    }

    @Test
    @DisplayName(
            "ACT-4 asking costs the database the same, whether somebody, somebody without an account, or nobody has what was typed")
    void sameCost() {
        var tenant = house.tenant("Northwind");
        newcomers.registered(tenant, Known.username("cost.known"));
        newcomers.invited(tenant, Known.username("cost.new"));
        var face = house.get(ForgotPassword.class);
        var costs = new TreeSet<Integer>();

        for (var typed : List.of("cost.known", "cost.new", "cost.none")) {
            var caller =
                    house.get(Identification.class).read(typed, "", List.of()).orElseThrow();
            costs.add(house.statements(() -> face.ask(caller, new Origin("203.0.113.7", "Test"))));
        }
        assertThat(costs).hasSize(1);

        costs.clear();
        for (var typed : List.of(tenant.adminEmail(), "nobody@" + tenant.slug() + ".example")) {
            var caller =
                    house.get(Identification.class).read(typed, "", List.of()).orElseThrow();
            costs.add(house.statements(() -> face.ask(caller, new Origin("203.0.113.7", "Test"))));
        }
        assertThat(costs).hasSize(1);
    }

    @Test
    @DisplayName("ACT-4 what an organization noted brings no link to an account that opens more than it")
    void notByRecord() {
        var north = house.tenant("Northwind");
        var south = house.tenant("Southwind");
        var here = newcomers.registered(
                north, new Known("Lena", "Fischer", "forgot.record@example.com", "forgot.record", "+4915112345302"));
        var there = newcomers.registered(south, Known.username("forgot.record.there"));
        ask("forgot.record@example.com");
        assertThat(house.secretTo("forgot.record@example.com", "/reset-password/"))
                .as("the only organization's word counts")
                .hasSize(43);
        house.asOwner()
                .sql("update member set account_id = ? where id = ?")
                .params(
                        Objects.requireNonNull(here.account()).value(),
                        there.id().value())
                .update();
        var before = house.mail().getReceivedMessages().length;

        ask("forgot.record");
        house.runJobs();

        assertThat(house.mail().getReceivedMessages()).hasSize(before);
        assertRefused("admin_reset.unreachable", () -> face.send(north.admin(), here.id()));
    }

    @Test
    @DisplayName("ACT-4 another number ends a link, and codes that ended long ago are forgotten")
    void endsAndIsForgotten() {
        var tenant = house.tenant("Northwind");
        var member = newcomers.registered(tenant, Known.username("forgot.number"));
        var path = path(face.make(tenant.admin(), member.id()));
        newcomers.proveNumber(Objects.requireNonNull(member.account()), "+4915112345303");
        assertThat(new Browser(house).submit(path, path, "password", OWN).statusCode())
                .isEqualTo(422);

        newcomers.oneTimePassword(tenant, newcomers.invited(tenant, Known.username("forgot.code")));
        house.clock().tick(Duration.ofDays(60));
        house.get(ForgotPassword.class).purge();
        assertThat(house.asOwner()
                        .sql("select count(*) from one_time_code")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private String ask(String typed) {
        var answer = new Browser(house).submit("/forgot-password", "/forgot-password", "identifier", typed);
        assertThat(answer.statusCode()).isEqualTo(200);
        return SignInTest.plain(answer, typed);
    }

    private void give(Tenant tenant, Actor member, PredefinedRole role) {
        var gift = house.gift(tenant, role, ScopeId.of(tenant.id()));
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Grants.class)
                    .give(tenant.admin(), List.of(Objects.requireNonNull(member.subject())), List.of(gift), null);
            return true;
        });
    }

    private int sessions(String account) {
        return house.asOwner()
                .sql("select count(*) from session where account_id = ?::uuid")
                .param(account)
                .query(Integer.class)
                .single();
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work)
                .extracting(Refusal::code)
                .isEqualTo(code);
    }

    private static String path(String text) {
        var found = Pattern.compile("/reset-password/[A-Za-z0-9_-]{43}").matcher(text);
        if (!found.find()) throw new AssertionError("no link in " + text);
        return found.group();
    }
}
