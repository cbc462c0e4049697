package dev.gatehouse.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.LastDay;
import dev.gatehouse.access.PredefinedRole;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.AuditChain;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Members;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.teams.Teams;
import dev.gatehouse.testing.Ground;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@InHouse
class AuditLogTest {

    private static final ZoneId ZONE = ZoneId.of("Pacific/Auckland");

    private final House house;
    private final AuditLog log;
    private final Texts.Language english;

    AuditLogTest(House house) {
        this.house = house;
        this.log = house.get(AuditLog.class);
        this.english = house.get(Texts.class).in(Locale.ENGLISH);
    }

    @Test
    @DisplayName("AUD-1 pages go back and forth by key without skipping or repeating")
    void paging() {
        var tenant = house.tenant("Northwind");
        record(tenant, 130);

        var all = new ArrayList<UUID>();
        var query = AuditQuery.of(Map.of());
        var last = log.page(tenant.admin(), query, ZONE);
        for (var page = last; ; page = log.page(tenant.admin(), page.older(), ZONE)) {
            page.entries().forEach(entry -> all.add(entry.id()));
            last = page;
            if (page.older() == null) break;
        }
        assertThat(all).hasSizeGreaterThan(130).doesNotHaveDuplicates();
        assertThat(all.stream().map(UUID::toString).toList()).isSortedAccordingTo((one, other) -> other.compareTo(one));

        var back = new ArrayList<UUID>();
        for (var page = last; ; page = log.page(tenant.admin(), page.newer(), ZONE)) {
            back.addAll(0, page.entries().stream().map(Entry::id).toList());
            if (page.newer() == null) break;
        }
        assertThat(back).isEqualTo(all);
    }

    @Test
    @DisplayName("AUD-1 entries are sentences with the names of today; who was removed is a former member")
    void sentences() {
        var tenant = house.tenant("Northwind");
        var lena = house.member(tenant, "Lena", "Fischer", "sentences@example.com");
        assertThat(sentences(tenant, Map.of("whom", "sentences@example.com")))
                .contains("Amara Okafor invited Lena Fischer");

        house.get(Members.class).remove(tenant.admin(), memberOf(lena));

        assertThat(sentences(tenant, Map.of()))
                .contains("Amara Okafor removed Lena Fischer (former member) from the organization");
        assertThat(sentences(tenant, Map.of("whom", memberOf(lena).toString())))
                .anyMatch(sentence -> sentence.contains("Lena Fischer (former member)"));
        house.asOwner().sql("delete from former_member").update();
        assertThat(sentences(tenant, Map.of())).contains("Amara Okafor removed Former member from the organization");
    }

    @Test
    @DisplayName("AUD-1 filters by who, kind, whom and days combine, and stand in the address")
    void filters() {
        var tenant = house.tenant("Northwind");
        house.member(tenant, "Lena", "Fischer", "lena@example.com");
        var today = LocalDate.ofInstant(house.clock().instant(), ZONE);
        house.clock().tick(Duration.ofDays(3));
        house.member(tenant, "Jonas", "Lindqvist", "jonas@example.com");

        assertThat(kinds(tenant, Map.of("who", tenant.adminEmail(), "kinds", "invitations")))
                .containsExactly("member.invited", "member.invited");
        assertThat(kinds(tenant, Map.of("whom", "JONAS@example.com", "kinds", "invitations")))
                .containsExactly("member.invited");
        assertThat(kinds(tenant, Map.of("from", today.plusDays(3).toString(), "kinds", "invitations")))
                .containsExactly("member.invited");
        assertThat(kinds(tenant, Map.of("to", today.minusDays(1).toString()))).isEmpty();
        assertThat(kinds(tenant, Map.of("who", "nobody@example.com"))).isEmpty();
        assertThat(kinds(
                        tenant, Map.of("who", tenant.adminEmail(), "whom", "lena@example.com", "kinds", "invitations")))
                .containsExactly("member.invited");
        assertThat(AuditQuery.of(Map.of("who", "a+b@example.com", "kinds", "roles", "from", "2026-01-01"))
                        .address())
                .isEqualTo("?who=a%2Bb%40example.com&kinds=roles&from=2026-01-01");
    }

    @ParameterizedTest(name = "AUD-1 an odd address shows the log: {0}")
    @ValueSource(strings = {"2026-02-31", "x", "999999999-01-01", "' or 1=1 --", "0001-01-01"})
    void oddAddress(String odd) {
        var tenant = house.tenant("Northwind");
        assertThat(kinds(tenant, Map.of("from", odd, "to", odd, "kinds", odd, "older", odd, "newer", odd)))
                .isNotEmpty();
    }

