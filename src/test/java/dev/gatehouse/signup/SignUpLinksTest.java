package dev.gatehouse.signup;

import static dev.gatehouse.signup.Strangers.byEmail;
import static dev.gatehouse.signup.Strangers.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.gatehouse.lifecycle.Lifecycle;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.signup.SignUpLink.Kind;
import dev.gatehouse.signup.SignUpLink.Standing;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Race;
import dev.gatehouse.testing.Tenant;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@InHouse
class SignUpLinksTest {

    private static final String PHONE = "+4915112345678";

    private final House house;
    private final Strangers strangers;
    private final SignUpLinks links;
    private final Colleagues colleagues;

    SignUpLinksTest(House house) {
        this.house = house;
        this.strangers = new Strangers(house);
        this.links = house.get(SignUpLinks.class);
        this.colleagues = house.get(Colleagues.class);
    }

    @Test
    @DisplayName("CRE-6 a link puts whoever signs up into its department, whatever the form says, and counts them")
    void department() {
        var tenant = open();
        var sales = department(tenant, "Sales");
        var other = department(tenant, "Other");
        var link = link(tenant, new LinkForm(sales, "", ""));

        var handle =
                strangers.begin(tenant, link.code(), form(Map.of("email", "mei@example.com", "department", other)));

        assertThat(strangers.column(new MemberId(handle.subject()), "department_id"))
                .isEqualTo(sales);
        assertThat(links.get(tenant.admin(), link.id()).uses()).isEqualTo(1);
        assertThat(links.place(link.code().toUpperCase(Locale.ROOT))).isEqualTo(tenant.slug());
    }

    @Test
    @DisplayName("CRE-6 a form names no department where the person may not choose")
    void noChoice() {
        var tenant = open();
        var sales = department(tenant, "Sales");

        var handle = strangers.begin(tenant, form(Map.of("email", "nochoice@example.com", "department", sales)));
        assertThat(strangers.column(new MemberId(handle.subject()), "department_id"))
                .isNull();
        strangers.policy(tenant, "sign_up_department_choice = true");
        var chosen = strangers.begin(tenant, form(Map.of("email", "choice@example.com", "department", sales)));
        assertThat(strangers.column(new MemberId(chosen.subject()), "department_id"))
                .isEqualTo(sales);
        assertRefused(
                "department.gone",
                () -> strangers.begin(
                        tenant,
                        form(Map.of(
                                "email",
                                "gone@example.com",
                                "department",
                                UUID.randomUUID().toString()))));
    }

    @Test
    @DisplayName("CRE-6 another organization's link opens nothing under this organization's address")
    void foreign() {
        var one = open();
        var two = open();
        var theirs = link(two, new LinkForm("", "", ""));

        assertRefused("not.found", () -> strangers.begin(one, theirs.code(), byEmail("foreign@example.com")));
        assertRefused("not.found", () -> links.get(one.admin(), theirs.id()));
        assertRefused("not.found", () -> links.replace(one.admin(), theirs.id()));
        assertRefused("not.found", () -> links.end(one.admin(), theirs.id()));
        assertRefused("not.found", () -> links.place("abcdefghjkmnpqrst"));
        assertRefused("not.found", () -> links.place("no code"));
    }

    @Test
    @DisplayName(
            "CRE-6 a link is dead at once when it is switched off or replaced; the new one leads to the same place")
    void replaced() {
        var tenant = open();
        var sales = department(tenant, "Sales");
        var old = link(tenant, new LinkForm(sales, "", "5"));
        var fresh = links.get(tenant.admin(), links.replace(tenant.admin(), old.id()));

        assertRefused("sign_up.link.ended", () -> strangers.begin(tenant, old.code(), byEmail("old@example.com")));
        assertThat(fresh.code()).isNotEqualTo(old.code());
        assertThat(fresh.departmentPath()).isEqualTo("Sales");
        assertThat(fresh.mostUses()).isEqualTo(5);
        links.end(tenant.admin(), fresh.id());
        assertRefused("sign_up.link.ended", () -> strangers.begin(tenant, fresh.code(), byEmail("off@example.com")));
        assertRefused("sign_up.over", () -> links.replace(tenant.admin(), fresh.id()));
    }

    @Test
    @DisplayName("CRE-6 a link ends with its last day, with its department, and while sign-up is off")
    void ends() {
        var tenant = open();
        var sales = department(tenant, "Sales");
        var today = LocalDate.ofInstant(house.clock().instant(), ZoneOffset.UTC);
        var link = link(tenant, new LinkForm(sales, today.toString(), ""));
        strangers.begin(tenant, link.code(), byEmail("intime@example.com"));

        strangers.policy(tenant, "sign_up = 'off'");
        assertRefused("sign_up.link.off", () -> strangers.begin(tenant, link.code(), byEmail("off@example.com")));
        strangers.policy(tenant, "sign_up = 'anyone'");
        house.clock().tick(Duration.between(house.clock().instant(), Objects.requireNonNull(link.expiresAt())));
        assertRefused("sign_up.link.expired", () -> strangers.begin(tenant, link.code(), byEmail("late@example.com")));

        var doomed = department(tenant, "Doomed");
        var into = link(tenant, new LinkForm(doomed, "", ""));
        house.asOwner()
                .sql("delete from department where id = '" + doomed + "'")
                .update();
        assertRefused("sign_up.link.ended", () -> strangers.begin(tenant, into.code(), byEmail("gone@example.com")));
    }

