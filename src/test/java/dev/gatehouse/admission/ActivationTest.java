package dev.gatehouse.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.MemberList;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class ActivationTest {

    private static final Origin HERE = new Origin("203.0.113.7", "Test");
    private static final Set<Channel> EMAIL = Set.of(Channel.EMAIL);
    private static final Set<Channel> BOTH = Set.of(Channel.EMAIL, Channel.SMS);

    private final House house;
    private final Activation activation;
    private final ActivationLink link;

    ActivationTest(House house) {
        this.house = house;
        this.activation = house.get(Activation.class);
        this.link = house.get(ActivationLink.class);
    }

    @Test
    @DisplayName(
            "ACT-1 LIF-1 sending makes CREATED INVITED with a seat; the link sets a password and makes REGISTERED with what was promised")
    void sentAndUsed() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@one.example", null, people.role(PredefinedRole.COMMUNITY_ADMIN));
        assertThat(people.status(id)).isEqualTo(MemberStatus.CREATED);
        assertThat(people.seatsUsed()).isEqualTo(1);

        activation.send(tenant.admin(), id, EMAIL);

        assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.seatsUsed()).isEqualTo(2);
        assertThat(house.mailTo("lena@one.example")).contains("Northwind", "7 days");
        var secret = house.secretTo("lena@one.example", "/activate/");
        var view = (ActivationView.Open) link.look(secret, null);
        assertThat(view.firstName() + " " + view.lastName()).isEqualTo("Lena Fischer");
        assertThat(view.signsInWith()).isEqualTo("lena@one.example");

        var activated = link.activate(secret, form("Léna", Somebody.PASSWORD), HERE);

        var member = people.get(id);
        assertThat(member.status()).isEqualTo(MemberStatus.REGISTERED);
        assertThat(member.firstName()).isEqualTo("Léna");
        assertThat(people.seatsUsed()).isEqualTo(2);
        var account = house.get(Accounts.class).get(activated.account());
        assertThat(account.emailVerified()).isTrue();
        assertThat(account.passwordInitial()).isFalse();
        assertThat(house.get(Access.class)
                        .may(actor(tenant, activated.account(), id, people), Permission.MEMBERS_CREATE))
                .isTrue();
        assertThat(link.look(secret, null)).isEqualTo(new ActivationView.Gone("activation.used"));
        assertThat(
                        people.one(
                                "select count(*) from consent where organization_id = :organization and confirmed_by is null and text_version = 0"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("ACT-1 sent again while mail and text message still wait, one of each goes out, and its link opens")
    void sentAgainWhileWaiting() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@waits.example", "+4915112345640");
        activation.send(tenant.admin(), id, BOTH);
        activation.send(tenant.admin(), id, EMAIL);
        assertThat(people.one("select count(*) from message where organization_id = :organization and channel = 'sms'"))
                .as("its link is still good")
                .isEqualTo(1);
        activation.send(tenant.admin(), id, BOTH);

        house.runJobs();

        assertThat(people.one("select count(*) from message where organization_id = :organization"))
                .isEqualTo(2);
        assertThat(link.look(house.secretTo("lena@waits.example", "/activate/"), null))
                .isInstanceOf(ActivationView.Open.class);
        assertThat(link.look(people.smsSecret("+4915112345640"), null)).isInstanceOf(ActivationView.Open.class);
        activation.send(tenant.admin(), id, EMAIL);
        house.runJobs();
        assertThat(people.one("select count(*) from message where organization_id = :organization"))
                .as("what was sent stays in the list")
                .isEqualTo(3);
    }

    @Test
    @DisplayName("ACT-1 mail and text message both go out; both links used at once make one account with one password")
    void bothAtOnce() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@two.example", "+4915112345602");
        activation.send(tenant.admin(), id, BOTH);
        var secrets = List.of(house.secretTo("lena@two.example", "/activate/"), people.smsSecret("+4915112345602"));
        assertThat(secrets.get(0)).isNotEqualTo(secrets.get(1));

        var outcomes = Race.of(
                16, i -> link.activate(secrets.get(i % 2), form("Lena", Somebody.PASSWORD + " no. " + i), HERE));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOf(Refusal.class));
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERED);
        assertThat(people.seatsUsed()).isEqualTo(2);
        assertThat(people.one("""
                select count(*) from account a where a.id in (select account_id from member where organization_id = :organization)
                """)).isEqualTo(2);
        var winner = IntStream.range(0, 16)
                .filter(i -> outcomes.get(i).won())
                .findFirst()
                .orElseThrow();
        var account = Objects.requireNonNull(outcomes.get(winner).result()).account();
        var hash = house.get(Accounts.class).credentials(account).orElseThrow().passwordHash();
        assertThat(house.get(Passwords.class).matches(Somebody.PASSWORD + " no. " + winner, hash))
                .isTrue();
        for (var secret : secrets)
            assertThat(link.look(secret, null)).isEqualTo(new ActivationView.Gone("activation.used"));
    }

    @Test
    @DisplayName("ACT-1 a link by text message proves the number, and no address that came with it")
    void smsProvesTheNumber() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@three.example", "+4915112345603");
        activation.send(tenant.admin(), id, Set.of(Channel.SMS));

        var activated = link.activate(people.smsSecret("+4915112345603"), form("Lena", Somebody.PASSWORD), HERE);

        var account = house.get(Accounts.class).get(activated.account());
        assertThat(account.phone()).isEqualTo("+4915112345603");
        assertThat(account.email()).isEmpty();
        assertThat(house.get(Accounts.class).byVerifiedEmail("lena@three.example"))
                .isEmpty();
        assertThat(house.get(Accounts.class)
                        .credentials(account.id())
                        .orElseThrow()
                        .verified())
                .isTrue();
    }

    @Test
    @DisplayName(
            "ACT-1 a link is good to the last millisecond of its days; a newer one of its kind ends it, the other kind stays")
    void expiryAndResend() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@four.example", "+4915112345604");
        activation.send(tenant.admin(), id, BOTH);
        var old = house.secretTo("lena@four.example", "/activate/");
        var sms = people.smsSecret("+4915112345604");
        house.clock().tick(Duration.ofDays(1));

        activation.send(tenant.admin(), id, EMAIL);

        assertThat(link.look(old, null)).isEqualTo(new ActivationView.Gone("link.replaced"));
        assertThat(link.look(sms, null)).isInstanceOf(ActivationView.Open.class);
        var renewed = house.secretTo("lena@four.example", "/activate/");
        house.clock().tick(Duration.ofDays(7).minusMillis(1));
        assertThat(link.look(renewed, null)).isInstanceOf(ActivationView.Open.class);
        assertThat(link.look(sms, null)).isEqualTo(new ActivationView.Gone("activation.expired"));
        house.clock().tick(Duration.ofMillis(1));
        assertThat(link.look(renewed, null)).isEqualTo(new ActivationView.Gone("activation.expired"));
        assertRefused("activation.expired", () -> link.activate(renewed, form("Lena", Somebody.PASSWORD), HERE));
        assertThat(house.get(MemberList.class)
                        .member(tenant.admin(), id)
                        .row()
                        .standing()
                        .key())
                .isEqualTo("expired");
        assertThat(people.seatsUsed()).isEqualTo(2);
    }

    @Test
    @DisplayName("INV-5 where the address has an account, its owner joins by signing in, and nobody else can")
    void existingAccount() {
        var tenant = house.tenant("Northwind");
        var harbor = house.tenant("Harbor");
        var people = new Somebody(house, tenant);
        var jonas = house.member(harbor, "Jonas", "Lindqvist", "jonas@five.example");
        var other = house.member(harbor, "Sam", "Other", "sam@five.example");
        var id = people.created("Jonas@five.example", "+4915112345605");
        activation.send(tenant.admin(), id, BOTH);
        var secret = people.smsSecret("+4915112345605");

        assertThat(link.look(secret, null)).isInstanceOf(ActivationView.SignIn.class);
        assertThat(link.look(secret, other.account())).isInstanceOf(ActivationView.OtherAccount.class);
        assertThat(link.look(secret, jonas.account())).isInstanceOf(ActivationView.Join.class);
        assertRefused("invitation.has_account", () -> link.activate(secret, form("Jonas", Somebody.PASSWORD), HERE));
        assertRefused("invitation.other_account", () -> link.join(secret, other.requireAccount(), 0, HERE));
        assertRefused("consent.changed", () -> link.join(secret, jonas.requireAccount(), 7, HERE));
        link.join(secret, jonas.requireAccount(), 0, HERE);

        assertThat(people.get(id).account()).isEqualTo(jonas.account());
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERED);
        assertThat(link.look(house.secretTo("Jonas@five.example", "/activate/"), null))
                .isEqualTo(new ActivationView.Gone("activation.used"));
    }

    @Test
    @DisplayName("LIF-2 who is deactivated, removed or in a suspended organization reads so, and comes in by no link")
    void closed() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var blocked = people.created("blocked@six.example", null);
        var removed = people.created("removed@six.example", null);
        var left = people.created("left@six.example", null);
        for (var id : List.of(blocked, removed, left)) activation.send(tenant.admin(), id, EMAIL);
        var secret = house.secretTo("blocked@six.example", "/activate/");
        house.get(Lifecycle.class).deactivate(tenant.admin(), blocked);

        assertThat(link.look(secret, null)).isEqualTo(new ActivationView.Gone("members.blocked"));
        assertRefused("members.blocked", () -> link.activate(secret, form("Lena", Somebody.PASSWORD), HERE));
        assertRefused("activation.closed", () -> activation.send(tenant.admin(), blocked, EMAIL));
        house.get(Lifecycle.class).activate(tenant.admin(), blocked);
        assertThat(link.look(secret, null)).isEqualTo(new ActivationView.Gone("link.replaced"));
        activation.send(tenant.admin(), blocked, EMAIL);
        assertThat(link.look(house.secretTo("blocked@six.example", "/activate/"), null))
                .isInstanceOf(ActivationView.Open.class);

        var gone = house.secretTo("removed@six.example", "/activate/");
        house.get(Members.class).remove(tenant.admin(), removed);
        assertThat(link.look(gone, null)).isEqualTo(new ActivationView.Gone("link.unknown"));
        assertThat(link.look("A".repeat(43), null)).isEqualTo(new ActivationView.Gone("link.unknown"));

        var suspended = house.secretTo("left@six.example", "/activate/");
        house.asOwner()
                .sql("update organization set suspended_at = created_at where id = :id")
                .param("id", tenant.id().value())
                .update();
        assertThat(link.look(suspended, null)).isEqualTo(new ActivationView.Gone("organization.suspended"));
        assertRefused("organization.suspended", () -> link.activate(suspended, form("Lena", Somebody.PASSWORD), HERE));
    }

    @Test
    @DisplayName("ACT-1 a wrong name, a weak password or an older text of consent leaves the link good")
    void wrongInput() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@seven.example", null);
        activation.send(tenant.admin(), id, EMAIL);
        var secret = house.secretTo("lena@seven.example", "/activate/");

        assertRefused("name.empty", () -> link.activate(secret, form(" ", Somebody.PASSWORD), HERE));
        assertRefused("password.short", () -> link.activate(secret, form("Lena", "short"), HERE));
        assertRefused(
                "password.personal", () -> link.activate(secret, form("Lena", "northwind northwind northwind"), HERE));
        assertRefused(
                "consent.changed",
                () -> link.activate(
                        secret, new ActivateForm("Lena", "Fischer", "en", "UTC", Somebody.PASSWORD, 3), HERE));
        assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        link.activate(secret, form("Lena", Somebody.PASSWORD), HERE);
        assertThat(people.status(id)).isEqualTo(MemberStatus.REGISTERED);
    }

    @Test
    @DisplayName("ORG-4 the last seat goes to one of sixteen who are sent activation at once; the others stay CREATED")
    void lastSeat() {
        var tenant = house.tenant("Northwind", 2);
        var people = new Somebody(house, tenant);
        var ids = IntStream.range(0, 16)
                .mapToObj(i -> people.created("seat" + i + "@eight.example", null))
                .toList();

        var outcomes = Race.of(16, i -> activation.send(tenant.admin(), ids.get(i), EMAIL));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).hasMessage("seats.full"));
        assertThat(ids.stream().filter(id -> people.status(id) == MemberStatus.CREATED))
                .hasSize(15);
        assertThat(people.one("select count(*) from message where organization_id = :organization"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("ROL-3 nobody sends activation to somebody above them, nor without the right, nor from elsewhere")
    void rights() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var community = people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@nine.example");
        var plain = house.member(tenant, "Lena", "Plain", "plain@nine.example");
        var admin = people.created("boss@nine.example", null, people.role(PredefinedRole.ORGANIZATION_ADMIN));
        var ordinary = people.created("ordinary@nine.example", null, people.role(PredefinedRole.MEMBER));
        var elsewhere = house.tenant("Harbor");

        assertRefused("members.above", () -> activation.send(community, admin, EMAIL));
        assertRefused("forbidden", () -> activation.send(plain, ordinary, EMAIL));
        assertRefused("not.found", () -> activation.send(elsewhere.admin(), ordinary, EMAIL));
        activation.send(community, ordinary, EMAIL);
        assertThat(people.status(ordinary)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.status(admin)).isEqualTo(MemberStatus.CREATED);
        assertThat(house.get(Ways.class).of(community, admin).channels()).isEmpty();
        assertThat(house.get(Ways.class).of(plain, ordinary).any()).isFalse();
    }

    @Test
    @DisplayName("ACT-1 a mailbox gets ten in an hour, and nobody gets what they have no address or number for")
    void limits() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var id = people.created("lena@ten.example", null);

        assertRefused("activation.channel", () -> activation.send(tenant.admin(), id, Set.of()));
        assertRefused("activation.no_phone", () -> activation.send(tenant.admin(), id, Set.of(Channel.SMS)));
        for (var i = 0; i < 10; i++) activation.send(tenant.admin(), id, EMAIL);
        assertRefused("limit.reached", () -> activation.send(tenant.admin(), id, EMAIL));
        house.clock().tick(Duration.ofHours(1));
        activation.send(tenant.admin(), id, EMAIL);
    }

    @Test
    @DisplayName("CRE-2 a link takes the place of an initial password, which then works no more")
    void insteadOfInitialPassword() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        var named = people.named("lena.floor", "+4915112345611");
        var before = Objects.requireNonNull(people.get(named).account());
        activation.send(tenant.admin(), named, Set.of(Channel.SMS));

        var activated = link.activate(people.smsSecret("+4915112345611"), form("Lena", Somebody.PASSWORD), HERE);

        assertThat(activated.account()).isEqualTo(before);
        var credentials = house.get(Accounts.class).credentials(before).orElseThrow();
        assertThat(credentials.initial()).isFalse();
        assertThat(house.get(Passwords.class).matches(Somebody.INITIAL, credentials.passwordHash()))
                .isFalse();

        var mailed = people.toConfirm("confirm@eleven.example");
        house.runJobs();
        activation.send(tenant.admin(), mailed, EMAIL);
        link.activate(house.secretTo("confirm@eleven.example", "/activate/"), form("Lena", Somebody.PASSWORD), HERE);
        assertThat(people.status(mailed)).isEqualTo(MemberStatus.REGISTERED);
        assertThat(people.get(mailed).confirmUntil()).isNull();
        assertThat(house.get(Accounts.class).byVerifiedEmail("confirm@eleven.example"))
                .contains(Objects.requireNonNull(people.get(mailed).account()));
    }

    @Test
    @DisplayName("ACT-1 links are stored hashed alone, and in no event and no message that was sent")
    void hashed() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        activation.send(tenant.admin(), people.created("lena@twelve.example", null), EMAIL);
        var secret = house.secretTo("lena@twelve.example", "/activate/");

        for (var table : List.of("one_time_secret", "event", "message", "member"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " row where row::text like '%' || :secret || '%'")
                            .param("secret", secret)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        assertThat(house.asOwner()
                        .sql("select count(*) from event where detail::text like '%twelve.example%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static Actor actor(Tenant tenant, dev.gatehouse.platform.AccountId account, MemberId id, Somebody people) {
        return Actor.member(tenant.id(), account, id, people.get(id).subject(), HERE);
    }

    private static ActivateForm form(String firstName, String password) {
        return new ActivateForm(firstName, "Fischer", "en", "Europe/Berlin", password, 0);
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).withMessage(code);
    }
}