    @Test
    @DisplayName("AUD-1 members without the permission see nothing, and nobody sees another organization's log")
    void forbidden() {
        var tenant = house.tenant("Northwind");
        var other = house.tenant("Contoso");
        var member = house.member(tenant, "Lena", "Fischer", "forbidden@example.com");

        assertRefused("forbidden", member);
        assertRefused("not.found", other.admin().in(tenant.id()));
        var theirs = log.page(
                other.admin(), AuditQuery.of(Map.of("whom", memberOf(member).toString())), ZONE);
        assertThat(theirs.entries()).isEmpty();
        assertThat(theirs.whom()).isNotNull().extracting(FilterPerson::label).isEqualTo("");
    }

    @Test
    @DisplayName("AUD-1 an export holds all that is filtered, and is itself an event")
    void export() {
        var tenant = house.tenant("Northwind");
        record(tenant, 2_100);
        var query = AuditQuery.of(Map.of());

        log.beginExport(tenant.admin(), query);
        var rows = 0;
        UUID older = null;
        for (var chunk = log.chunk(tenant.admin(), query, ZONE, null);
                !chunk.isEmpty();
                chunk = log.chunk(tenant.admin(), query, ZONE, older)) {
            rows += chunk.size();
            older = chunk.getLast().id();
        }

        assertThat(rows).isGreaterThan(2_100);
        assertThat(kinds(tenant, Map.of("kinds", "data"))).containsExactly("audit.exported");
    }

    @ParameterizedTest(name = "AUD-1 no cell of an export runs as a formula: {0}")
    @ValueSource(strings = {"=1+1", "+1", "-1", "@x", "\t=1", " =1", "\u200b=1", "\r\n=1", "\u2068=HYPERLINK(1)"})
    void cells(String cell) {
        assertThat(Cell.safe(cell)).startsWith("'");
    }

    @Test
    @DisplayName("AUD-1 the verify command says which organization is not whole, and ends with 1")
    void command() {
        var tenant = house.tenant("Northwind");
        while (house.get(AuditChain.class).extend(tenant.id()) > 0) {}
        assertThat(verify(tenant.slug())).startsWith("0 " + tenant.slug() + ": whole");
        assertThat(verify("no-such-place")).startsWith("2 ");

        house.asOwner()
                .sql("update event set kind = 'x' where organization_id = :organization")
                .param("organization", tenant.id().value())
                .update();

        assertThat(verify(tenant.slug())).startsWith("1 " + tenant.slug() + ": NOT WHOLE, position 1: changed, event ");
    }

    private static MemberId memberOf(Actor actor) {
        var member = actor.member();
        if (member == null) throw new AssertionError("no member");
        return member;
    }

    private String verify(String slug) {
        var bytes = new ByteArrayOutputStream();
        var code = house.get(VerifyCommand.class)
                .verify(List.of(slug), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return code + " " + bytes.toString(StandardCharsets.UTF_8);
    }

    private void assertRefused(String code, Actor actor) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> log.page(actor, AuditQuery.of(Map.of()), ZoneOffset.UTC))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private void record(Tenant tenant, int howMany) {
        house.inTransaction(() -> {
            house.get(Tenancy.class).enter(tenant.id());
            house.get(Audit.class)
                    .record(
                            tenant.admin(),
                            IntStream.range(0, howMany)
                                    .mapToObj(n -> Event.of(
                                            "test.happened",
                                            "organization",
                                            tenant.id().value()))
                                    .toList());
            return true;
        });
    }

    private List<String> kinds(Tenant tenant, Map<String, String> parameters) {
        return log.page(tenant.admin(), AuditQuery.of(parameters), ZONE).entries().stream()
                .map(Entry::kind)
                .toList();
    }

    @Test
    @DisplayName(
            "AUD-1 the log says to whom, where and until when a role was given, to teams too, and to those that are gone")
    void roles() {
        var tenant = house.tenant("Roles");
        var north = new Ground(house).hub(tenant, "North");
        var launch = house.get(Teams.class).create(tenant.admin(), "Launch", false, List.of());
        var viewer = house.gift(tenant, PredefinedRole.HUB_VIEWER, north);
        var end = LastDay.end("2099-12-31", ZONE);
        house.get(Grants.class).give(tenant.admin(), launch.subject(), new Gift(viewer.role(), north, end));
        var grant = house.get(Grants.class)
                .ofHolder(tenant.admin(), launch.subject())
                .getFirst();
        house.get(Grants.class).take(tenant.admin(), grant.id());
        house.get(Teams.class).delete(tenant.admin(), launch);

        assertThat(sentences(tenant, Map.of()))
                .containsSequence(
                        "Amara Okafor deleted the team Launch",
                        "Amara Okafor took the role Hub viewer in North from the team Launch",
                        "Amara Okafor gave the team Launch the role Hub viewer in North, until 31 Dec 2099",
                        "Amara Okafor made the team Launch");
        assertThat(sentences(tenant, Map.of("kinds", "teams"))).hasSize(2);
    }

    private List<String> sentences(Tenant tenant, Map<String, String> parameters) {
        return log.page(tenant.admin(), AuditQuery.of(parameters), ZONE).entries().stream()
                .map(entry -> entry.sentence(english, ZONE).replaceAll("[\u2066-\u2069]", ""))
                .toList();
    }
}
