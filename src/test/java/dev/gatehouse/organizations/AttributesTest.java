package dev.gatehouse.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.members.Entry;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;

@InHouse
class AttributesTest {

    private static final AttributeForm NUMBER = new AttributeForm("Cost centre", "number", "", true, false, "see");
    private static final AttributeForm CHOICE =
            new AttributeForm("Shirt size", "choice", "S\r\n M \n\nXL", false, false, "edit");

    private final House house;
    private final Attributes attributes;
    private final AtomicInteger number = new AtomicInteger();

    AttributesTest(House house) {
        this.house = house;
        this.attributes = house.get(Attributes.class);
    }

    @Test
    @DisplayName("CRE-9 attributes are typed, ordered, and one of a name")
    void keep() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var cost = attributes.create(admin, NUMBER);
        var size = attributes.create(admin, CHOICE);
        var start = attributes.create(admin, new AttributeForm("First day", "date", "ignored", false, true, "none"));

        var all = attributes.all(admin).attributes();
        assertThat(all)
                .containsExactly(
                        new Attribute(cost, "Cost centre", Attribute.Kind.NUMBER, List.of(), true, false, true, false),
                        new Attribute(
                                size,
                                "Shirt size",
                                Attribute.Kind.CHOICE,
                                List.of("S", "M", "XL"),
                                false,
                                false,
                                true,
                                true),
                        new Attribute(start, "First day", Attribute.Kind.DATE, List.of(), false, true, false, false));
        assertRefused("attribute.name.taken", "name", () -> attributes.create(admin, named("COST CENTRE")));
        assertRefused("attribute.name.empty", "name", () -> attributes.create(admin, named("")));
        assertRefused("attribute.name.long", "name", () -> attributes.create(admin, named("a".repeat(61))));
        assertRefused(
                "attribute.kind",
                "kind",
                () -> attributes.create(admin, new AttributeForm("X", "money", "", false, false, "see")));
        assertRefused(
                "attribute.person",
                "person",
                () -> attributes.create(admin, new AttributeForm("X", "text", "", false, false, "all")));
        assertRefused("attribute.choices.empty", "choices", () -> attributes.create(admin, choices(" \n ")));
        assertRefused("attribute.choices.twice", "choices", () -> attributes.create(admin, choices("Red\nRED")));

