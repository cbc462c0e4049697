package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.members.MembersView.Row;
import dev.gatehouse.members.MembersView.Standing;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Origin;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

@InHouse
class MemberListTest {

    private final House house;
    private final MemberList list;

    MemberListTest(House house) {
        this.house = house;
        this.list = house.get(MemberList.class);
    }

    @ParameterizedTest(name = "{0} finds {1}")
    @CsvSource(textBlock = """
            muller, Anna Müller
            MÜLLER, Anna Müller
            ülle, Anna Müller
            anna müller, Anna Müller
            mül ann, Anna Müller
            strauss, Karl Strauß
            STRAUẞ, Karl Strauß
            istanbul, İpek İstanbullu
            ışık, Ece Işık
            isik, Ece Işık
            田中, 太郎 田中
            田, 太郎 田中
            中, ''
            سن, علي حسن
            an_a, Li An_a
            100%, Li 100%
            'a\\b', 'Li a\\b'
            o'brien, Ní O'Brien
            +4477, Ní O'Brien
            e-4711, Ní O'Brien
            li-zh, Xu Li-Zhang
            i-z, Xu Li-Zhang
            x, Xu Li-Zhang
            nobody-here, ''
            """)
    @DisplayName("MEM-2 search ignores case and accents, finds infixes in every script, and takes % and _ as they are")
    void searches(String typed, String found) {
        var tenant = house.tenant("Search");
        for (var name : List.of(
                "Anna Müller",
                "Karl Strauß",
                "İpek İstanbullu",
                "Ece Işık",
                "太郎 田中",
                "علي حسن",
                "Li An_a",
                "Li Anna",
                "Li 100%",
                "Li 1000",
                "Li a\\b",
                "Ní O'Brien",
                "Xu Li-Zhang")) {
            var space = name.indexOf(' ');
            add(tenant, name.substring(0, space), name.substring(space + 1), UUID.randomUUID() + "@q.test");
        }
        house.asOwner()
                .sql(
                        "update member set phone = '+447700900123', universal_identifier = 'E-4711' where first_name = 'Ní'")
                .update();

        var names = names(list.page(tenant.admin(), query("q", typed)));

        if (typed.startsWith("ülle") || found.contains("Müller"))
            assertThat(names).containsExactly("Anna Müller");
        else if (found.isEmpty()) assertThat(names).isEmpty();
        else assertThat(names).contains(found).doesNotContain("Anna Müller");
        if (typed.matches("an_a|100%")) assertThat(names).hasSize(1);
    }

    @Test
    @DisplayName("MEM-2 what is in the index finds the same as reading everybody")
    void sameByIndex() {
        var tenant = house.tenant("Index");
        fill(tenant, 6_000);
        for (var typed : List.of(
                "mar", "ria", "a", "li", "田中", "zz", "maria li", "m5999", "maria.lindqvist5", "ari 田", "x", "e%"))
            assertThat(list.page(tenant.admin(), query("q", typed)).page().matches())
                    .as(typed)
                    .isEqualTo(Math.min(MemberList.SEARCH_BOUND, slowly(tenant, typed)));
    }

