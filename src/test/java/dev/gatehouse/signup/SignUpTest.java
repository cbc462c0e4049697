package dev.gatehouse.signup;

import static dev.gatehouse.signup.Strangers.HERE;
import static dev.gatehouse.signup.Strangers.PASSWORD;
import static dev.gatehouse.signup.Strangers.byEmail;
import static dev.gatehouse.signup.Strangers.byPhone;
import static dev.gatehouse.signup.Strangers.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gatehouse.access.Permission;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InHouse
class SignUpTest {

    private static final String PHONE = "+4915112345678";

    private final House house;
    private final Strangers strangers;
    private final SignUp signUp;
    private final SignUpProof proof;

    SignUpTest(House house) {
        this.house = house;
        this.strangers = new Strangers(house);
        this.signUp = house.get(SignUp.class);
        this.proof = house.get(SignUpProof.class);
    }

    @Test
    @DisplayName(
            "CRE-5 LIF-1 who signs up is REGISTERING with a seat, and REGISTERED with the defaults once the link is confirmed")
    void byLink() {
        var tenant = open("anyone");
        strangers.policy(
                tenant,
                "default_role_id = (select id from role where organization_id = organization_policy.organization_id and predefined = 'hub_viewer')");

        var handle = strangers.begin(tenant, byEmail("mei@example.com"));
        var member = new MemberId(handle.subject());
        assertThat(strangers.status(member)).isEqualTo("REGISTERING");
        assertThat(strangers.seats(tenant)).isEqualTo(2);
        assertThat(strangers.permissions(tenant, member)).isEmpty();
        var entered = proof.confirm(house.secretTo("mei@example.com", "/sign-up/confirm/"), "", handle, HERE);

        assertThat(entered.waiting()).isFalse();
        assertThat(entered.account()).isNotNull();
        assertThat(strangers.status(member)).isEqualTo("REGISTERED");
        assertThat(strangers.permissions(tenant, member)).contains(Permission.HUBS_VIEW);
        assertThat(strangers.column(member, "language")).isEqualTo("de");
        assertThat(house.asOwner()
                        .sql(
                                "select purpose || text_version || language || coalesce(confirmed_by::text, '-') from consent where member_id = :id")
                        .param("id", member.value())
                        .query(String.class)
                        .list())
                .containsExactly("personal_data0de-");
        assertThat(house.asOwner()
                        .sql("select count(*) from sign_up where member_id = :id")
                        .param("id", member.value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "CRE-5 a username and a number: the code makes the member REGISTERED, and the number stands proved on the account")
    void byCode() {
        var tenant = open("anyone");

        var handle = strangers.begin(tenant, byPhone("mei.tanaka", PHONE));
        var code = strangers.codeTo(PHONE);
        assertThat(proof.code(handle, code.equals("000000") ? "111111" : "000000", HERE))
                .isEmpty();
        var entered = proof.code(handle, " " + code.substring(0, 3) + " " + code.substring(3) + " ", HERE);

        assertThat(entered).isPresent();
        assertThat(entered.get().account()).isNotNull();
        var member = new MemberId(handle.subject());
        assertThat(strangers.status(member)).isEqualTo("REGISTERED");
        assertThat(strangers.column(member, "username")).isEqualTo("mei.tanaka");
        assertThat(house.asOwner()
                        .sql(
                                "select a.phone from account a join member m on m.account_id = a.id where m.id = :id and a.phone_verified_at is not null")
                        .param("id", member.value())
                        .query(String.class)
                        .single())
                .isEqualTo(PHONE);
    }

    @Test
    @DisplayName(
            "CRE-5 nobody signs up where it is off, with a link or without, nor where the organization is suspended")
    void off() {
        var tenant = house.tenant("Northwind");
        assertRefused("not.found", null, () -> strangers.begin(tenant, byEmail("off@example.com")));
        assertRefused("not.found", null, () -> signUp.look(tenant.slug(), "", byEmail(""), null));
        strangers.policy(tenant, "sign_up = 'anyone'");
        house.asOwner()
                .sql("update organization set suspended_at = now() where id = :id")
                .param("id", tenant.id().value())
                .update();

        assertRefused("not.found", null, () -> strangers.begin(tenant, byEmail("off@example.com")));
        assertThat(strangers.members(tenant)).isEqualTo(1);
    }

    @ParameterizedTest(name = "ORG-6 where example.com is listed, {0} may not sign up")
    @ValueSource(
            strings = {
                "a@evil.com",
                "a@evil-example.com",
                "a@example.com.evil.com",
                "a@sub.example.com",
                "a@exаmple.com",
                "example.com@evil.com",
                "a@example.co"
            })
    void otherDomains(String address) {
        var tenant = open("domains");
        strangers.policy(tenant, "sign_up_domains = '{example.com}'");

        assertRefused("sign_up.domain", "email", () -> strangers.begin(tenant, byEmail(address)));
    }

    @Test
    @DisplayName(
            "ORG-6 where a domain is listed, its addresses may sign up however they are written, and phone numbers may not")
    void listedDomain() {
        var tenant = open("domains");
        strangers.policy(tenant, "sign_up_domains = '{example.com}'");

        strangers.begin(tenant, byEmail("Ada@EXAMPLE.com"));
        assertThat(strangers.status(strangers.member(tenant, "ada@example.com")))
                .isEqualTo("REGISTERING");
        assertRefused("email.malformed", "email", () -> strangers.begin(tenant, byPhone("ada", PHONE)));
    }

    @Test
    @DisplayName(
            "CRE-5 whoever types an address that has an account reads what everybody reads; its owner is told, and nothing changes")
    void knownAddress() {
        var tenant = open("anyone");
        var other = house.tenant("Contoso");
        house.member(other, "Lena", "Fischer", "lena@example.com");
        house.member(tenant, "Jonas", "Berg", "jonas@example.com");

        var elsewhere = strangers.begin(tenant, byEmail("lena@example.com"));
        var here = strangers.begin(tenant, byEmail("jonas@example.com"));

        for (var handle : List.of(elsewhere, here)) {
            assertThat(strangers.there(new MemberId(handle.subject()))).isFalse();
            assertThat(house.mailTo(handle.address()))
                    .contains("You have an account already")
                    .contains("/sign-in?continue=/o/" + tenant.slug() + "/sign-up");
        }
        assertThat(strangers.members(tenant)).isEqualTo(2);
        assertThat(strangers.seats(tenant)).isEqualTo(2);
        assertThat(strangers.accounts("lena@example.com")).isEqualTo(1);
    }

    @Test
    @DisplayName("CRE-5 a known number gets the same page, the same five tries and the same end; its owner is told")
    void knownNumber() {
        var tenant = open("anyone");
        strangers.begin(tenant, byPhone("first", PHONE));
        var first = strangers.codeTo(PHONE);
        proof.code(new Handle(tenant.slug(), idOf("first"), Way.PHONE, PHONE), first, HERE);

        var known = strangers.begin(tenant, byPhone("second", PHONE));
        var fresh = strangers.begin(tenant, byPhone("third", "+4915112345679"));

        assertThat(house.smsTo(PHONE)).contains("Sie haben bereits ein Konto").doesNotContain("Code");
        for (var handle : List.of(known, fresh)) {
            for (var left = 4; left >= 0; left--) {
                assertThat(proof.code(handle, "12345", HERE)).isEmpty();
                assertThat(proof.triesLeft(handle)).isEqualTo(left);
            }
        }
        assertThat(proof.code(fresh, strangers.codeTo("+4915112345679"), HERE))
                .as("the fifth wrong try ends it")
                .isEmpty();
    }

    @Test
    @DisplayName(
            "CRE-5 ORG-4 a full organization says so in one sentence without numbers, for known and unknown addresses alike")
    void full() {
        var tenant = house.tenant("Small Shop", 1);
        strangers.policy(tenant, "sign_up = 'anyone'");

        for (var address : List.of("new@example.com", tenant.adminEmail()))
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> strangers.begin(tenant, byEmail(address)))
                    .satisfies(refusal -> {
                        assertThat(refusal.code()).isEqualTo("sign_up.full");
                        assertThat(refusal.arguments()).isEmpty();
                    });
    }

    @Test
    @DisplayName("CRE-5 a known address costs the database what an unknown one costs, so that a watch learns nothing")
    void sameCost() {
        var tenant = open("anyone");
        strangers.begin(tenant, byEmail("warm@example.com"));

        var unknown = house.statements(() -> strangers.begin(tenant, byEmail("unknown@example.com")));
        var known = house.statements(() -> strangers.begin(tenant, byEmail(tenant.adminEmail())));

        assertThat(known).isCloseTo(unknown, within(6));
    }

    @Test
    @DisplayName(
            "LIF-2 who was blocked does not come back with the same address, number or username, and reads what everybody reads")
    void blocked() {
        var tenant = open("anyone");
        strangers.join(tenant, byEmail("bad@example.com"));
        var bad = strangers.member(tenant, "bad@example.com");
        house.asOwner()
                .sql("update member set username = 'outcast', phone = :phone where id = :id")
                .param("phone", PHONE)
                .param("id", bad.value())
                .update();
        house.get(Lifecycle.class).deactivate(tenant.admin(), bad);
        var before = strangers.members(tenant);

        var byEmail = strangers.begin(tenant, byEmail("bad@example.com"));
        var byPhone = strangers.begin(tenant, byPhone("another", PHONE));
        assertRefused(
                "sign_up.username.taken",
                "username",
                () -> strangers.begin(tenant, byPhone("Outcast", "+4915112345670")));

        assertThat(strangers.members(tenant)).isEqualTo(before);
        assertThat(strangers.there(new MemberId(byEmail.subject()))).isFalse();
        assertThat(strangers.there(new MemberId(byPhone.subject()))).isFalse();
        assertThat(strangers.status(bad)).isEqualTo("BLOCKED");
    }

    @Test
    @DisplayName("LIF-2 who is blocked between sign-up and confirmation stays out, and cannot sign up anew")
    void blockedMeanwhile() {
        var tenant = open("anyone");
        var handle = strangers.begin(tenant, byEmail("soon@example.com"));
        var secret = house.secretTo("soon@example.com", "/sign-up/confirm/");
        house.get(Lifecycle.class).deactivate(tenant.admin(), new MemberId(handle.subject()));

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> proof.confirm(secret, "", handle, HERE));
        var again = strangers.begin(tenant, byEmail("soon@example.com"));
        house.clock().tick(SignUp.VALIDITY.plusDays(1));
        house.get(StaleSignUps.class).forget();

        assertThat(strangers.there(new MemberId(again.subject()))).isFalse();
        assertThat(strangers.status(new MemberId(handle.subject()))).isEqualTo("BLOCKED");
    }