    @Test
    @DisplayName(
            "CRE-6 the last use of a link goes to one of sixteen who sign up at once, and comes back when it was not proved")
    void lastUse() {
        var tenant = open();
        var link = link(tenant, new LinkForm("", "", "3"));
        strangers.begin(tenant, link.code(), byEmail("first@example.com"));
        strangers.begin(tenant, link.code(), byEmail(tenant.adminEmail()));

        var outcomes = Race.of(16, i -> strangers.begin(tenant, link.code(), byEmail("use" + i + "@example.com")));

        assertThat(outcomes).filteredOn(Race.Outcome::won).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.won())
                .allSatisfy(outcome -> assertThat(((Refusal) Objects.requireNonNull(outcome.refused())).code())
                        .isEqualTo("sign_up.link.used_up"));
        assertThat(strangers.members(tenant)).isEqualTo(3);
        assertThat(links.get(tenant.admin(), link.id()).standing(house.clock().instant()))
                .isEqualTo(Standing.USED_UP);
        house.clock().tick(SignUp.VALIDITY);
        house.get(StaleSignUps.class).forget();
        assertThat(links.get(tenant.admin(), link.id()).uses()).isEqualTo(1);
    }

    @Test
    @DisplayName("CRE-6 wrong ends and numbers stand at their fields, and nobody makes links without the right")
    void wrong() {
        var tenant = open();
        var lena = house.member(tenant, "Lena", "Fischer", "lena.links@example.com");

        assertRefused("sign_up.past", () -> link(tenant, new LinkForm("", "2020-01-01", "")));
        assertRefused("grants.until", () -> link(tenant, new LinkForm("", "tomorrow", "")));
        for (var uses : List.of("0", "-1", "many", "10000000"))
            assertRefused("sign_up.uses", () -> link(tenant, new LinkForm("", "", uses)));
        assertRefused("forbidden", () -> links.create(lena, new LinkForm("", "", ""), ZoneOffset.UTC));
        assertRefused("forbidden", () -> links.page(lena, Kind.DEPARTMENT, null, null));
    }

    @Test
    @DisplayName("CRE-6 the list pages by key, the newest first, and back")
    void pages() {
        var tenant = open();
        for (var i = 0; i < 120; i++) link(tenant, new LinkForm("", "", ""));

        var seen = new ArrayList<UUID>();
        @Nullable String after = null;
        do {
            var page = links.page(tenant.admin(), Kind.DEPARTMENT, after == null ? null : UUID.fromString(after), null)
                    .page();
            page.rows().forEach(link -> seen.add(link.id()));
            after = page.next();
        } while (after != null);
        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        var back =
                links.page(tenant.admin(), Kind.DEPARTMENT, null, seen.get(60)).page();
        assertThat(back.rows()).extracting(SignUpLink::id).isEqualTo(seen.subList(10, 60));
        assertThat(house.statements(() -> links.page(tenant.admin(), Kind.DEPARTMENT, null, null)))
                .isLessThanOrEqualTo(8);
    }

    @Test
    @DisplayName(
            "CRE-6 codes hold more than 80 random bits in signs that nobody mistakes, and a scanner reads the address")
    void codes() throws Exception {
        var codes = new HashSet<String>();
        for (var i = 0; i < 1_000; i++) codes.add(LinkCode.random());
        assertThat(codes).hasSize(1_000).allMatch(code -> code.matches("[a-hjkmnp-z2-9]{17}"));

        for (var i = 0; i < 200; i++) {
            var address = "https://members.example.org/j/" + LinkCode.random();
            assertThat(read(QrCode.of(address).png())).isEqualTo(address);
        }
        var address = "https://members.example.org/j/" + LinkCode.random();
        assertThat(QrCode.of(address).svg())
                .startsWith("<?xml")
                .contains("viewBox")
                .doesNotContain("style=");
    }

    /** What stands in a picture that nobody has photographed: told by its modules, without the search for corners that fails now and then. */
    private static String read(byte[] png) throws Exception {
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        // Painted in full colours: to ask a picture of two for each of its points was most of the time.
        var painted = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        painted.createGraphics().drawImage(picture, 0, 0, null);
        var pixels = ((DataBufferInt) painted.getRaster().getDataBuffer()).getData();
        var bitmap = new BinaryBitmap(
                new HybridBinarizer(new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels)));
        return new QRCodeReader()
                .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }

    @Test
    @DisplayName(
            "INV-8 a colleague's link opens the form also where sign-up is off, and nothing else does; it is noted who brought whom")
    void colleague() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "colleague_invitations = true");
        var lena = house.member(tenant, "Lena", "Fischer", "lena1@example.com");
        var link = colleagues.create(lena);
        assertThat(link.mostUses()).isEqualTo(10);

        assertRefused("not.found", () -> strangers.begin(tenant, byEmail("bare@example.com")));
        var handle = strangers.begin(tenant, link.code(), byEmail("friend@example.com"));

        assertThat(strangers.column(new MemberId(handle.subject()), "brought_by"))
                .isEqualTo(String.valueOf(lena.member()));
        assertThat(links.page(tenant.admin(), Kind.COLLEAGUE, null, null).page().rows())
                .singleElement()
                .satisfies(shown -> {
                    assertThat(shown.by()).isEqualTo("Lena Fischer");
                    assertThat(shown.uses()).isEqualTo(1);
                });
    }

    @Test
    @DisplayName(
            "INV-8 a colleague's link ends after seven days, with their place here, with the organization's will, and by an admin's hand")
    void colleagueEnds() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "colleague_invitations = true");
        var lena = house.member(tenant, "Lena", "Fischer", "lena2@example.com");
        var link = colleagues.create(lena);
        var other = colleagues.create(lena);

        strangers.policy(tenant, "colleague_invitations = false");
        assertRefused("sign_up.link.off", () -> strangers.begin(tenant, link.code(), byEmail("a@example.com")));
        assertRefused("not.found", () -> colleagues.of(lena));
        assertRefused("not.found", () -> colleagues.create(lena));
        strangers.policy(tenant, "colleague_invitations = true");
        links.end(tenant.admin(), other.id());
        assertRefused("sign_up.link.ended", () -> strangers.begin(tenant, other.code(), byEmail("b@example.com")));
        house.get(Lifecycle.class).deactivate(tenant.admin(), Objects.requireNonNull(lena.member()));
        assertRefused("sign_up.link.ended", () -> strangers.begin(tenant, link.code(), byEmail("c@example.com")));
        house.get(Lifecycle.class).activate(tenant.admin(), Objects.requireNonNull(lena.member()));
        strangers.begin(tenant, link.code(), byEmail("d@example.com"));
        house.clock().tick(Duration.ofDays(7));
        assertRefused("sign_up.link.expired", () -> strangers.begin(tenant, link.code(), byEmail("e@example.com")));
    }

    @Test
    @DisplayName(
            "INV-8 an invitation goes to an address or a phone and serves one person; members' own links are theirs alone")
    void sent() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "colleague_invitations = true");
        var lena = house.member(tenant, "Lena", "Fischer", "lena3@example.com");
        var jonas = house.member(tenant, "Jonas", "Berg", "jonas3@example.com");

        colleagues.send(lena, "friend3@example.com");
        colleagues.send(lena, PHONE);

        assertThat(house.mailTo("friend3@example.com")).contains("Lena Fischer").contains(house.url() + "/j/");
        assertThat(house.smsTo(PHONE)).contains("Lena Fischer").contains("/j/");
        assertThat(colleagues.of(lena).links()).hasSize(2).allMatch(link -> Objects.equals(link.mostUses(), 1));
        assertThat(colleagues.of(jonas).links()).isEmpty();
        assertRefused(
                "not.found",
                () -> colleagues.end(
                        jonas, colleagues.of(lena).links().getFirst().id()));
        assertRefused("invitations.known", () -> colleagues.send(lena, "jonas3@example.com"));
        assertRefused("sign_up.colleague.address", () -> colleagues.send(lena, "somebody"));
        for (var i = 0; i < 2; i++) colleagues.send(jonas, "friend3@example.com");
        assertRefused("limit.reached", () -> colleagues.send(jonas, "friend3@example.com"));
    }

    @Test
    @DisplayName("INV-8 security.md 11 a member makes twenty invitations a day and no more")
    void colleagueLimit() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "colleague_invitations = true");
        var lena = house.member(tenant, "Lena", "Fischer", "lena4@example.com");
        for (var i = 0; i < 20; i++) colleagues.create(lena);

        assertRefused("limit.reached", () -> colleagues.create(lena));
    }

    private Tenant open() {
        var tenant = house.tenant("Northwind");
        strangers.policy(tenant, "sign_up = 'anyone'");
        return tenant;
    }

    private SignUpLink link(Tenant tenant, LinkForm form) {
        return links.get(tenant.admin(), links.create(tenant.admin(), form, ZoneOffset.UTC));
    }

    private String department(Tenant tenant, String name) {
        return house.asOwner()
                .sql(
                        "insert into department (organization_id, name, created_at) values (:organization, :name, now()) returning id::text")
                .param("organization", tenant.id().value())
                .param("name", name)
                .query(String.class)
                .single();
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
