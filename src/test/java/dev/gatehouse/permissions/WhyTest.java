package dev.gatehouse.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Explanation;
import dev.gatehouse.access.Explanation.Reason;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@InHouse
class WhyTest {

    private final House house;
    private final Ground ground;
    private final Why why;
    private final Grants grants;
    private final Teams teams;

    WhyTest(House house) {
        this.house = house;
        this.ground = new Ground(house);
        this.why = house.get(Why.class);
        this.grants = house.get(Grants.class);
        this.teams = house.get(Teams.class);
    }

    @Test
    @DisplayName("ROL-6 \"why?\" names every grant that allows it, own and through teams, and the reason of a no")
    void reasons() {
        var tenant = house.tenant("Reasons");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@reasons.example");
        var north = ground.hub(tenant, "North");
        var plans = ground.repository(tenant, north, "Plans");
        var launch = teams.create(tenant.admin(), "Launch", false, List.of(id(lena)));
        grants.give(tenant.admin(), launch.subject(), house.gift(tenant, PredefinedRole.REPOSITORY_EDITOR, north));
        grants.give(
                tenant.admin(),
                Objects.requireNonNull(lena.subject()),
                house.gift(tenant, PredefinedRole.REPOSITORY_AUTHOR, plans));

        var both = explain(lena, lena, "content:create", plans);
        assertThat(both.allowed()).isTrue();
        assertThat(both.reason()).isEqualTo(Reason.GRANTED);
        assertThat(both.through())
                .extracting(grant -> grant.roleName().predefined() + "/" + grant.holderName())
                .containsExactlyInAnyOrder("repository_author/Lena Fischer", "repository_editor/Launch");
        assertThat(explain(lena, lena, "content:publish", plans))
                .returns(false, Explanation::allowed)
                .returns(Reason.NOTHING, Explanation::reason);
        assertThat(explain(lena, lena, "members:read", ScopeId.of(tenant.id())).reason())
                .isIn(Reason.EVERYBODY, Reason.GRANTED);
        ground.archive(north);
        assertThat(explain(lena, lena, "content:create", plans))
                .returns(false, Explanation::allowed)
                .returns(Reason.ARCHIVED, Explanation::reason);
    }

    @Test
    @DisplayName("ROL-6 what is not there, and what is another organization's, is not found")
    void notFound() {
        var tenant = house.tenant("Mine");
        var other = house.tenant("Theirs");
        var whole = ScopeId.of(tenant.id());

        assertRefused(() -> explain(tenant.admin(), other.admin(), "members:read", whole));
        assertRefused(() -> explain(tenant.admin(), tenant.admin(), "members:read", ScopeId.of(other.id())));
        assertRefused(() -> explain(tenant.admin(), tenant.admin(), "members:fly", whole));
        assertRefused(() -> why.explain(tenant.admin(), new MemberId(UUID.randomUUID()), "members:read", whole));
    }

    @Test
    @DisplayName("ROL-6 the API answers as the page does, and refuses in application/problem+json")
    void api() {
        var tenant = house.tenant("Api");
        var lena = house.member(tenant, "Lena", "Fischer", "lena@api.example");
        var north = ground.hub(tenant, "North");
        grants.give(
                tenant.admin(),
                Objects.requireNonNull(lena.subject()),
                house.gift(tenant, PredefinedRole.HUB_ADMIN, north));
        var path = "/api/v1/organizations/" + tenant.slug() + "/members/" + id(lena) + "/permissions/";
        var nobody = new Browser(house);
        var browser = new Browser(house);
        browser.signIn("lena@api.example", House.PASSWORD);

        var yes = browser.get(path + "roles:assign?scope=" + north);
        assertThat(yes.statusCode()).isEqualTo(200);
        assertThat(yes.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        var answer = read(yes.body());
        assertThat(answer.get("allowed").asBoolean()).isTrue();
        assertThat(answer.get("reason").asString()).isEqualTo("granted");
        assertThat(answer.get("scope").get("name").asString()).isEqualTo("North");
        assertThat(answer.get("through").get(0).get("role").get("key").asString())
                .isEqualTo("hub_admin");
        assertThat(answer.get("through").get(0).get("givenBy").asString()).isEqualTo("Amara Okafor");
        var no = read(browser.get(path + "roles:assign").body());
        assertThat(no.get("allowed").asBoolean()).isFalse();
        assertThat(no.get("reason").asString()).isEqualTo("nothing");
        assertThat(no.get("through").size()).isZero();

        assertProblem(nobody, path + "roles:assign", 401, "unauthenticated");
        assertProblem(browser, path + "roles:fly", 404, "not.found");
        assertProblem(browser, path + "roles:assign?scope=" + UUID.randomUUID(), 404, "not.found");
        assertProblem(
                browser,
                "/api/v1/organizations/" + house.tenant("Other").slug() + "/members/" + id(lena)
                        + "/permissions/roles:assign",
                404,
                "not.found");
    }

    @Test
    @DisplayName("ROL-6 the page answers as a whole, and as the part that htmx puts in place")
    void page() {
        var tenant = house.tenant("Pages");
        var browser = new Browser(house);
        browser.signIn(tenant.adminEmail(), House.PASSWORD);
        var path = "/o/" + tenant.slug() + "/members/" + id(tenant.admin()) + "/why";

        assertThat(browser.get(path).body()).contains("Choose a permission").doesNotContain("gh-answer-word");
        assertThat(browser.get(path + "?permission=members:invite").body())
                .contains("Why may Amara Okafor do something, or not?")
                .contains("gh-answer-word\">Yes")
                .contains("Organization admin");
        assertThat(browser.get(path + "?permission=members:fly").statusCode()).isEqualTo(404);
    }

    private Explanation explain(Actor asker, Actor about, String key, ScopeId scope) {
        return why.explain(asker, id(about), key, scope);
    }

    private static MemberId id(Actor actor) {
        return Objects.requireNonNull(actor.member());
    }

    private static void assertProblem(Browser browser, String path, int status, String code) {
        var response = browser.get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(read(response.body()).get("code").asString()).isEqualTo(code);
    }

    private static JsonNode read(String body) {
        return JsonMapper.shared().readTree(body);
    }

    private static void assertRefused(ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(act)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("not.found"));
    }
}
