package dev.gatehouse.creation;

import static dev.gatehouse.creation.Desk.form;
import static dev.gatehouse.creation.Desk.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.ActivateForm;
import dev.gatehouse.admission.ActivationLink;
import dev.gatehouse.admission.Somebody;
import dev.gatehouse.creation.CreateOutcome.Created;
import dev.gatehouse.creation.CreateOutcome.Wrong;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberProfiles;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InHouse
class CreationTest {

    private static final String INITIAL = "forty purple kettles sing";

    private final House house;
    private final Creation creation;

    CreationTest(House house) {
        this.house = house;
        this.creation = house.get(Creation.class);
    }

    @Test
    @DisplayName(
            "CRE-1 PRI-3 all that is known of somebody is kept, with who created them, and the consent with text, time and creator")
    void everything() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        var department = desk.department("Stores");
        var profile = desk.jobProfile("Cashier");
        var partner = desk.partner("Contoso");
        var shirt = desk.attribute("Shirt size", true, false);

        var member = created(
                tenant.admin(),
                form(
                        "lena@one.example",
                        "phone",
                        "+49 151 12345601",
                        "currency",
                        "CHF",
                        "department",
                        department.toString(),
                        "jobProfile",
                        profile.toString(),
                        "userType",
                        desk.userType("advertiser").toString(),
                        "partner",
                        partner.toString(),
                        "identifier",
                        "E-4711",
                        "attribute." + shirt,
                        "M"));

