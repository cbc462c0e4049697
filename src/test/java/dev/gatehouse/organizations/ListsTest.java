package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Job profiles, partners and user types; and the sentence of consent. */
@InHouse
class ListsTest {

    private final House house;
    private final NameLists lists;
    private final UserTypes types;
    private final ConsentTexts consents;

    ListsTest(House house) {
        this.house = house;
        this.lists = house.get(NameLists.class);
        this.types = house.get(UserTypes.class);
        this.consents = house.get(ConsentTexts.class);
    }

    @ParameterizedTest(
            name = "CRE-9 TYP-2 {0} are added, renamed, and deleted with a replacement where people have them")
    @EnumSource(NameList.class)
    void names(NameList list) {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var cashier = lists.add(admin, list, " Cashier ");
        var manager = lists.add(admin, list, "Ärztin");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        house.asOwner()
                .sql("update member set " + list.one()
                        + "_id = :id where organization_id = :organization and id = :member")
                .param("id", cashier)
                .param("organization", tenant.id().value())
                .param("member", Objects.requireNonNull(lena.member()).value())
                .update();

        if (list == NameList.JOB_PROFILES)
            house.asOwner()
                    .sql(
                            "update organization_policy set default_job_profile_id = :id where organization_id = :organization")
                    .param("id", cashier)
                    .param("organization", tenant.id().value())
                    .update();

        assertThat(lists.page(admin, list, PlaceQuery.all()).rows())
                .extracting(ListedName::name, ListedName::people)
                .containsExactly(tuple("Ärztin", 0), tuple("Cashier", 1));
        assertThat(lists.page(admin, list, PlaceQuery.of(Map.of("q", "arz"))).rows())
                .extracting(ListedName::name)
                .containsExactly("Ärztin");
        assertRefused(list.one() + ".name.taken", "name", () -> lists.add(admin, list, "CASHIER"));
        assertRefused(list.one() + ".name.taken", "name", () -> lists.rename(admin, list, manager, "cashier"));
        assertRefused(list.one() + ".name.empty", "name", () -> lists.add(admin, list, "\u3164"));
        lists.rename(admin, list, cashier, "Till");

        assertRefused("replacement.choose", "replacement", () -> lists.delete(admin, list, cashier, ""));
        assertRefused("replacement.gone", "replacement", () -> lists.delete(admin, list, cashier, cashier.toString()));
        assertRefused(
                "replacement.gone",
                "replacement",
                () -> lists.delete(admin, list, cashier, UUID.randomUUID().toString()));
        lists.delete(admin, list, cashier, manager.toString());
        assertThat(lists.page(admin, list, PlaceQuery.all()).rows())
                .extracting(ListedName::name, ListedName::people)
                .containsExactly(tuple("Ärztin", 1));
        if (list == NameList.JOB_PROFILES)
            assertThat(house.asOwner()
                            .sql(
                                    "select default_job_profile_id from organization_policy where organization_id = :organization")
                            .param("organization", tenant.id().value())
                            .query(UUID.class)
                            .single())
                    .as("new people get what took its place")
                    .isEqualTo(manager);
        lists.delete(admin, list, manager, ReplacementView.NONE);
        assertThat(lists.page(admin, list, PlaceQuery.all()).total()).isZero();
        assertThat(kinds(tenant, list.one() + ".%"))
                .containsExactly(
                        list.one() + ".created",
                        list.one() + ".created",
                        list.one() + ".renamed",
                        list.one() + ".deleted",
                        list.one() + ".deleted");

        var foreign = house.tenant("Contoso");
        var theirs = lists.add(foreign.admin(), list, "Theirs");
        assertRefused("forbidden", null, () -> lists.add(lena, list, "Mine"));
        assertRefused("forbidden", null, () -> lists.page(lena, list, PlaceQuery.all()));
        assertRefused("not.found", null, () -> lists.rename(admin, list, theirs, "Mine"));
        assertRefused("not.found", null, () -> lists.delete(admin, list, theirs, ""));
    }

    @Test
    @DisplayName("CRE-9 job profiles page by key in both directions, and of sixteen who add one name one does")
    void paging() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var outcomes = Race.of(16, i -> lists.add(admin, NameList.JOB_PROFILES, i % 2 == 0 ? "Clerk" : "CLERK"));
        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        for (var i = 0; i < 120; i++) lists.add(admin, NameList.JOB_PROFILES, "Profile %03d".formatted(i));

