package dev.gatehouse.creation;

import static dev.gatehouse.creation.Desk.reader;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Activation;
import dev.gatehouse.admission.ActivationLink;
import dev.gatehouse.admission.ActivationView;
import dev.gatehouse.admission.DoubleOptIn;
import dev.gatehouse.admission.OneTimePasswords;
import dev.gatehouse.admission.Somebody;
import dev.gatehouse.admission.Ways;
import dev.gatehouse.creation.EditOutcome.Saved;
import dev.gatehouse.creation.EditOutcome.Wrong;
import dev.gatehouse.members.MemberProfiles;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;

@InHouse
class EditingTest {

    private final House house;
    private final Editing editing;

    EditingTest(House house) {
        this.house = house;
        this.editing = house.get(Editing.class);
    }

    @Test
    @DisplayName(
            "LIF-6 admins change where somebody stands and what kind of person they are; what belongs to the person stays, whatever is sent")
    void place() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        var department = desk.department("Stores");
        var lena = id(house.member(tenant, "Lena", "Fischer", "lena@one.example"));

        var saved = save(
                tenant.admin(),
                lena,
                "department",
                department.toString(),
                "userType",
                desk.userType("consultant").toString(),
                "firstName",
                "Eve",
                "email",
                "eve@one.example",
                "phone",
                "+4915112345601",
                "username",
                "eve",
                "language",
                "de");

