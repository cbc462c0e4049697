package dev.gatehouse.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.invitations.InviteOutcome.Invited;
import dev.gatehouse.invitations.InviteOutcome.Rejected;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SmsInvitationTest {

    private static final Origin HERE = new Origin("203.0.113.7", "Test");
    private static final String PASSWORD = "seven quiet otters swim";
    private static final AcceptForm FORM = new AcceptForm("Mei", "Tanaka", "", PASSWORD, "en", "Asia/Tokyo");

    private final House house;
    private final Invitations invitations;
    private final Acceptance acceptance;

    SmsInvitationTest(House house) {
        this.house = house;
        this.invitations = house.get(Invitations.class);
        this.acceptance = house.get(Acceptance.class);
    }

    @Test
    @DisplayName(
            "INV-9 numbers are read one a line, with or without a name; each wrong one carries its own sentence, and nobody is invited")
    void checked() {
        var tenant = house.tenant("Northwind");
        house.asOwner()
                .sql("update organization_policy set default_country = 'DE' where organization_id = :id")
                .param("id", tenant.id().value())
                .update();
        invite(tenant, "0151 12345601");

        var outcome = invitations.invite(
                tenant.admin(),
                "Mei Tanaka <+49 151 12345602>\n0151 12345602; 0151-12345601\nnonsense, +49 30 901820\n\"Berg, Jonas\" <0151 12345603>",
                house.permissions(tenant, PredefinedRole.MEMBER),
                Channel.SMS);

        assertThat(((Rejected) outcome).addresses())
                .extracting(TypedAddress::problem)
                .containsExactly(null, "invitations.twice", "invitations.known_phone", "phone.malformed", null, null);
        var landline = invitations.invite(
                tenant.admin(),
                "+49 30 901820\n0151 12345604",
                house.permissions(tenant, PredefinedRole.MEMBER),
                Channel.SMS);
        assertThat(((Rejected) landline).addresses())
                .extracting(TypedAddress::problem)
                .containsExactly("invitations.sms", null);
        assertThat(members(tenant)).isEqualTo(2);
        assertThat(house.asOwner()
                        .sql("select count(*) from message where channel = 'sms' and organization_id = :id")
                        .param("id", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "INV-9 LIF-1 the link of a text message proves the number: with name and password the person is REGISTERED, and signs in by it")
    void accepted() {
        var tenant = house.tenant("Northwind");
        invite(tenant, "+49 151 12345611");
        var secret = secret("+4915112345611");

        assertThat(acceptance.look(secret, null)).isInstanceOf(AcceptView.Open.class);
        var accepted =
                acceptance.accept(secret, new AcceptForm("Mei", "Tanaka", "mei.t", PASSWORD, "en", "Asia/Tokyo"), HERE);

        assertThat(accepted.account()).isNotNull();
        assertThat(status(tenant, "+4915112345611")).isEqualTo("REGISTERED");
        assertThat(proved("+4915112345611")).isEqualTo(1);
        for (var identifier : List.of("+49 151 12345611", "MEI.T"))
            assertThat(new Browser(house)
                            .submit(
                                    "/o/" + tenant.slug() + "/sign-in",
                                    "/o/" + tenant.slug() + "/sign-in",
                                    "identifier",
                                    identifier,
                                    "password",
                                    PASSWORD)
                            .statusCode())
                    .as(identifier)
                    .isEqualTo(303);
        assertThat(acceptance.look(secret, null)).isEqualTo(new AcceptView.Gone("invitation.used"));
    }

    @Test
    @DisplayName("INV-9 a username that another member has is refused at its field, and the link can be used again")
    void usernameTaken() {
        var tenant = house.tenant("Northwind");
        invite(tenant, "+49 151 12345621");
        invite(tenant, "+49 151 12345622");
        acceptance.accept(
                secret("+4915112345621"), new AcceptForm("Mei", "Tanaka", "lynx", PASSWORD, "en", "UTC"), HERE);
        var secret = secret("+4915112345622");

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> acceptance.accept(
                        secret, new AcceptForm("Jonas", "Berg", "Lynx", "nine patient badgers dig", "en", "UTC"), HERE))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("username"));
        acceptance.accept(secret, FORM, HERE);

        assertThat(status(tenant, "+4915112345622")).isEqualTo("REGISTERED");
    }

    @Test
    @DisplayName(
            "INV-4 INV-9 resending by text message makes a new link; the old one ends; one handed over proves no number")
    void resent() {
        var tenant = house.tenant("Northwind");
        invite(tenant, "+49 151 12345631");
        var old = secret("+4915112345631");
        var member = member(tenant, "+4915112345631");
        house.clock().tick(Duration.ofDays(8));

        invitations.resend(tenant.admin(), member, Channel.EMAIL);
        assertThat(acceptance.look(old, null)).isEqualTo(new AcceptView.Gone("link.replaced"));
        assertThat(acceptance.look(secret("+4915112345631"), null)).isInstanceOf(AcceptView.Open.class);
        var link = Objects.requireNonNull(
                invitations.resend(tenant.admin(), member, Channel.LINK).link());
        acceptance.accept(link.substring(link.lastIndexOf('/') + 1), FORM, HERE);

        assertThat(status(tenant, "+4915112345631")).isEqualTo("REGISTERED");
        assertThat(proved("+4915112345631")).isZero();
    }

    @Test
    @DisplayName(
            "INV-4 INV-9 NOT-3 an invitation that is sent again takes back what still waits with the older link, by whatever channel")
    void resentOtherwise() {
        var tenant = house.tenant("Northwind");
        invite(tenant, "+49 151 12345635");
        var member = member(tenant, "+4915112345635");
        assertThat(waiting(member)).containsExactly("sms");

        house.asOwner()
                .sql("update member set email = 'mei@northwind.example' where id = :id")
                .param("id", member.value())
                .update();
        invitations.resend(tenant.admin(), member, Channel.EMAIL);
        assertThat(waiting(member)).containsExactly("email");
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return invitations.resendWithin(tenant.admin(), List.of(member));
        });
        assertThat(waiting(member)).containsExactly("email");
        invitations.resend(tenant.admin(), member, Channel.SMS);
        assertThat(waiting(member)).containsExactly("sms");
        invitations.resend(tenant.admin(), member, Channel.LINK);
        assertThat(waiting(member)).isEmpty();
    }

    @Test
    @DisplayName("MEM-4 INV-9 many are invited again at once, whether by mail or by text message")
    void resentTogether() {
        var tenant = house.tenant("Northwind");
        invite(tenant, "+49 151 12345641");
        var old = secret("+4915112345641");
        var member = member(tenant, "+4915112345641");

        var moves = house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return invitations.resendWithin(tenant.admin(), List.of(member));
        });

        assertThat(moves.leftOut()).isEmpty();
        assertThat(acceptance.look(old, null)).isEqualTo(new AcceptView.Gone("link.replaced"));
    }

    @Test
    @DisplayName("INV-5 INV-9 who is signed in joins with one click, unless the account has proved another number")
    void join() {
        var tenant = house.tenant("Northwind");
        var home = house.tenant("Contoso");
        var jonas = house.member(home, "Jonas", "Berg", "jonas.sms@example.com").requireAccount();
        invite(tenant, "+49 151 12345651");
        var secret = secret("+4915112345651");

        assertThat(acceptance.look(secret, jonas)).isInstanceOf(AcceptView.Join.class);
        house.asOwner()
                .sql("update account set phone = '+4915112345699', phone_verified_at = now() where id = :id")
                .param("id", jonas.value())
                .update();
        assertThat(acceptance.look(secret, jonas)).isInstanceOf(AcceptView.OtherAccount.class);
        assertRefused("invitation.other_account", () -> acceptance.join(secret, jonas, HERE));
        house.asOwner()
                .sql("update account set phone = null, phone_verified_at = null where id = :id")
                .param("id", jonas.value())
                .update();
        acceptance.join(secret, jonas, HERE);

        assertThat(proved("+4915112345651")).isEqualTo(1);
        assertThat(status(tenant, "+4915112345651")).isEqualTo("REGISTERED");
    }

    @Test
    @DisplayName("INV-9 one text message's link used by sixteen at once is used by one")
    void usedOnce() {
        var tenant = house.tenant("Northwind");
        invite(tenant, "+49 151 12345661");
        var secret = secret("+4915112345661");

        assertThat(Race.of(16, i -> acceptance.accept(secret, FORM, HERE)))
                .filteredOn(Race.Outcome::won)
                .hasSize(1);
        assertThat(members(tenant)).isEqualTo(2);
    }

    private void invite(Tenant tenant, String number) {
        assertThat(invitations.invite(
                        tenant.admin(), number, house.permissions(tenant, PredefinedRole.MEMBER), Channel.SMS))
                .isInstanceOf(Invited.class);
    }

    private String secret(String phone) {
        var link = Pattern.compile("/accept/([A-Za-z0-9_-]{43})").matcher(house.smsTo(phone));
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private String status(Tenant tenant, String phone) {
        return house.asOwner()
                .sql("select status from member where organization_id = :organization and phone = :phone")
                .param("organization", tenant.id().value())
                .param("phone", phone)
                .query(String.class)
                .single();
    }

    private MemberId member(Tenant tenant, String phone) {
        return new MemberId(house.asOwner()
                .sql("select id from member where organization_id = :organization and phone = :phone")
                .param("organization", tenant.id().value())
                .param("phone", phone)
                .query(UUID.class)
                .single());
    }

    private int proved(String phone) {
        return house.asOwner()
                .sql("select count(*) from account where phone = :phone and phone_verified_at is not null")
                .param("phone", phone)
                .query(Integer.class)
                .single();
    }

    private int members(Tenant tenant) {
        return house.asOwner()
                .sql("select count(*) from member where organization_id = :id")
                .param("id", tenant.id().value())
                .query(Integer.class)
                .single();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private List<String> waiting(MemberId member) {
        return house.asOwner()
                .sql("select channel from message where member_id = :member and state = 'QUEUED' order by id")
                .param("member", member.value())
                .query((row, n) -> row.getString("channel"))
                .list();
    }
}
