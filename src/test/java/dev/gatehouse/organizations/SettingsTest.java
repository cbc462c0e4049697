package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.signin.Newcomers;
import dev.gatehouse.signin.Newcomers.Known;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@InHouse
class SettingsTest {

    private static final Map<String, String> GENERAL = Map.of(
            "name", "Northwind Retail",
            "brandColor", "#0A6E5C",
            "defaultLanguage", "de",
            "defaultCountry", "DE",
            "defaultCurrency", "DKK");
    private static final Map<String, String> SIGN_IN = Map.of(
            "passwordMinimum", "12",
            "mfaRequired", "yes",
            "signUp", "domains",
            "signUpDomains", "@Northwind.example, münchen.example\nnorthwind.example",
            "signUpDepartmentChoice", "yes");
    private static final Map<String, String> COMMUNICATION =
            Map.of("senderName", "Nora from Northwind", "invitationDays", "14", "activationSms", "yes");

    private final House house;
    private final OrganizationSettings settings;

    SettingsTest(House house) {
        this.house = house;
        this.settings = house.get(OrganizationSettings.class);
    }

    @Test
    @DisplayName(
            "ACT-5 whom no code reaches is counted however they sign in; who has a phone number alone, while text messages are not set up")
    void unreachedWithoutGateway() {
        var tenant = house.tenant("Northwind");
        var newcomers = new Newcomers(house);
        newcomers.registered(tenant, new Known("Lena", "Fischer", null, "phone.alone", "+4915112345217"));
        newcomers.registered(tenant, new Known("Mei", "Tanaka", null, "nothing.at.all", null));
        newcomers.registered(tenant, new Known("Yuto", "Sato", "yuto@unreached.example", "with.address", null));

        newcomers.registered(tenant, Known.phone("+4915112345218"));
        newcomers.registered(tenant, Known.email("lena@unreached.example"));
        var proved = newcomers.registered(tenant, Known.username("proved.address"));
        house.asOwner()
                .sql(
                        "insert into account_email (account_id, email, email_key, verified_at, created_at) values (:account, 'own@unreached.example', 'own@unreached.example', now(), now())")
                .param("account", Objects.requireNonNull(proved.account()).value())
                .update();

        assertThat(unreached(tenant, true)).isEqualTo(new Unreached(1, false, true));
        assertThat(unreached(tenant, false)).isEqualTo(new Unreached(3, false, false));
        assertThat(house.get(Texts.class).all())
                .allMatch(language -> language.has(unreached(tenant, false).key()));
    }