        assertThat(saved)
                .isInstanceOfSatisfying(
                        Saved.class, done -> assertThat(done.linksEnded()).isFalse());
        var shown = house.get(MemberProfiles.class).of(tenant.admin(), lena);
        assertThat(shown.department()).isEqualTo("Stores");
        assertThat(Objects.requireNonNull(shown.userType()).predefined()).isEqualTo("consultant");
        var member = new Somebody(house, tenant).get(lena);
        assertThat(member.label()).isEqualTo("Lena Fischer");
        assertThat(member.email()).isEqualTo("lena@one.example");
        assertThat(member.username()).isNull();
        assertThat(member.phone()).isNull();
        assertThat(house.asOwner()
                        .sql("select detail ->> 'fields' from event where kind = 'member.edited' and target_id = :id")
                        .param("id", lena.value())
                        .query(String.class)
                        .single())
                .isEqualTo("department user_type");
        save(tenant.admin(), lena, "department", department.toString());
        assertThat(
                        new Somebody(house, tenant)
                                .one(
                                        "select count(*) from event where organization_id = :organization and kind = 'member.edited'"))
                .as("what changes nothing is no change")
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "LIF-6 where the organization lets admins, a new address or number before somebody came in ends links and passwords; after, neither changes")
    void personal() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.policy("personal_data_by_admins = true");
        var id = people.created("tpyo@two.example", null);
        house.get(Activation.class).send(tenant.admin(), id, Set.of(Channel.EMAIL));
        house.get(OneTimePasswords.class).give(tenant.admin(), id);
        var secret = house.secretTo("tpyo@two.example", "/activate/");

        var saved = (Saved) save(tenant.admin(), id, "email", "typo@two.example", "firstName", "Léna");

        assertThat(saved.linksEnded()).isTrue();
        assertThat(people.get(id).email()).isEqualTo("typo@two.example");
        assertThat(people.get(id).firstName()).isEqualTo("Léna");
        assertThat(house.get(ActivationLink.class).look(secret, null))
                .isEqualTo(new ActivationView.Gone("link.replaced"));
        assertThat(house.get(Ways.class).of(tenant.admin(), id).any()).isFalse();

        var registered = id(house.member(tenant, "Jonas", "Lindqvist", "jonas@two.example"));
        save(
                tenant.admin(),
                registered,
                "email",
                "thief@two.example",
                "phone",
                "+4915112345602",
                "username",
                "jonas",
                "lastName",
                "Berg");
        var member = people.get(registered);
        assertThat(member.email()).isEqualTo("jonas@two.example");
        assertThat(member.phone()).isNull();
        assertThat(member.username()).isEqualTo("jonas");
        assertThat(member.lastName()).isEqualTo("Berg");
        assertThat(house.get(Accounts.class).byVerifiedEmail("thief@two.example"))
                .isEmpty();
    }

    @Test
    @DisplayName(
            "CRE-3 an address put right before it was confirmed is what the account claims, and the new mail confirms; the time stays")
    void addressPutRight() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.policy("personal_data_by_admins = true");
        var id = people.toConfirm("tpyo@three.example");
        var until = people.get(id).confirmUntil();
        var old = house.secretTo("tpyo@three.example", "/confirm-address/");

        save(tenant.admin(), id, "email", "typo@three.example");
        house.get(DoubleOptIn.class).sendAgain(tenant.admin(), id);

        assertRefused("link.replaced", () -> house.get(DoubleOptIn.class).look(old));
        assertThat(people.get(id).confirmUntil()).isEqualTo(until);
        house.get(DoubleOptIn.class)
                .confirm(house.secretTo("typo@three.example", "/confirm-address/"), new Origin("203.0.113.7", "Test"));
        assertThat(house.get(Accounts.class).byVerifiedEmail("typo@three.example"))
                .contains(Objects.requireNonNull(people.get(id).account()));
        assertThat(house.get(Accounts.class).byVerifiedEmail("tpyo@three.example"))
                .isEmpty();
        assertThat(((Wrong) save(tenant.admin(), people.created("keeps@three.example", null), "email", "")).fields())
                .containsKey("email");
    }

    @Test
    @DisplayName(
            "ROL-3 nobody edits somebody above them, nor what kind of person they are themselves without the right to give roles")
    void rights() {
        var tenant = house.tenant("Northwind");
        var desk = new Desk(house, tenant);
        var people = new Somebody(house, tenant);
        var community = people.holding(PredefinedRole.COMMUNITY_ADMIN, "community@four.example");
        var plain = house.member(tenant, "Plain", "Member", "plain@four.example");
        var department = desk.department("Stores").toString();
        var type = desk.userType("platform").toString();

        assertRefused("members.above", () -> save(community, id(tenant.admin()), "department", department));
        assertRefused("forbidden", () -> save(plain, id(plain), "department", department));
        assertRefused("not.found", () -> save(house.tenant("Harbor").admin(), id(plain), "department", department));
        save(community, id(community), "department", department, "userType", type);
        var own = house.get(MemberProfiles.class).of(community, id(community));
        assertThat(own.department()).isEqualTo("Stores");
        assertThat(own.userType()).isNull();
        save(tenant.admin(), id(tenant.admin()), "userType", type);
        assertThat(house.get(MemberProfiles.class)
                        .of(tenant.admin(), id(tenant.admin()))
                        .userType())
                .isNotNull();
    }

    @Test
    @DisplayName(
            "LIF-6 one username wanted by sixteen at once goes to one; what is somebody else's is refused at its field")
    void raced() {
        var tenant = house.tenant("Northwind");
        var people = new Somebody(house, tenant);
        people.policy("personal_data_by_admins = true");
        var ids = java.util.stream.IntStream.range(0, 16)
                .mapToObj(i -> people.created("race" + i + "@five.example", null))
                .toList();

        var outcomes = Race.of(16, i -> save(tenant.admin(), ids.get(i), "username", "wanted"));

        assertThat(outcomes)
                .filteredOn(outcome -> outcome.result() instanceof Saved)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(outcome.refused()).hasMessage("members.raced"));
        assertThat(people.one(
                        "select count(*) from member where organization_id = :organization and username = 'wanted'"))
                .isEqualTo(1);
        var late = (Wrong) save(tenant.admin(), people.created("late@five.example", null), "username", "WANTED");
        assertThat(late.fields().get("username")).hasMessage("creation.taken.username");
    }

    private EditOutcome save(Actor actor, MemberId id, String... fields) {
        var sent = new LinkedMultiValueMap<String, String>();
        for (var i = 0; i < fields.length; i += 2) sent.add(fields[i], fields[i + 1]);
        return editing.save(
                actor, id, EditForm.of(sent, editing.offer(actor, id).before()), reader());
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).withMessage(code);
    }
}
