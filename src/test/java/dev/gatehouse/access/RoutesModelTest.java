package dev.gatehouse.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.Model.Given;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.SubjectId;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The same random organizations and the same model as {@link AccessModelTest}, through the addresses that browsers use. */
@InHouse
class RoutesModelTest {

    private static final int WORLDS = 3;
    private static final int PEOPLE = 4;
    private static final int TRIES = 45;

    private final House house;

    RoutesModelTest(House house) {
        this.house = house;
    }

    @Test
    @DisplayName(
            "ROL-3 ROL-6 in random organizations the routes give what the rules allow, and \"why?\" answers as they say")
    void asTheRulesSay() {
        var seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("RoutesModelTest: -Dgatehouse.seed=" + seed);
        var random = new Random(seed);
        for (var w = 0; w < WORLDS; w++) {
            var world = new World(house, random);
            var people = new ArrayList<Actor>();
            Map<Actor, Browser> browsers = new LinkedHashMap<>();
            for (var p = 0; p < PEOPLE; p++) {
                var email = "person" + p + "@" + world.tenant.slug() + ".example";
                var person = house.member(world.tenant, "Person", "Number " + p, email);
                world.adopt(person);
                for (var g = 0; g < 3; g++) world.give(subject(person));
                var browser = new Browser(house);
                browser.signIn(email, House.PASSWORD);
                people.add(person);
                browsers.put(person, browser);
            }
            for (var t = 0; t < TRIES; t++)
                attempt(world, people, browsers, "seed " + seed + " world " + w + " try " + t);
        }
    }

    private void attempt(World world, List<Actor> people, Map<Actor, Browser> browsers, String when) {
        var model = world.model;
        var here = "/o/" + world.tenant.slug();
        var person = world.any(people);
        var browser = Objects.requireNonNull(browsers.get(person));
        var target = world.any(people);
        var role = world.anyRole();
        var place = world.anyScope();
        var allowed = model.mayGive(subject(person), role, place) && !model.archived(place);

        var answer = browser.submit(
                here + "/members",
                here + "/grants",
                "member",
                String.valueOf(target.member()),
                "scope",
                place.toString(),
                "role",
                role.toString());

        assertThat(answer.statusCode() == 303).as("given, %s", when).isEqualTo(allowed);
        if (allowed) {
            model.grants.removeIf(given -> given.holder().equals(subject(target))
                    && given.role().equals(role)
                    && given.scope().equals(place));
            model.grants.add(new Given(subject(target), role, place, null, false));
        }
        why(world, browser, target, here, when);
    }

    private void why(World world, Browser browser, Actor target, String here, String when) {
        var permission = world.anyPermission();
        ScopeId place = world.anyScope();
        var answer = browser.get("/api/v1/organizations" + here.substring(2) + "/members/" + target.member()
                + "/permissions/" + permission.key() + "?scope=" + place);
        assertThat(answer.statusCode()).as("why, %s", when).isEqualTo(200);
        assertThat(answer.body().contains("\"allowed\":true"))
                .as("why %s at %s, %s: %s", permission, place, when, answer.body())
                .isEqualTo(world.model.may(subject(target), permission, place));
    }

    private static SubjectId subject(Actor actor) {
        return Objects.requireNonNull(actor.subject());
    }
}