    @Test
    @DisplayName("MEM-2 where more match than are listed, those come first whose words begin with what was typed")
    void bestMatches() {
        var tenant = house.tenant("Best");
        fill(tenant, 6_000);
        add(tenant, "Ariadne", "Zuletzt", "z@best.test");

        var page = list.page(tenant.admin(), query("q", "ari", "sort", "name"));

        assertThat(page.page().more()).isTrue();
        assertThat(page.page().matches()).isEqualTo(MemberList.SEARCH_BOUND);
        assertThat(everything(tenant, Map.of("q", "ari", "sort", "name"))).contains("Ariadne Zuletzt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "%", "_", "\\", "'", "\"", "((((", "a\u0000b", "\ud83d\ude00", "[a-z]", "%%%%%%"})
    @DisplayName("MEM-2 nothing that is typed is an error")
    void anything(String typed) {
        var tenant = house.tenant("Anything");
        assertThat(list.page(tenant.admin(), query("q", typed)).query()).isNotNull();
        assertThat(list.page(tenant.admin(), query("q", typed.repeat(500))).query())
                .isNotNull();
    }

    @Test
    @DisplayName("MEM-7 an address with unknown values shows the whole list")
    void unknownValues() {
        var tenant = house.tenant("Unknown");
        var page = list.page(
                tenant.admin(),
                query(
                        "role",
                        "king",
                        "status",
                        "'; drop",
                        "sort",
                        "--",
                        "after",
                        "%%%",
                        "source",
                        "x",
                        "activity",
                        "y"));
        assertThat(page.rows()).hasSize(1);
        for (var key : List.of(
                "AAAA", "MB8xHzA", "MB8wMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDAfOTk5OTk5OTk5OTk5OTk5OTk5"))
            for (var sort : List.of("name", "-active"))
                assertThat(list.page(tenant.admin(), query("sort", sort, "after", key))
                                .query())
                        .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "-name", "status", "-status", "role", "-role", "active", "-active"})
    @DisplayName(
            "MEM-7 paging by key shows everybody once, forward and backward, whatever the sort and whatever the ties")
    void pages(String sort) {
        var tenant = house.tenant("Pages");
        fill(tenant, 333);
        for (var narrowed : List.of(
                Map.of("sort", sort),
                Map.of("sort", sort, "q", "a"),
                Map.of("sort", sort, "activity", "inactive"),
                Map.of("sort", sort, "status", "expired"),
                Map.of("sort", sort, "source", "sso", "role", "none"))) {
            var forward = everything(tenant, narrowed);
            assertThat(forward).as("%s", narrowed).hasSize((int) list.page(tenant.admin(), MemberListQuery.of(narrowed))
                    .page()
                    .matches());
            assertThat(new HashSet<>(forward)).hasSameSizeAs(forward);
            assertThat(backward(tenant, narrowed)).as("%s", narrowed).isEqualTo(forward);
        }
    }

    @Test
    @DisplayName("MEM-7 a row that goes or comes while one pages neither hides nor repeats another")
    void changes() {
        var tenant = house.tenant("Changes");
        fill(tenant, 120);
        var before = everything(tenant, Map.of());
        var first = list.page(tenant.admin(), query());
        house.asOwner()
                .sql("delete from member where organization_id = :o and id = any (:ids)")
                .param("o", tenant.id().value())
                .param(
                        "ids",
                        first.rows().stream()
                                .skip(45)
                                .map(row -> UUID.fromString(row.id()))
                                .toArray(UUID[]::new))
                .update();
        add(tenant, "Aaron", "Erster", "aaron@x.test");

        var second = list.page(
                tenant.admin(), MemberListQuery.of(parameters(first.page().next())));

        assertThat(second.rows())
                .extracting(Row::id)
                .containsExactlyElementsOf(ids(before).subList(50, 100));
    }

    @Test
    @DisplayName("MEM-3 filters narrow alone and together, and the counts are those of the rows")
    void filters() {
        var tenant = house.tenant("Filters");
        fill(tenant, 400);
        for (var role : List.of("", "admin", "hub_admin", "other_admin", "none", "nothing"))
            for (var status :
                    List.of("", "active", "invited", "expired", "registering", "created", "blocked", "terminated"))
                for (var source : List.of("", "password", "sso"))
                    for (var activity : List.of("", "inactive")) {
                        var asked = Map.of("role", role, "status", status, "source", source, "activity", activity);
                        var page = list.page(tenant.admin(), MemberListQuery.of(asked));
                        assertThat(page.page().matches()).as("%s", asked).isEqualTo(counted(tenant, asked));
                    }
    }

    @Test
    @DisplayName(
            "MEM-1 an invited member stands with the address, an expired one as expired, and both count as invited")
    void invited() {
        var tenant = house.tenant("Invited");
        add(tenant, "", "", "mei@x.test");
        house.asOwner()
                .sql("update member set status = 'INVITED', invitation_expires_at = :end where email = 'mei@x.test'")
                .param("end", Timestamps.utc(house.clock().instant().plus(Duration.ofDays(6))))
                .update();

        var row = list.page(tenant.admin(), query("status", "invited")).rows().getFirst();
        assertThat(row.name()).isNull();
        assertThat(row.contact()).isEqualTo("mei@x.test");
        assertThat(row.standing()).isEqualTo(Standing.INVITED);
        assertThat(list.page(tenant.admin(), query()).totals().invited()).isEqualTo(1);

        house.clock().tick(Duration.ofDays(7));
        var expired = list.page(tenant.admin(), query("status", "expired"));
        assertThat(expired.rows()).extracting(Row::standing).containsExactly(Standing.EXPIRED);
        assertThat(expired.totals().invited()).isEqualTo(1);
    }

    @Test
    @DisplayName("MEM-2 every member sees all others; only the actions differ")
    void membersSee() {
        var tenant = house.tenant("Sight");
        var member = house.member(tenant, "Jonas", "Lindqvist", "jonas@sight.test");
        var page = list.page(member, query());
        assertThat(page.rows()).hasSize(2).noneMatch(Row::removable);
        assertThat(page.mayExport()).isFalse();
        var export = house.get(MemberExportRows.class);
        assertRefused("forbidden", () -> export.first(member, query(), 10));
    }

    @Test
    @DisplayName("MEM-2 nothing of another organization is ever seen, in any list, search or by any id")
    void walls() {
        var ours = house.tenant("Ours");
        var theirs = house.tenant("Theirs");
        fill(theirs, 100);
        for (var asked : List.of(
                query(),
                query("q", "maria"),
                query("q", "m"),
                query("status", "expired"),
                query("activity", "inactive")))
            assertThat(list.page(ours.admin(), asked).rows())
                    .allSatisfy(row -> assertThat(row.name()).isEqualTo("Amara Okafor"));
        var foreign = house.asOwner()
                .sql("select id from member where organization_id = :o limit 1")
                .param("o", theirs.id().value())
                .query(UUID.class)
                .single();
        assertRefused("not.found", () -> list.member(ours.admin(), new MemberId(foreign)));
        var stranger = Actor.member(
                theirs.id(),
                ours.admin().requireAccount(),
                java.util.Objects.requireNonNull(ours.admin().member()),
                java.util.Objects.requireNonNull(ours.admin().subject()),
                Origin.SERVER);
        assertRefused("not.found", () -> list.page(stranger, query()));
    }

    @Test
    @DisplayName("MEM-2 the search answers for the organization that the transaction entered, or not at all")
    void notEntered() {
        var tenant = house.tenant("Entered");
        fill(tenant, 10);
        var app = house.database().app();
        var jdbc = org.springframework.jdbc.core.simple.JdbcClient.create(
                new org.springframework.jdbc.datasource.DriverManagerDataSource(app.jdbc(), app.properties()));
        assertThat(jdbc.sql("""
                        select count(*) from member_search('{%}', '{%}', '{}', '{ m}', '{ m}', '{0,1,2,3,4,5}', false, null, null, null, null, 1, false, 10, 10)
                        """).query(Long.class).single()).isZero();
        assertThatExceptionOfType(org.springframework.dao.DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("select count(*) from member_words")
                        .query(Long.class)
                        .single());
    }

    @Test
    @DisplayName(
            "MEM-7 the export holds what is filtered, in CSV without formulas, and is recorded with count and kinds of filters")
    void csv() throws IOException {
        var tenant = house.tenant("Export");
        fill(tenant, 4_500);
        add(tenant, "=cmd|' /C calc'!A0", "@SUM(1)", "formula@x.test");
        var export = house.get(MemberExport.class);
        var file = new ByteArrayOutputStream();
        var everybody = query();
        export.csv(tenant.admin(), everybody, export.first(tenant.admin(), everybody), file);
        var lines = file.toString(StandardCharsets.UTF_8).split("\\r?\\n");
        assertThat(lines).hasSize(4_500 + 1 + 1 + 1);
        assertThat(file.toString(StandardCharsets.UTF_8)).contains("'=cmd|' /C calc'!A0", "'@SUM(1)");

        var some = query("q", "maria", "source", "sso");
        var part = new ByteArrayOutputStream();
        export.csv(tenant.admin(), some, export.first(tenant.admin(), some), part);
        assertThat(part.toString(StandardCharsets.UTF_8).split("\\r?\\n").length - 1)
                .isEqualTo(house.asOwner()
                        .sql(
                                "select count(*) from member where organization_id = :o and source = 'sso' and (first_name = 'Maria' or email like 'maria%')")
                        .param("o", tenant.id().value())
                        .query(Integer.class)
                        .single());
        assertThat(house.asOwner()
                        .sql(
                                "select detail ->> 'filters' from event where organization_id = :o and kind = 'members.exported' order by id")
                        .param("o", tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("", "search source");
    }

    @Test
    @DisplayName(
            "MEM-7 the xlsx export is a workbook with text cells only, which is printed across pages with its head on each")
    void xlsx() throws IOException {
        var tenant = house.tenant("Workbook");
        add(tenant, "=1+1", "Ünal", "u@x.test");
        var export = house.get(MemberExport.class);
        var file = new ByteArrayOutputStream();
        export.xlsx(tenant.admin(), query(), export.first(tenant.admin(), query()), file);
        var book = Files.write(Files.createTempFile("members", ".xlsx"), file.toByteArray());
        String sheet;
        String names;
        try (var zip = new ZipFile(book.toFile())) {
            sheet = new String(
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(),
                    StandardCharsets.UTF_8);
            names = new String(
                    zip.getInputStream(zip.getEntry("xl/workbook.xml")).readAllBytes(), StandardCharsets.UTF_8);
        }
        Files.delete(book);
        assertThat(HtmlUtils.htmlUnescape(sheet).replace("&apos;", "'"))
                .contains("Ünal", "'=1+1", "fitToPage=\"true\"", "fitToHeight=\"0\"", "orientation=\"landscape\"")
                .doesNotContain("<f>");
        assertThat(names).containsPattern("_xlnm.Print_Titles[^>]*>'Members'!\\$1:\\$1<");
    }

    @Test
    @DisplayName("MEM-6 the member page tells what happened to the member: status, teams and roles")
    void memberPage() {
        var tenant = house.tenant("Page");
        var member = house.member(tenant, "Jonas", "Lindqvist", "jonas@page.test");
        var id = java.util.Objects.requireNonNull(member.member());
        assertThat(list.member(tenant.admin(), id).called()).isEqualTo("Jonas Lindqvist");
        assertThat(house.get(MemberHistory.class).of(tenant.admin(), id))
                .extracting(happening -> happening.words(house.get(Texts.class).in(Locale.ENGLISH)))
                .containsExactly("Got the role Member", "Status changed: Invited → Registered", "Invited");
    }

    // ---------------------------------------------------------------- arranging and looking

    private void add(Tenant tenant, String first, String last, String email) {
        house.asOwner()
                .sql("""
                        with subject as (insert into permission_subject (organization_id) values (:o) returning id)
                        insert into member (organization_id, subject_id, status, first_name, last_name, email, created_at, status_changed_at)
                        select :o, id, 'REGISTERED', :first, :last, :email, :now, :now from subject
                        """)
                .param("o", tenant.id().value())
                .param("first", first)
                .param("last", last)
                .param("email", email)
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
    }

    /** Many with ties in every column. */
    private void fill(Tenant tenant, int howMany) {
        house.asOwner()
                .sql("""
                        with subject as (insert into permission_subject (organization_id) select :o from generate_series(1, :n) returning id),
                             person as (select id, row_number() over () as n from subject)
                        insert into member (organization_id, subject_id, status, source, first_name, last_name, email, level,
                                            invitation_expires_at, last_active_at, created_at, status_changed_at)
                        select :o, id, status, case when n % 5 = 0 then 'sso' else 'password' end,
                               case when status in ('INVITED', 'CREATED') then '' else (array['Maria', 'Li', '太郎', 'Åsa'])[1 + n % 4] end,
                               case when status in ('INVITED', 'CREATED') then '' else (array['Lindqvist', '田中', 'Zhang'])[1 + n % 3] end,
                               'maria.lindqvist' || n || '@fill.test',
                               case when n % 11 = 0 then 'organization_admin' when n % 13 = 2 then 'hub_admin' when n % 17 = 3 then 'other_admin'
                                    when n % 3 = 0 then 'member' end,
                               case when status = 'INVITED' then :now::timestamptz + (n % 9 - 4) * interval '1 day' end,
                               case when n % 4 > 0 then :now::timestamptz - (n % 30) * interval '10 days' end,
                               :now::timestamptz - interval '300 days', :now::timestamptz - interval '300 days'
                          from (select *, (array['REGISTERED', 'REGISTERED', 'REGISTERED', 'INVITED', 'REGISTERING', 'CREATED', 'BLOCKED',
                                                 'TERMINATED'])[1 + n * 7 % 8] as status from person) p
                        """)
                .param("o", tenant.id().value())
                .param("n", howMany)
                .param("now", Timestamps.utc(house.clock().instant()))
                .update();
    }

    private long slowly(Tenant tenant, String typed) {
        var words = typed.split(" ", -1);
        var patterns = new ArrayList<String>();
        for (var word : words)
            patterns.add((word.codePointCount(0, word.length()) == 1 ? "% " : "%") + word.replace("%", "\\%") + "%");
        return house.asOwner()
                .sql("""
                        select count(*) from member
                         where organization_id = :o and member_words(first_name, last_name, email, username, phone, universal_identifier)
                               like all (:patterns)
                        """)
                .param("o", tenant.id().value())
                .param("patterns", patterns.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    private long counted(Tenant tenant, Map<String, String> asked) {
        var now = Timestamps.utc(house.clock().instant());
        return house.asOwner()
                .sql("""
                        select count(*) from member
                         where organization_id = :o
                           and case :role when 'admin' then level = 'organization_admin' when 'hub_admin' then level = 'hub_admin'
                                          when 'other_admin' then level = 'other_admin' when 'none' then coalesce(level, 'member') = 'member'
                                          when 'nothing' then level is null else true end
                           and case :status when '' then true when 'active' then status = 'REGISTERED'
                                            when 'expired' then status = 'INVITED' and invitation_expires_at <= :now
                                            else status = upper(:status) end
                           and (:source = '' or source = :source)
                           and (:activity = '' or status = 'REGISTERED' and coalesce(last_active_at, status_changed_at) < :now - interval '90 days')
                        """)
                .param("o", tenant.id().value())
                .params(asked)
                .param("now", now)
                .query(Long.class)
                .single();
    }

    private List<String> everything(Tenant tenant, Map<String, String> asked) {
        var rows = new ArrayList<String>();
        var page = list.page(tenant.admin(), MemberListQuery.of(asked));
        rows.addAll(described(page));
        while (page.page().next() != null) {
            page = list.page(
                    tenant.admin(), MemberListQuery.of(parameters(page.page().next())));
            rows.addAll(described(page));
        }
        return asked.getOrDefault("q", "").equals("ari")
                ? rows.stream().map(row -> row.substring(37)).toList()
                : rows;
    }

    private List<String> backward(Tenant tenant, Map<String, String> asked) {
        var pages = new ArrayList<List<String>>();
        var page = list.page(tenant.admin(), MemberListQuery.of(asked));
        while (page.page().next() != null)
            page = list.page(
                    tenant.admin(), MemberListQuery.of(parameters(page.page().next())));
        pages.add(described(page));
        while (page.page().previous() != null) {
            page = list.page(
                    tenant.admin(), MemberListQuery.of(parameters(page.page().previous())));
            pages.addFirst(described(page));
        }
        return pages.stream().flatMap(List::stream).toList();
    }

    private static List<String> described(MembersView page) {
        return page.rows().stream().map(row -> row.id() + " " + row.name()).toList();
    }

    private static List<String> ids(List<String> described) {
        return described.stream().map(row -> row.substring(0, 36)).toList();
    }

    private static List<String> names(MembersView page) {
        return page.rows().stream().map(row -> String.valueOf(row.name())).toList();
    }

    private static MemberListQuery query(String... pairs) {
        var parameters = new HashMap<String, String>();
        IntStream.range(0, pairs.length / 2).forEach(i -> parameters.put(pairs[2 * i], pairs[2 * i + 1]));
        return MemberListQuery.of(parameters);
    }

    private static Map<String, String> parameters(@Nullable String address) {
        var parameters = new HashMap<String, String>();
        if (address == null) return parameters;
        for (var pair : address.substring(address.indexOf('?') + 1).split("&", -1)) {
            var parts = pair.split("=", 2);
            parameters.put(parts[0], java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static void assertRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