        var first = lists.page(admin, NameList.JOB_PROFILES, PlaceQuery.all());
        var next = Objects.requireNonNull(first.pages().next());
        var second = lists.page(
                admin,
                NameList.JOB_PROFILES,
                PlaceQuery.of(Map.of("after", next.substring(next.indexOf("after=") + 6))));
        assertThat(second.rows().getFirst().name()).isEqualTo("Profile 049");
        var previous = Objects.requireNonNull(second.pages().previous());
        assertThat(lists.page(
                                admin,
                                NameList.JOB_PROFILES,
                                PlaceQuery.of(Map.of("before", previous.substring(previous.indexOf("before=") + 7))))
                        .rows())
                .isEqualTo(first.rows());
    }

    @Test
    @DisplayName(
            "TYP-1 three user types are the same everywhere and stay; one's own have switches, and are deleted with a replacement")
    void userTypes() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var rows = types.all(admin).rows();
        assertThat(rows)
                .extracting(
                        row -> row.type().predefined(),
                        row -> row.type().newsletter(),
                        row -> row.type().services(),
                        row -> row.type().keyAccounts())
                .containsExactly(
                        tuple("platform", true, true, true),
                        tuple("advertiser", false, false, false),
                        tuple("consultant", false, false, false));
        var platform = rows.getFirst().type().id();
        assertRefused("user_type.predefined", null, () -> types.edit(admin, platform, form("Staff", true)));
        assertRefused("user_type.predefined", null, () -> types.delete(admin, platform, ""));

        var agency = types.create(admin, form("Agency", false));
        assertRefused("user_type.name.taken", "name", () -> types.create(admin, form("AGENCY", true)));
        assertRefused("user_type.name.taken", "name", () -> types.create(admin, form("Platform", true)));
        assertRefused("user_type.name.empty", "name", () -> types.create(admin, form(" ", true)));
        types.edit(admin, agency, form("Agencies", true));
        assertThat(types.all(admin).rows().getLast().type())
                .isEqualTo(new UserType(agency, null, "Agencies", true, true, true));
        assertThat(house.asOwner()
                        .sql(
                                "select detail::text from event where kind = 'user_type.edited' and organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .single())
                .contains("\"newsletter\": \"false → true\"", "\"was\": \"Agency\"");

        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        house.asOwner()
                .sql("update member set user_type_id = :id where organization_id = :organization and id = :member")
                .param("id", agency.value())
                .param("organization", tenant.id().value())
                .param("member", Objects.requireNonNull(lena.member()).value())
                .update();
        assertRefused("replacement.choose", "replacement", () -> types.delete(admin, agency, ""));
        assertRefused("replacement.gone", "replacement", () -> types.delete(admin, agency, ReplacementView.NONE));
        types.delete(admin, agency, platform.toString());
        assertThat(types.all(admin).rows())
                .extracting(UserTypesView.Row::people)
                .containsExactly(1, 0, 0);
        assertRefused("forbidden", null, () -> types.create(lena, form("Mine", true)));
        var foreign = house.tenant("Contoso");
        var theirs = types.create(foreign.admin(), form("Theirs", true));
        assertRefused("not.found", null, () -> types.edit(admin, theirs, form("Mine", true)));
        assertRefused("not.found", null, () -> types.delete(admin, theirs, ""));
    }

    @Test
    @DisplayName(
            "PRI-3 the sentence of consent is never changed: each wording is a version of its own, and so is going back to the standard one")
    void consentVersions() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        assertThat(consents.read(admin).current()).isEqualTo(new ConsentText(0, null));

        consents.change(admin, " We keep your data.\r\n\r\nAsk us about it. ");
        consents.change(admin, "We keep your data.\n\nAsk us about it.");
        consents.change(admin, "We keep less of your data.");
        consents.standard(admin);
        consents.standard(admin);

        var view = consents.read(admin);
        assertThat(view.current()).isEqualTo(new ConsentText(3, null));
        assertThat(view.history())
                .extracting(ConsentView.Version::text)
                .containsExactly(
                        new ConsentText(3, null),
                        new ConsentText(2, "We keep less of your data."),
                        new ConsentText(1, "We keep your data.\n\nAsk us about it."));
        assertThat(view.history()).extracting(ConsentView.Version::by).containsOnly("Amara Okafor");
        assertRefused("consent.text.empty", "text", () -> consents.change(admin, " \n "));
        assertRefused("consent.text.long", "text", () -> consents.change(admin, "a".repeat(4001)));
        assertRefused("consent.text.characters", "text", () -> consents.change(admin, "a\u202eb"));
        var lena = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        assertRefused("forbidden", null, () -> consents.change(lena, "Mine"));
        assertRefused("forbidden", null, () -> consents.standard(lena));
        assertThat(kinds(tenant, "consent_text.%")).hasSize(3);
    }

    @Test
    @DisplayName("PRI-3 of sixteen who write a version at once each becomes one of its own")
    void consentRaced() {
        var tenant = house.tenant("Northwind");

        var outcomes = Race.of(
                16, i -> consents.change(tenant.admin(), "Sentence " + i).version());

        assertThat(outcomes).allMatch(Race.Outcome::won);
        assertThat(outcomes).extracting(Race.Outcome::result).doesNotHaveDuplicates();
        assertThat(consents.read(tenant.admin()).current().version()).isEqualTo(16);
    }

    private static UserTypeForm form(String name, boolean switches) {
        return new UserTypeForm(name, switches, switches, switches);
    }

    private List<String> kinds(Tenant tenant, String like) {
        return house.asOwner()
                .sql("select kind from event where organization_id = :organization and kind like :like order by id")
                .param("organization", tenant.id().value())
                .param("like", like)
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