        attributes.move(admin, start, true);
        attributes.move(admin, start, true);
        attributes.move(admin, start, true);
        attributes.move(admin, cost, false);
        assertThat(attributes.all(admin).attributes())
                .extracting(Attribute::name)
                .containsExactly("First day", "Shirt size", "Cost centre");
        attributes.edit(admin, cost, new AttributeForm("Centre", "text", "", false, false, "edit"));
        assertThat(house.asOwner()
                        .sql(
                                "select detail::text from event where kind = 'attribute.edited' and organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .single())
                .contains("\"kind\": \"number → text\"", "\"was\": \"Cost centre\"", "\"required\": \"true → false\"");
    }

    @Test
    @DisplayName(
            "CRE-9 what people have as values decides: no other kind, no choice taken away, no repeated value made unique")
    void values() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var cost = attributes.create(admin, NUMBER);
        var size = attributes.create(admin, CHOICE);
        person(tenant, Map.of(cost, "100", size, "M"));
        person(tenant, Map.of(cost, "100", size, "S"));

        assertRefused(
                "attribute.kind.used",
                "kind",
                () -> attributes.edit(admin, cost, new AttributeForm("Cost centre", "text", "", true, false, "see")));
        assertRefused(
                "attribute.choices.used",
                "choices",
                () -> attributes.edit(
                        admin, size, new AttributeForm("Shirt size", "choice", "S\nL", false, false, "edit")));
        attributes.edit(admin, size, new AttributeForm("Shirt size", "choice", "M\nS\nL", false, false, "edit"));
        assertRefused(
                "attribute.unique.repeated",
                "unique",
                () -> attributes.edit(admin, cost, new AttributeForm("Cost centre", "number", "", true, true, "see")));
        attributes.edit(admin, size, new AttributeForm("Shirt size", "choice", "M\nS\nL", false, true, "edit"));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> person(tenant, Map.of(cost, "200", size, "S")))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("members.raced"));
        attributes.edit(admin, size, new AttributeForm("Shirt size", "choice", "M\nS\nL", false, false, "edit"));
        person(tenant, Map.of(cost, "200", size, "S"));

        var removal = attributes.removal(admin, cost);
        assertThat(removal.people()).isEqualTo(3);
        attributes.delete(admin, cost);
        assertThat(valuesOf(tenant)).hasSize(3);
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'people' from event where kind = 'attribute.deleted' and organization_id = :organization")
                        .param("organization", tenant.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("3");
    }

    @Test
    @DisplayName("CRE-9 a value that does not fit what its attribute is cannot be written by any route")
    void fits() {
        var tenant = house.tenant("Northwind");
        var cost = attributes.create(tenant.admin(), NUMBER);
        var size = attributes.create(tenant.admin(), CHOICE);

        assertThatExceptionOfType(PessimisticLockingFailureException.class)
                .isThrownBy(() -> person(tenant, Map.of(cost, "twelve")));
        assertThatExceptionOfType(PessimisticLockingFailureException.class)
                .isThrownBy(() -> person(tenant, Map.of(size, "XXL")));
        assertThat(valuesOf(tenant)).isEmpty();
    }

    @Test
    @DisplayName(
            "CRE-9 while an attribute becomes unique, of sixteen who get the same value at once no two have it afterwards")
    void uniqueRaced() {
        var tenant = house.tenant("Northwind");
        var admin = tenant.admin();
        var cost = attributes.create(admin, NUMBER);

        var outcomes = Race.of(16, i -> {
            if (i > 0) return person(tenant, Map.of(cost, "100"));
            attributes.edit(admin, cost, new AttributeForm("Cost centre", "number", "", true, true, "see"));
            return true;
        });

        var unique = attributes.all(admin).attributes().getFirst().unique();
        assertThat(unique).isEqualTo(outcomes.getFirst().won());
        if (unique) assertThat(valuesOf(tenant)).hasSizeLessThanOrEqualTo(1);
        else assertThat(valuesOf(tenant)).hasSizeGreaterThan(1);
    }

    @Test
    @DisplayName("CRE-9 while an attribute becomes of another kind, no value of the kind before comes in")
    void kindRaced() {
        for (var round = 0; round < 4; round++) {
            var tenant = house.tenant("Northwind");
            var admin = tenant.admin();
            var cost = attributes.create(admin, new AttributeForm("Cost centre", "text", "", true, false, "see"));

            var outcomes = Race.of(8, i -> {
                if (i > 0) return person(tenant, Map.of(cost, "north"));
                attributes.edit(admin, cost, NUMBER);
                return true;
            });

            if (outcomes.getFirst().won()) assertThat(valuesOf(tenant)).isEmpty();
            else assertThat(valuesOf(tenant)).isNotEmpty();
        }
    }

    @Test
    @DisplayName(
            "CRE-9 only those who may change the settings touch attributes, and nobody those of another organization")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var foreign = house.tenant("Contoso");
        var member = house.member(tenant, "Lena", "Fischer", "lena@" + tenant.slug() + ".example");
        var cost = attributes.create(tenant.admin(), NUMBER);
        var theirs = attributes.create(foreign.admin(), NUMBER);

        assertRefused("forbidden", null, () -> attributes.create(member, named("Mine")));
        assertRefused("forbidden", null, () -> attributes.edit(member, cost, named("Mine")));
        assertRefused("forbidden", null, () -> attributes.move(member, cost, true));
        assertRefused("forbidden", null, () -> attributes.delete(member, cost));
        assertRefused("forbidden", null, () -> attributes.all(member));
        assertRefused("not.found", null, () -> attributes.edit(tenant.admin(), theirs, named("Mine")));
        assertRefused("not.found", null, () -> attributes.move(tenant.admin(), theirs, true));
        assertRefused("not.found", null, () -> attributes.delete(tenant.admin(), theirs));
    }

    private boolean person(Tenant tenant, Map<AttributeId, String> values) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Members.class)
                    .add(
                            tenant.admin(),
                            List.of(new NewMember(
                                    EmailAddress.parse(
                                            "p" + number.incrementAndGet() + "@" + tenant.slug() + ".example"),
                                    null,
                                    null,
                                    "P",
                                    "X",
                                    "en",
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    values)),
                            Entry.CREATED);
            return true;
        });
    }

    private List<String> valuesOf(Tenant tenant) {
        return house.asOwner()
                .sql("select value from member_attribute where organization_id = :organization")
                .param("organization", tenant.id().value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    private static AttributeForm named(String name) {
        return new AttributeForm(name, "text", "", false, false, "see");
    }

    private static AttributeForm choices(String choices) {
        return new AttributeForm("Colour", "choice", choices, false, false, "see");
    }

    private static void assertRefused(String code, @Nullable String field, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
        });
    }
}
