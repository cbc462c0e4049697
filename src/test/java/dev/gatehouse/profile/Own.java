package dev.gatehouse.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** People before their own page, for its tests. */
final class Own {

    static final String SIGN_IN = "/me/sign-in";

    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final House house;

    Own(House house) {
        this.house = house;
        house.asOwner().sql("delete from limit_window").update();
    }

    /** The person of a membership, in another organization too. */
    Actor also(Tenant tenant, Actor person, String email) {
        return house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            var invited = house.get(Admission.class)
                    .invite(
                            tenant.admin(),
                            List.of(new NewMember(EmailAddress.parse(email), "en")),
                            house.permissions(tenant, PredefinedRole.MEMBER),
                            house.clock().instant().plus(Duration.ofDays(7)))
                    .getFirst();
            house.get(Admission.class)
                    .complete(
                            tenant.admin(),
                            invited,
                            house.get(Accounts.class)
                                    .find(person.requireAccount())
                                    .orElseThrow());
            return Actor.member(tenant.id(), person.requireAccount(), invited.id(), invited.subject(), Origin.SERVER);
        });
    }

    Browser signedIn(String identifier) {
        var browser = new Browser(house);
        var answer = browser.signIn(identifier, House.PASSWORD);
        assertThat(answer.statusCode()).as("%s signs in", identifier).isEqualTo(303);
        return browser;
    }

    /** Whether an address, number or name opens an account, with the password of the house. */
    boolean opens(String identifier) {
        return new Browser(house).signIn(identifier, House.PASSWORD).statusCode() == 303;
    }

    /** Asks for a code to an address, and gives the answer. */
    HttpResponse<String> ask(Browser browser, String email) {
        return browser.submit(SIGN_IN, SIGN_IN + "/emails", "email", email, "current", House.PASSWORD);
    }

    HttpResponse<String> confirm(Browser browser, String email, String code) {
        return browser.submit(SIGN_IN, SIGN_IN + "/emails/confirmation", "to", email, "code", code);
    }

    /** Adds an address, from the wish to the code. */
    void add(Browser browser, String email) {
        assertThat(ask(browser, email).statusCode()).isEqualTo(200);
        assertThat(confirm(browser, email, codeTo(email)).statusCode()).isEqualTo(303);
        house.runJobs();
    }

    /** Adds a number, from the wish to the code. */
    void addPhone(Browser browser, String phone) {
        assertThat(browser.submit(SIGN_IN, SIGN_IN + "/phone", "phone", phone, "current", House.PASSWORD)
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.submit(SIGN_IN, SIGN_IN + "/phone/confirmation", "to", phone, "code", smsCodeTo(phone))
                        .statusCode())
                .isEqualTo(303);
        house.runJobs();
    }

    String codeTo(String email) {
        return codeIn(house.mailTo(email));
    }

    String smsCodeTo(String phone) {
        return codeIn(house.smsTo(phone));
    }

    private static String codeIn(String text) {
        var code = CODE.matcher(text);
        if (!code.find()) throw new AssertionError("no code in " + text);
        return code.group();
    }

    /** What an organization shows of somebody: {@code email}, {@code phone}, {@code username}, … */
    @Nullable
    String shown(Actor member, String column) {
        return house.asOwner()
                .sql("select " + column + " from member where organization_id = :organization and id = :id")
                .param("organization", member.organization().value())
                .param("id", Objects.requireNonNull(member.member()).value())
                .query((row, n) -> Objects.requireNonNullElse(row.getString(1), ""))
                .single();
    }

    String idOf(Actor person, String email) {
        return house.asOwner()
                .sql("select id::text from account_email where account_id = :account and email = :email")
                .param("account", person.requireAccount().value())
                .param("email", email)
                .query(String.class)
                .single();
    }

    /** An integration owns the record from now on. */
    void external(Actor member) {
        house.asOwner()
                .sql("update member set source = 'sso' where organization_id = :organization and id = :id")
                .param("organization", member.organization().value())
                .param("id", Objects.requireNonNull(member.member()).value())
                .update();
    }
}
