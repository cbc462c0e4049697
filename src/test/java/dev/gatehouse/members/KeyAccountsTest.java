package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.organizations.NameList;
import dev.gatehouse.organizations.NameLists;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.PartnerCard;
import dev.gatehouse.organizations.PartnerCard.Contact;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class KeyAccountsTest {

    private final House house;
    private final KeyAccounts accounts;
    private final NameLists lists;

    KeyAccountsTest(House house) {
        this.house = house;
        this.accounts = house.get(KeyAccounts.class);
        this.lists = house.get(NameLists.class);
    }

    @Test
    @DisplayName("TYP-2 people of a partner turn to its named managers, and without any to those of all partners")
    void cards() {
        var tenant = house.tenant("Northwind");
        var fabrikam = partner(tenant, "Fabrikam");
        var contoso = partner(tenant, "Contoso");
        var lena = staff(tenant, "Lena", "platform");
        var jonas = staff(tenant, "Jonas", "platform");
        var mei = staff(tenant, "Mei", "consultant");
        at(tenant, mei, fabrikam);

        assertThat(card(tenant, mei)).isEqualTo(new PartnerCard(new Partner(fabrikam, "Fabrikam"), false, List.of()));
        accounts.appoint(tenant.admin(), contoso, lena.toString(), true);
        accounts.appoint(tenant.admin(), contoso, jonas.toString(), false);
        assertThat(card(tenant, mei).named()).isFalse();
        assertThat(card(tenant, mei).managers()).extracting(Contact::name).containsExactly("Lena Test");

        accounts.appoint(tenant.admin(), fabrikam, jonas.toString(), false);
        assertThat(card(tenant, mei).named()).isTrue();
        assertThat(card(tenant, mei).managers()).extracting(Contact::name).containsExactly("Jonas Test");
        assertThat(card(tenant, mei).managers().getFirst().email()).contains("jonas@");
        accounts.dismiss(tenant.admin(), fabrikam, jonas);
        assertThat(accounts.view(tenant.admin(), contoso).named())
                .as("still of the other one")
                .extracting(Contact::name)
                .containsExactly("Jonas Test");

        accounts.appoint(tenant.admin(), contoso, jonas.toString(), true);
        assertThat(accounts.view(tenant.admin(), contoso).named()).isEmpty();
        assertThat(accounts.view(tenant.admin(), contoso).all()).hasSize(2);
        accounts.dismiss(tenant.admin(), fabrikam, jonas);
        assertThat(accounts.view(tenant.admin(), contoso).all())
                .extracting(Contact::name)
                .containsExactly("Lena Test");
        assertRefused("not.found", null, () -> accounts.dismiss(tenant.admin(), contoso, jonas));
        assertThat(house.asOwner()
                        .sql(
                                "select count(*) from event where kind like 'key_account.%' and organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(6);
    }

    @Test
    @DisplayName(
            "TYP-1 only active members of a user type that may be key account managers are; they stop with the type, and are again with it")
    void whoMay() {
        var tenant = house.tenant("Northwind");
        var fabrikam = partner(tenant, "Fabrikam");
        var lena = staff(tenant, "Lena", "platform");
        var mei = staff(tenant, "Mei", "consultant");

        assertRefused(
                "key_account.member", "member", () -> accounts.appoint(tenant.admin(), fabrikam, mei.toString(), true));
        assertRefused("key_account.choose", "member", () -> accounts.appoint(tenant.admin(), fabrikam, "", true));
        assertRefused(
                "not.found",
                null,
                () -> accounts.appoint(
                        tenant.admin(), fabrikam, UUID.randomUUID().toString(), true));
        assertThat(accounts.pane(tenant.admin(), fabrikam, "test", "", true, null)
                        .candidates())
                .extracting(PartnerView.Candidate::name)
                .containsExactly("Lena Test");

        accounts.appoint(tenant.admin(), fabrikam, lena.toString(), false);
        type(tenant, lena, "advertiser");
        assertThat(accounts.view(tenant.admin(), fabrikam).named()).isEmpty();
        type(tenant, lena, "platform");
        assertThat(accounts.view(tenant.admin(), fabrikam).named()).hasSize(1);
        house.asOwner()
                .sql(
                        "update member set status = 'BLOCKED', status_before = 'REGISTERED' where organization_id = :organization and id = :id")
                .param("organization", tenant.id().value())
                .param("id", lena.value())
                .update();
        assertThat(accounts.view(tenant.admin(), fabrikam).named()).isEmpty();
    }

    @Test
    @DisplayName(
            "TYP-2 only those who may change the settings decide who looks after partners, and of their own organization alone")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var fabrikam = partner(tenant, "Fabrikam");
        var theirs = partner(foreign, "Theirs");
        var lena = staff(tenant, "Lena", "platform");
        var stranger = staff(foreign, "Stranger", "platform");
        var member = house.member(tenant, "Plain", "Test", "plain@" + tenant.slug() + ".example");

        assertRefused("forbidden", null, () -> accounts.view(member, fabrikam));
        assertRefused("forbidden", null, () -> accounts.appoint(member, fabrikam, lena.toString(), true));
        assertRefused("forbidden", null, () -> accounts.dismiss(member, fabrikam, lena));
        assertRefused("not.found", null, () -> accounts.view(tenant.admin(), theirs));
        assertRefused("not.found", null, () -> accounts.appoint(tenant.admin(), theirs, lena.toString(), false));
        assertRefused("not.found", null, () -> accounts.appoint(tenant.admin(), fabrikam, stranger.toString(), false));
    }

    @Test
    @DisplayName("TYP-2 somebody who is appointed and dismissed by many at once is one thing in the end")
    void raced() {
        var tenant = house.tenant("Northwind");
        var fabrikam = partner(tenant, "Fabrikam");
        var lena = staff(tenant, "Lena", "platform");

        Race.of(16, i -> switch (i % 3) {
                    case 0 -> accounts.appoint(tenant.admin(), fabrikam, lena.toString(), true);
                    case 1 -> accounts.appoint(tenant.admin(), fabrikam, lena.toString(), false);
                    default -> accounts.dismiss(tenant.admin(), fabrikam, lena);
                })
                .stream()
                .filter(outcome -> !outcome.won())
                .forEach(outcome -> assertThat(outcome.refused())
                        .isInstanceOfSatisfying(
                                Refusal.class, no -> assertThat(no.code()).isEqualTo("not.found")));

        var view = accounts.view(tenant.admin(), fabrikam);
        assertThat(view.named().size() + view.all().size()).isLessThanOrEqualTo(1);
    }

    private PartnerId partner(Tenant tenant, String name) {
        return new PartnerId(lists.add(tenant.admin(), NameList.PARTNERS, name));
    }

    private MemberId staff(Tenant tenant, String name, String type) {
        Actor actor =
                house.member(tenant, name, "Test", name.toLowerCase(Locale.ROOT) + "@" + tenant.slug() + ".example");
        var id = Objects.requireNonNull(actor.member());
        type(tenant, id, type);
        return id;
    }

    private void type(Tenant tenant, MemberId member, String type) {
        house.asOwner()
                .sql(
                        "update member set user_type_id = (select id from user_type where organization_id = :organization and predefined = :type)"
                                + " where organization_id = :organization and id = :id")
                .param("organization", tenant.id().value())
                .param("type", type)
                .param("id", member.value())
                .update();
    }

    private void at(Tenant tenant, MemberId member, PartnerId partner) {
        house.asOwner()
                .sql("update member set partner_id = :partner where organization_id = :organization and id = :id")
                .param("organization", tenant.id().value())
                .param("partner", partner.value())
                .param("id", member.value())
                .update();
    }

    private PartnerCard card(Tenant tenant, MemberId member) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            return accounts.cardOf(tenant.id(), member).orElseThrow();
        });
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