    @Test
    @DisplayName(
            "CRE-5 whoever signed up with an address and proved nothing makes room for the next; the older link is dead")
    void makesRoom() {
        var tenant = open("anyone");
        var stranger = strangers.begin(tenant, byEmail("victim@example.com"));
        var old = house.secretTo("victim@example.com", "/sign-up/confirm/");

        var victim = strangers.begin(tenant, byEmail("victim@example.com"));
        assertRefused("link.unknown", null, () -> proof.confirm(old, PASSWORD, stranger, HERE));
        proof.confirm(house.secretTo("victim@example.com", "/sign-up/confirm/"), "", victim, HERE);

        assertThat(strangers.there(new MemberId(stranger.subject()))).isFalse();
        assertThat(strangers.status(new MemberId(victim.subject()))).isEqualTo("REGISTERED");
        assertThat(strangers.seats(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "CRE-5 in another browser the link asks for the password that was chosen: an owner is not led to confirm a stranger's")
    void otherBrowser() {
        var tenant = open("anyone");
        strangers.begin(tenant, byEmail("owner@example.com"));
        var secret = house.secretTo("owner@example.com", "/sign-up/confirm/");
        var foreign = new Handle(tenant.slug(), UUID.randomUUID(), Way.EMAIL, "owner@example.com");

        assertThat(proof.look(secret, null).password()).isTrue();
        assertRefused("confirmation.password", "password", () -> proof.confirm(secret, "", null, HERE));
        assertRefused("confirmation.password", "password", () -> proof.confirm(secret, "not that one", foreign, HERE));
        assertThat(proof.confirm(secret, PASSWORD, null, HERE).account()).isNotNull();
    }

    @Test
    @DisplayName(
            "CRE-5 a link is good to the last millisecond of 72 hours; what was not proved is forgotten, and its seat is free")
    void expiry() {
        var tenant = open("anyone");
        var handle = strangers.begin(tenant, byEmail("late@example.com"));
        var secret = house.secretTo("late@example.com", "/sign-up/confirm/");
        house.clock().tick(SignUp.VALIDITY.minusMillis(1));
        assertThat(proof.look(secret, handle).password()).isFalse();

        house.clock().tick(Duration.ofMillis(1));
        assertRefused("sign_up.expired", null, () -> proof.confirm(secret, "", handle, HERE));
        house.get(StaleSignUps.class).forget();

        assertThat(strangers.there(new MemberId(handle.subject()))).isFalse();
        assertThat(strangers.seats(tenant)).isEqualTo(1);
        assertThat(strangers.accounts("late@example.com")).isZero();
    }

    @Test
    @DisplayName(
            "CRE-5 INV-2 who was invited and signs up instead becomes the invited person, with department and what was promised")
    void invitedPerson() {
        var tenant = open("anyone");
        var invited = invite(tenant, "both@example.com", Duration.ofDays(7));

        var entered = strangers.join(tenant, byEmail("both@example.com"));

        assertThat(entered.waiting()).isFalse();
        assertThat(strangers.status(invited)).isEqualTo("REGISTERED");
        assertThat(strangers.permissions(tenant, invited)).contains(Permission.SETTINGS_EDIT);
        assertThat(strangers.members(tenant)).isEqualTo(2);
        assertThat(strangers.seats(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("INV-4 an expired invitation gives nothing to who signs up with its address")
    void expiredInvitation() {
        var tenant = open("anyone");
        var invited = invite(tenant, "old@example.com", Duration.ofDays(7));
        house.clock().tick(Duration.ofDays(7));

        strangers.join(tenant, byEmail("old@example.com"));

        assertThat(strangers.status(invited)).isEqualTo("REGISTERED");
        assertThat(strangers.permissions(tenant, invited)).doesNotContain(Permission.SETTINGS_EDIT);
    }

    @Test
    @DisplayName(
            "CRE-5 two organizations, signed up for with one address before either is confirmed: one account, two memberships")
    void twoOrganizations() {
        var one = open("anyone");
        var two = open("anyone");
        var first = strangers.begin(one, byEmail("twice@example.com"));
        var firstSecret = house.secretTo("twice@example.com", "/sign-up/confirm/");
        var second = strangers.begin(two, byEmail("twice@example.com"));
        var secondSecret = house.secretTo("twice@example.com", "/sign-up/confirm/");

        assertThat(proof.confirm(firstSecret, "", first, HERE).account()).isNotNull();
        assertThat(proof.confirm(secondSecret, "", second, HERE).account())
                .as("they sign in with the first password")
                .isNull();

        assertThat(strangers.accounts("twice@example.com")).isEqualTo(1);
        assertThat(strangers.column(new MemberId(first.subject()), "account_id"))
                .isEqualTo(strangers.column(new MemberId(second.subject()), "account_id"));
        assertThat(strangers.status(new MemberId(second.subject()))).isEqualTo("REGISTERED");
    }

    @Test
    @DisplayName("ROL-3 a default role that administers is given to nobody who comes by themselves")
    void noAdminByDefault() {
        var tenant = open("anyone");
        strangers.policy(
                tenant,
                "default_role_id = (select id from role where organization_id = organization_policy.organization_id and predefined = 'organization_admin')");

        strangers.join(tenant, byEmail("king@example.com"));

        assertThat(strangers.permissions(tenant, strangers.member(tenant, "king@example.com")))
                .doesNotContain(Permission.SETTINGS_EDIT);
    }

    @Test
    @DisplayName("CRE-5 the organization's required attributes are asked, a unique one is nobody's twice")
    void attributes() {
        var tenant = open("anyone");
        var attribute = house.asOwner()
                .sql(
                        "insert into attribute (organization_id, name, kind, required, unique_values, shown, editable, position, created_at)"
                                + " values (:organization, 'Badge', 'text', true, true, true, true, 1, now()) returning id")
                .param("organization", tenant.id().value())
                .query(UUID.class)
                .single();
        var field = "attribute." + attribute;

        assertRefused("attribute.required", field, () -> strangers.begin(tenant, byEmail("one@example.com")));
        strangers.begin(tenant, form(Map.of("email", "one@example.com", field, "B-17")));
        assertRefused(
                "sign_up.taken",
                null,
                () -> strangers.begin(tenant, form(Map.of("email", "two@example.com", field, "b-17"))));

        assertThat(strangers.members(tenant)).isEqualTo(2);
        assertThat(house.asOwner()
                        .sql("select value from member_attribute where attribute_id = :id")
                        .param("id", attribute)
                        .query(String.class)
                        .list())
                .containsExactly("B-17");
    }

    @Test
    @DisplayName(
            "CRE-5 five messages an hour go to one address, known or not; then whoever asks reads how long to wait")
    void limited() {
        var tenant = open("anyone");
        for (var address : List.of("flood@example.com", tenant.adminEmail())) {
            for (var i = 0; i < 5; i++) strangers.begin(tenant, byEmail(address));
            assertRefused("limit.reached", null, () -> strangers.begin(tenant, byEmail(address)));
        }
    }

    @Test
    @DisplayName("CRE-5 sixteen who sign up at once with one address, one number or one username become one member")
    void doubleSignUp() {
        var tenant = open("anyone");
        raise();

        var outcomes = Race.of(
                16,
                i -> strangers.begin(
                        tenant,
                        i % 2 == 0 ? byEmail("race@example.com") : byPhone("racer", "+49151123456" + (10 + i))));

        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).isInstanceOf(Refusal.class));
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from member where organization_id = :id and (email_key = 'race@example.com' or username_key = 'racer')")
                        .param("id", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(strangers.seats(tenant)).isEqualTo(3);
    }

    @Test
    @DisplayName("ORG-4 the last seat goes to one of sixteen who sign up at once")
    void lastSeat() {
        var tenant = house.tenant("Small Shop", 2);
        strangers.policy(tenant, "sign_up = 'anyone'");

        var outcomes = Race.of(16, i -> strangers.begin(tenant, byEmail("seat" + i + "@example.com")));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(((Refusal) Objects.requireNonNull(outcome.refused())).code())
                        .isEqualTo("sign_up.full"));
        assertThat(strangers.members(tenant)).isEqualTo(2);
    }

    @Test
    @DisplayName("CRE-5 a link confirmed by sixteen at once is used by one; a code typed by sixteen at once, too")
    void confirmedOnce() {
        var tenant = open("anyone");
        var byMail = strangers.begin(tenant, byEmail("once@example.com"));
        var secret = house.secretTo("once@example.com", "/sign-up/confirm/");
        var bySms = strangers.begin(tenant, byPhone("once", PHONE));
        var code = strangers.codeTo(PHONE);

        var links = Race.of(16, i -> proof.confirm(secret, "", byMail, HERE));
        var codes = Race.of(16, i -> proof.code(bySms, code, HERE));

        assertThat(links).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(codes)
                .filteredOn(outcome -> outcome.won()
                        && Objects.requireNonNull(outcome.result()).isPresent())
                .hasSize(1);
        assertThat(strangers.accounts("once@example.com")).isEqualTo(1);
        assertThat(strangers.members(tenant)).isEqualTo(3);
        assertThat(strangers.seats(tenant)).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "security.md 11 sixteen wrong codes at once are five tries, and twenty a day are all that a number gets")
    void guessing() {
        var tenant = open("anyone");
        var handle = strangers.begin(tenant, byPhone("guess", PHONE));
        var code = strangers.codeTo(PHONE);
        var wrong = code.equals("123456") ? "654321" : "123456";

        Race.of(16, i -> proof.code(handle, wrong, HERE));
        assertThat(proof.triesLeft(handle)).isZero();
        assertThat(proof.code(handle, code, HERE)).isEmpty();
        for (var i = 0; i < 3; i++) proof.code(handle, wrong, HERE);

        assertRefused("limit.reached", null, () -> proof.code(handle, code, HERE));
    }

    private Tenant open(String mode) {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "sign_up = '" + mode + "'");
        return tenant;
    }

    /** Lets a race go on where one network is limited: the windows begin anew. */
    private void raise() {
        house.asOwner().sql("delete from limit_window").update();
    }

    private UUID idOf(String username) {
        return house.asOwner()
                .sql("select id from member where username_key = :key")
                .param("key", username)
                .query(UUID.class)
                .single();
    }

    private MemberId invite(Tenant tenant, String email, Duration validity) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(Admission.class)
                    .invite(
                            tenant.admin(),
                            List.of(new NewMember(EmailAddress.parse(email), "en")),
                            house.permissions(tenant, PredefinedRole.ORGANIZATION_ADMIN),
                            house.clock().instant().plus(validity))
                    .getFirst()
                    .id();
        });
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            if (field != null) assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