    private Unreached unreached(Tenant tenant, boolean sms) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return house.get(PolicyStore.class).unreached(tenant.id(), sms, 100);
        });
    }

    @Test
    @DisplayName(
            "ORG-6 each section saves what it shows and nothing else, at once, and the log says before and after without names")
    void sections() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();

        settings.changeGeneral(admin, SettingsForm.of(GENERAL));
        settings.changeSignIn(admin, SettingsForm.of(SIGN_IN));
        settings.changeCommunication(admin, SettingsForm.of(COMMUNICATION));
        settings.changePersonalData(admin, true);
        settings.changeAttributesHidden(admin, true);

        var organization = settings.read(admin).organization();
        assertThat(organization.name()).isEqualTo("Northwind Retail");
        assertThat(organization.brandColor()).isEqualTo("#0a6e5c");
        assertThat(organization.passwordMinimum()).isEqualTo(12);
        assertThat(organization.senderName()).isEqualTo("Nora from Northwind");
        assertThat(organization.invitationDays()).isEqualTo(14);
        var policy = settings.read(admin).policy();
        assertThat(policy)
                .isEqualTo(new Policy(
                        false,
                        true,
                        SignUpMode.DOMAINS,
                        List.of("northwind.example", "xn--mnchen-3ya.example"),
                        true,
                        false,
                        false,
                        true,
                        "DE",
                        "DKK",
                        null,
                        null,
                        null,
                        null,
                        true,
                        true));
        assertThat(changes(tenant))
                .hasSize(5)
                .anyMatch(detail -> detail.contains("\"defaultCountry\": \"– → DE\"")
                        && detail.contains("\"defaultCurrency\": \"EUR → DKK\"")
                        && detail.contains("\"name\": \"*\""))
                .anyMatch(detail -> detail.contains("\"signUp\": \"off → domains\"")
                        && detail.contains("\"mfaRequired\": \"false → true\"")
                        && detail.contains("\"oneTimePasswords\": \"true → false\"")
                        && detail.contains("\"passwordMinimum\": \"15 → 12\""))
                .anyMatch(detail -> detail.contains("\"senderName\": \"*\"")
                        && detail.contains("\"activationEmails\": \"true → false\""))
                .noneMatch(detail -> detail.contains("Nora") || detail.contains("Northwind Retail"));

        settings.changeSignIn(admin, SettingsForm.of(SIGN_IN));
        assertThat(changes(tenant)).as("what changes nothing is no event").hasSize(5);
    }

    @ParameterizedTest(name = "ORG-6 a wrong {1} is refused at its field: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "general|name|''|organization.name.empty",
                "general|name|a\u202eb|organization.name.characters",
                "general|brandColor|red|organization.color",
                "general|brandColor|#12345|organization.color",
                "general|defaultLanguage|xx|organization.language",
                "general|defaultCountry|XX|settings.country",
                "general|defaultCountry|de|settings.country",
                "general|defaultCurrency|''|settings.currency",
                "general|defaultCurrency|DEM|settings.currency",
                "communication|senderName|a\u2028b|organization.sender.characters",
                "communication|invitationDays|0|organization.days",
                "communication|invitationDays|31|organization.days",
                "communication|invitationDays|7.5|organization.days",
                "sign-in|passwordMinimum|7|organization.password",
                "sign-in|passwordMinimum|65|organization.password",
                "sign-in|passwordMinimum|-1|organization.password",
                "sign-in|signUp|everybody|settings.sign_up",
                "sign-in|signUpDomains|''|settings.domains.empty",
                "sign-in|signUpDomains|northwind|settings.domains",
                "sign-in|signUpDomains|lena@northwind.example|settings.domains",
                "sign-in|signUpDomains|*.northwind.example|settings.domains",
            })
    void wrong(String section, String field, String value, String code) {
        var tenant = house.tenant("Northwind");
        var before = settings.read(tenant.admin());
        var form = new HashMap<>(
                section.equals("general") ? GENERAL : section.equals("sign-in") ? SIGN_IN : COMMUNICATION);
        form.put(field, value);

        assertRefused(code, field, () -> change(tenant.admin(), section, form));
        assertThat(settings.read(tenant.admin())).isEqualTo(before);
    }

    @Test
    @DisplayName("ORG-6 sixty sign-up domains are too many, and a list of them is kept in its order")
    void manyDomains() {
        var tenant = house.tenant("Northwind");
        var form = new HashMap<>(SIGN_IN);
        var many = new StringBuilder();
        for (var i = 0; i < 60; i++) many.append("shop").append(i).append(".example ");
        form.put("signUpDomains", many.toString());

        assertRefused(
                "settings.domains.many",
                "signUpDomains",
                () -> settings.changeSignIn(tenant.admin(), SettingsForm.of(form)));
    }

    @Test
    @DisplayName("ORG-6 two admins who save different sections at once lose nothing of each other's")
    void raced() {
        var tenant = house.tenant("Northwind");

        var outcomes = Race.of(16, i -> switch (i % 4) {
            case 0 -> settings.changeGeneral(tenant.admin(), SettingsForm.of(GENERAL));
            case 1 -> settings.changeSignIn(tenant.admin(), SettingsForm.of(SIGN_IN));
            case 2 -> settings.changeCommunication(tenant.admin(), SettingsForm.of(COMMUNICATION));
            default -> settings.changePersonalData(tenant.admin(), true);
        });

        assertThat(outcomes).allMatch(Race.Outcome::won);
        var state = settings.read(tenant.admin());
        assertThat(state.organization().invitationDays()).isEqualTo(14);
        assertThat(state.organization().name()).isEqualTo("Northwind Retail");
        assertThat(state.policy().signUp()).isEqualTo(SignUpMode.DOMAINS);
        assertThat(state.policy().personalDataByAdmins()).isTrue();
        assertThat(changes(tenant)).as("each change is told once").hasSize(4);
    }

    @Test
    @DisplayName("ORG-6 every section has its page, keeps what was typed wrongly, and is not there for others")
    void pages() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var base = "/o/" + tenant.slug() + "/settings";
        var admin = signedIn(tenant.adminEmail());
        var member = signedIn("lena@" + tenant.slug() + ".example");

        assertThat(admin.get(base).body()).contains(base + "/sign-in", base + "/partners", "aria-current=\"page\"");
        var saved = admin.submit(base + "/sign-in", base + "/sign-in", pairs(SIGN_IN));
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(admin.get(base + "/sign-in").body())
                .contains("The settings are saved.", "xn--mnchen-3ya.example", "value=\"domains\" checked");
        var refused = admin.submit(
                base + "/sign-in",
                base + "/sign-in",
                "passwordMinimum",
                "9",
                "signUp",
                "domains",
                "signUpDomains",
                "a b c");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("a is not a domain", ">\na b c</textarea>", "value=\"9\"");
        assertThat(admin.submit(base + "/communication", base + "/communication", "invitationDays", "0")
                        .body())
                .contains("Enter a number of days from 1 to 30.");

        for (var section : SettingsSection.values()) {
            assertThat(admin.get(section.address(tenant.slug())).statusCode())
                    .as(section.key())
                    .isEqualTo(200);
            assertThat(member.get(section.address(tenant.slug())).statusCode())
                    .as(section.key())
                    .isEqualTo(403);
        }
        for (var section : List.of("", "/sign-in", "/communication", "/new-people", "/consent", "/consent/standard"))
            assertThat(member.submit("/o/" + tenant.slug() + "/members", base + section, "text", "x")
                            .statusCode())
                    .as(section)
                    .isEqualTo(403);
    }

    private void change(Actor actor, String section, Map<String, String> form) {
        var typed = SettingsForm.of(form);
        switch (section) {
            case "general" -> settings.changeGeneral(actor, typed);
            case "sign-in" -> settings.changeSignIn(actor, typed);
            default -> settings.changeCommunication(actor, typed);
        }
    }

    private List<String> changes(Tenant tenant) {
        return house.asOwner()
                .sql(
                        "select detail::text from event where kind = 'organization.settings_changed' and organization_id = :organization")
                .param("organization", tenant.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private Browser signedIn(String address) {
        var browser = new Browser(house);
        browser.signIn(address, House.PASSWORD);
        return browser;
    }

    private static String[] pairs(Map<String, String> form) {
        return form.entrySet().stream()
                .flatMap(field -> List.of(field.getKey(), field.getValue()).stream())
                .toArray(String[]::new);
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