        assertThat(member.status()).isEqualTo(MemberStatus.CREATED);
        assertThat(member.label()).isEqualTo("Lena Fischer");
        assertThat(member.phone()).isEqualTo("+4915112345601");
        assertThat(member.language()).isEqualTo("de");
        var shown = house.get(MemberProfiles.class).of(tenant.admin(), member.id());
        assertThat(shown.department()).isEqualTo("Stores");
        assertThat(shown.jobProfile()).isEqualTo("Cashier");
        assertThat(Objects.requireNonNull(shown.userType()).predefined()).isEqualTo("advertiser");
        assertThat(shown.partner()).isEqualTo("Contoso");
        assertThat(shown.universalIdentifier()).isEqualTo("E-4711");
        assertThat(shown.currency()).isEqualTo("CHF");
        assertThat(shown.values())
                .singleElement()
                .satisfies(value -> assertThat(value.stored()).isEqualTo("M"));
        assertThat(shown.broughtBy()).isEqualTo("Amara Okafor");
        assertThat(shown.consents()).singleElement().satisfies(consent -> {
            assertThat(consent.version()).isZero();
            assertThat(consent.inPerson()).isFalse();
            assertThat(consent.confirmedBy()).isEqualTo("Amara Okafor");
            assertThat(consent.givenAt()).isEqualTo(house.clock().instant());
            assertThat(consent.language()).isEqualTo("en");
        });
        assertThat(people(tenant).seatsUsed()).isEqualTo(1);
        var plain = house.member(tenant, "Plain", "Member", "plain@one.example");
        var seen = house.get(MemberProfiles.class).of(plain, member.id());
        assertThat(seen.department()).isEqualTo("Stores");
        assertThat(seen.universalIdentifier()).isNull();
        assertThat(seen.values()).isEmpty();
        assertThat(seen.consents()).isEmpty();
        people(tenant).policy("attributes_after_registered = true");
        assertThat(house.get(MemberProfiles.class)
                        .of(tenant.admin(), member.id())
                        .hidden())
                .isTrue();
    }

    @ParameterizedTest(name = "CRE-1 {0} = {1} is refused at {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "firstName|''|firstName|name.empty",
                "lastName|a\u202eb|lastName|name.characters",
                "email|''|email|email.malformed",
                "email|lena@|email|email.malformed",
                "phone|12|phone|phone.country",
                "phone|+49 1|phone|phone.malformed",
                "language|xx|language|organization.language",
                "currency|XXX|currency|creation.currency",
                "role|00000000-0000-0000-0000-000000000001|role|creation.role",
                "userType|nothing|userType|user_type.gone",
                "identifier|a\u2028b|identifier|identifier.characters",
                "consent|''|consent|creation.consent",
                "consent|1|consent|consent.changed",
                "way|links|way|creation.channel",
                "way|password|password|password.short"
            })
    void wrong(String name, String value, String field, String code) {
        var tenant = house.tenant("Northwind");

        var outcome = creation.create(tenant.admin(), form("lena@two.example", name, value), reader());

        assertThat(outcome).isInstanceOfSatisfying(Wrong.class, wrong -> {
            assertThat(wrong.fields()).hasSize(1).containsKey(field);
            assertThat(wrong.fields().get(field)).hasMessage(code);
        });
        assertThat(people(tenant).one("select count(*) from member where organization_id = :organization"))
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CRE-1 job profile, department and required fields are demanded where the organization has any, and all at once")
    void demanded() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        desk.department("Stores");
        desk.jobProfile("Cashier");
        var badge = desk.attribute("Badge", true, false);

        var outcome = creation.create(
                tenant.admin(), form("", "kind", "username", "username", "4711", "phone", ""), reader());

        assertThat(((Wrong) outcome).fields().keySet())
                .containsExactly("username", "phone", "jobProfile", "department", "attribute." + badge);
        people(tenant).policy("attributes_after_registered = true");
        assertThat(house.get(Offers.class).of(tenant.admin()).attributes()).isEmpty();
    }

    @Test
    @DisplayName("CRE-1 what names somebody else already is refused at its field, with who has it")
    void taken() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        var badge = desk.attribute("Badge", false, true);
        created(
                tenant.admin(),
                form("lena@three.example", "phone", "+4915112345603", "identifier", "E-3", "attribute." + badge, "Ü7"));
        created(
                tenant.admin(),
                form("", "kind", "username", "username", "Lena.F", "phone", "+4915112345613", "firstName", "Ada"));

        var outcome = (Wrong) creation.create(
                tenant.admin(),
                form(
                        "LENA@three.example",
                        "phone",
                        "+49 151 12345603",
                        "identifier",
                        "E-3",
                        "attribute." + badge,
                        "ü7"),
                reader());

        assertThat(outcome.fields().keySet()).containsExactly("email", "phone", "identifier", "attribute." + badge);
        assertThat(outcome.fields().values())
                .allSatisfy(refusal -> assertThat(refusal.arguments()).containsExactly("Lena Fischer"));
        var named = (Wrong) creation.create(
                tenant.admin(),
                form("", "kind", "username", "username", "lena.f", "phone", "+4915112345699"),
                reader());
        assertThat(named.fields().get("username")).hasMessage("creation.taken.username");
        var offers = house.get(Offers.class);
        assertThat(offers.withEmail(tenant.admin(), " Lena@Three.example"))
                .extracting(Known::name)
                .containsExactly("Lena Fischer");
        assertThat(offers.withPhone(tenant.admin(), "0049 151 12345603")).hasSize(1);
        assertThat(offers.withUsername(tenant.admin(), "LENA.F"))
                .extracting(Known::name)
                .containsExactly("Ada Fischer");
        assertThat(offers.called(tenant.admin(), "lena", "fisch")).hasSize(1);
        assertThat(offers.withEmail(house.tenant("Harbor").admin(), "lena@three.example"))
                .as("another organization's people are nobody's business")
                .isEmpty();
    }

    @Test
    @DisplayName("CRE-1 sixteen who create the same person at once create one; the others read at the field who has it")
    void raced() {
        var tenant = house.tenant("Northwind");

        var outcomes = Race.of(
                16,
                i -> creation.create(
                        tenant.admin(),
                        form(
                                "",
                                "kind",
                                "username",
                                "username",
                                "lena.floor",
                                "phone",
                                "+4915112345604",
                                "way",
                                i % 2 == 0 ? "none" : "code"),
                        reader()));

        assertThat(outcomes).allMatch(Race.Outcome::won);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() instanceof Created)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() instanceof Wrong)
                .allSatisfy(outcome -> assertThat(((Wrong) Objects.requireNonNull(outcome.result())).fields())
                        .containsKeys("username", "phone"));
        assertThat(people(tenant).one("select count(*) from member where organization_id = :organization"))
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "LIF-1 each way in starts as it should: nothing CREATED; link, one-time and initial password INVITED, each with a seat")
    void ways() {
        var tenant = house.tenant("Northwind");
        var people = people(tenant);

        var known = created(tenant.admin(), form("known@five.example"));
        var linked = created(
                tenant.admin(),
                form(
                        "linked@five.example",
                        "phone",
                        "+4915112345605",
                        "way",
                        "links",
                        "byEmail",
                        "true",
                        "bySms",
                        "true"));
        var coded = (Created) creation.create(tenant.admin(), form("coded@five.example", "way", "code"), reader());
        var mailed = created(tenant.admin(), form("mailed@five.example", "way", "password", "password", INITIAL));
        var named = created(
                tenant.admin(),
                form(
                        "",
                        "kind",
                        "username",
                        "username",
                        "named.five",
                        "phone",
                        "+4915112345615",
                        "way",
                        "password",
                        "password",
                        INITIAL));

        assertThat(people.status(known.id())).isEqualTo(MemberStatus.CREATED);
        for (var id : List.of(linked.id(), coded.member().id(), mailed.id(), named.id()))
            assertThat(people.status(id)).isEqualTo(MemberStatus.INVITED);
        assertThat(people.seatsUsed()).isEqualTo(5);
        assertThat(house.secretTo("linked@five.example", "/activate/")).isNotEmpty();
        assertThat(people.smsSecret("+4915112345605")).isNotEmpty();
        assertThat(Objects.requireNonNull(coded.password()).code()).contains("-");
        assertThat(people.get(mailed.id()).confirmUntil())
                .isEqualTo(house.clock().instant().plus(Duration.ofDays(3)));
        assertThat(people.get(named.id()).confirmUntil()).isNull();
        var account = house.get(Accounts.class).get(Objects.requireNonNull(named.account()));
        assertThat(account.passwordInitial()).isTrue();
        assertThat(house.asOwner()
                        .sql("select last_active_at is null from member where id = :id")
                        .param("id", named.id().value())
                        .query(Boolean.class)
                        .single())
                .as("they were not there yet")
                .isTrue();
        for (var table : List.of("event", "message", "member", "account"))
            assertThat(house.asOwner()
                            .sql("select count(*) from " + table + " row where row::text like '%' || :password || '%'")
                            .param("password", INITIAL)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
    }

    @Test
    @DisplayName(
            "CRE-2 CRE-3 an initial password opens only the page that asks for another; after confirming, that makes REGISTERED")
    void initialPassword() {
        var tenant = house.tenant("Northwind");
        var member = created(tenant.admin(), form("lena@six.example", "way", "password", "password", INITIAL));
        assertThat(new Browser(house).signIn("lena@six.example", INITIAL).statusCode())
                .as("not before the address is confirmed")
                .isEqualTo(403);
        var secret = house.secretTo("lena@six.example", "/confirm-address/");
        var browser = new Browser(house);
        assertThat(Browser.location(browser.submit("/confirm-address/" + secret, "/confirm-address/" + secret)))
                .contains("/sign-in");
        assertThat(people(tenant).status(member.id())).isEqualTo(MemberStatus.REGISTERING);

        var page = Browser.location(browser.signIn("lena@six.example", INITIAL));
        assertThat(page).contains("/first-password/");
        assertThat(Browser.location(browser.get("/o/" + tenant.slug() + "/members")))
                .contains("/sign-in");
        var path = page.substring(page.indexOf("/first-password/"));
        browser.submit(path, path, "password", Somebody.PASSWORD);

        assertThat(people(tenant).status(member.id())).isEqualTo(MemberStatus.REGISTERED);
        assertThat(browser.get("/o/" + tenant.slug() + "/members").statusCode()).isEqualTo(200);
        assertThat(new Browser(house).signIn("lena@six.example", INITIAL).statusCode())
                .isEqualTo(422);
    }

    @Test
    @DisplayName(
            "ROL-3 nobody gives a role by creating that they could not give by hand; the organization's default is its own decision")
    void roles() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        var people = people(tenant);
        var community = people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@seven.example");
        var plain = house.member(tenant, "Plain", "Member", "plain@seven.example");
        var memberRole = desk.role("member").toString();
        var adminRole = desk.role("organization_admin").toString();

        assertThat(house.get(Offers.class).of(community).roles()).isEmpty();
        assertWrong("creation.role", "role", community, form("a@seven.example", "role", memberRole));
        people.policy("default_role_id = '" + memberRole + "'");
        assertThat(house.get(Offers.class).of(community).form("en").role()).isEqualTo(memberRole);
        var byDefault =
                created(community, form("b@seven.example", "role", memberRole, "way", "links", "byEmail", "true"));
        assertThat(promisedBy(byDefault.id())).containsExactly("organization");
        people.policy("default_role_id = '" + adminRole + "'");
        assertWrong("creation.role", "role", community, form("c@seven.example", "role", adminRole));
        var admin = created(tenant.admin(), form("d@seven.example", "role", adminRole));
        assertThat(promisedBy(admin.id()))
                .containsExactly(Objects.requireNonNull(tenant.admin().member()).toString());
        assertRefused("forbidden", () -> creation.create(plain, form("e@seven.example"), reader()));
        assertRefused(
                "not.found",
                () -> creation.create(
                        house.tenant("Harbor").admin().in(tenant.id()), form("f@seven.example"), reader()));
    }

    @Test
    @DisplayName("INV-6 with a role or the default team nobody joins onboarding teams; with neither they do")
    void precedence() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        desk.team("Newcomers", true);
        var staff = desk.team("Staff", false);
        people(tenant).policy("default_team_id = '" + staff + "'");
        assertThat(house.get(Offers.class).of(tenant.admin()).onboarding()).containsExactly("Newcomers");

        activate(created(tenant.admin(), links("none@eight.example")));
        activate(created(
                tenant.admin(),
                links("role@eight.example", "role", desk.role("member").toString())));
        activate(created(tenant.admin(), links("team@eight.example", "team", "true")));

        assertThat(teamsOf("none@eight.example")).containsExactly("Newcomers");
        assertThat(teamsOf("role@eight.example")).isEmpty();
        assertThat(teamsOf("team@eight.example")).containsExactly("Staff");
    }

    @Test
    @DisplayName("ORG-4 without a seat nobody is let in, and nothing of it stays; somebody may still be known")
    void noSeat() {
        var tenant = house.tenant("Northwind", 1);

        assertRefused(
                "seats.full",
                () -> creation.create(tenant.admin(), form("lena@nine.example", "way", "code"), reader()));
        assertThat(people(tenant).one("select count(*) from member where organization_id = :organization"))
                .isEqualTo(1);
        created(tenant.admin(), form("lena@nine.example"));
        assertThat(people(tenant).seatsUsed()).isEqualTo(1);
    }

    private CreateForm links(String email, String... others) {
        var all = new String[others.length + 4];
        System.arraycopy(others, 0, all, 4, others.length);
        all[0] = "way";
        all[1] = "links";
        all[2] = "byEmail";
        all[3] = "true";
        return form(email, all);
    }

    private void activate(Member member) {
        house.get(ActivationLink.class)
                .activate(
                        house.secretTo(Objects.requireNonNull(member.email()), "/activate/"),
                        new ActivateForm("Lena", "Fischer", "en", "UTC", Somebody.PASSWORD, 0),
                        new Origin("203.0.113.7", "Test"));
    }

    private List<String> teamsOf(String email) {
        return house.asOwner()
                .sql("""
                        select t.name from member m
                          join team_member j on j.organization_id = m.organization_id and j.subject_id = m.subject_id
                          join team t on t.organization_id = m.organization_id and t.id = j.team_id
                         where m.email = :email order by 1
                        """)
                .param("email", email)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private List<String> promisedBy(MemberId id) {
        return house.asOwner()
                .sql(
                        "select coalesce(given_by::text, 'organization') from initial_permission where member_id = :id order by 1")
                .param("id", id.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private Member created(Actor actor, CreateForm form) {
        return ((Created) creation.create(actor, form, reader())).member();
    }

    private Somebody people(Tenant tenant) {
        return new Somebody(house, tenant);
    }

    private void assertWrong(String code, String field, Actor actor, CreateForm form) {
        assertThat(((Wrong) creation.create(actor, form, reader())).fields().get(field))
                .hasMessage(code);
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).withMessage(code);
    }
}
