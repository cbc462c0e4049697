package dev.gatehouse.members;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import de.siegmar.fastcsv.reader.CsvReader;
import dev.gatehouse.organizations.AttributeForm;
import dev.gatehouse.organizations.Attributes;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.HarmlessText;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Timestamps;
import dev.gatehouse.testing.Browser;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the files of the members list, and how one ends that breaks off. */
@InHouse
class MemberExportTest {

    private static final MemberListQuery EVERYBODY = MemberListQuery.of(Map.of());

    private final House house;
    private final MemberExport export;

    MemberExportTest(House house) {
        this.house = house;
        this.export = house.get(MemberExport.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    @DisplayName(
            "MEM-7 CRE-4 the export has every column that an import reads, by names and not by ids, in both formats")
    void columns(String format) throws IOException {
        var at = new Granting(house, house.tenant("Columns"));
        var admin = at.tenant().admin();
        var sales = house.get(Departments.class)
                .create(admin, "Sales / Service", null)
                .id();
        var north = house.get(Departments.class).create(admin, "North", sales).id();
        var ada = at.person("Ada");
        at.sql("insert into job_profile (organization_id, name, created_at) values (:o, :a, '2026-01-01')", "Engineer");
        at.sql("insert into partner (organization_id, name, created_at) values (:o, :a, '2026-01-01')", "Harbor Books");
        at.sql("""
                update member set username = 'ada', phone = '+491701234567', universal_identifier = '00042', language = 'de', currency = 'EUR',
                       department_id = :b, job_profile_id = (select id from job_profile where organization_id = :o),
                       partner_id = (select id from partner where organization_id = :o),
                       user_type_id = (select id from user_type where organization_id = :o and predefined = 'advertiser')
                 where organization_id = :o and subject_id = :a
                """, ada, north.value());
        at.grant(ada, at.role("Shift lead", "member"), at.organization());
        at.grant(ada, "hub_admin", at.hub("Marketing"));
        at.grant(at.team("Alpha", ada), "community_admin", at.organization());
        var row = row(rows(format, admin, EVERYBODY), "Ada");
        assertThat(row)
                .containsEntry("first_name", "Ada")
                .containsEntry("last_name", "Test")
                .containsEntry("email", ada + "@granting.test")
                .containsEntry("username", "ada")
                .containsEntry("phone", "'+491701234567")
                .containsEntry("universal_identifier", "00042")
                .containsEntry("language", "de")
                .containsEntry("currency", "EUR")
                .containsEntry("department", "Sales / Service / North")
                .containsEntry("job_profile", "Engineer")
                .containsEntry("user_type", "advertiser")
                .containsEntry("partner", "Harbor Books")
                .containsEntry("role", "Shift lead")
                .containsEntry("status", "registered")
                .containsEntry("level", "hub_admin")
                .containsEntry("teams", "Alpha")
                .containsEntry("sign_in", "password");
        assertThat(row(rows(format, admin, EVERYBODY), "Amara")).containsEntry("role", "organization_admin");
    }

    @Test
    @DisplayName(
            "MEM-7 a role that is held for a time, in a hub or by a team is none that an import may give for good and everywhere")
    void roles() throws IOException {
        var at = new Granting(house, house.tenant("Roles"));
        var ada = at.person("Ada");
        var soon = at.grant(ada, "community_admin", at.organization());
        at.sql("update role_grant set expires_at = '2999-01-01' where organization_id = :o and id = :a", soon);
        at.grant(ada, "hub_admin", at.hub("Marketing"));
        at.grant(at.team("Alpha", ada), "organization_admin", at.organization());
        assertThat(row(rows("csv", at.tenant().admin(), EVERYBODY), "Ada")).containsEntry("role", "");
        at.grant(ada, "member", at.organization());
        assertThat(row(rows("csv", at.tenant().admin(), EVERYBODY), "Ada")).containsEntry("role", "member");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    @DisplayName(
            "MEM-7 no cell is a formula in a spreadsheet, and what was put before it can be taken off again: hostile texts come back as they were")
    void hostile(String format) throws IOException {
        var at = new Granting(house, house.tenant("Hostile"));
        var texts = List.of(
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(1)",
                "\tx",
                "\rx",
                "＝1",
                "a\u0001b",
                "_x0041_",
                "a,b;c\"d\"",
                "line\nbreak",
                "<b>&amp;</b>]]>",
                "0049170",
                "1e5",
                "'quoted",
                "'=1+1",
                "''@x",
                "  =1+1",
                "\u00a0-1",
                "𝔘nicode 🦦 עברית",
                "Ada\u200D");
        for (var text : texts)
            at.sql(
                    "update member set last_name = :b where organization_id = :o and subject_id = :a",
                    at.person("Someone"),
                    text);
        var told = rows(format, at.tenant().admin(), EVERYBODY).stream()
                .filter(row -> "Someone".equals(row.get("first_name")))
                .map(row -> String.valueOf(row.get("last_name")))
                .toList();
        assertThat(told).hasSameSizeAs(texts).noneMatch(text -> "=+-@\t\r＝".indexOf(text.charAt(0)) >= 0);
        assertThat(told.stream().map(HarmlessText::restore)).containsExactlyElementsOf(texts);
    }

    @Test
    @DisplayName(
            "CRE-9 MEM-7 attributes stand under their names as they are stored, and not where they are hidden until somebody is registered")
    void attributes() throws IOException {
        var at = new Granting(house, house.tenant("Attributes"));
        var admin = at.tenant().admin();
        var size = attribute(admin, "=Size", "number");
        var email = attribute(admin, "E-mail", "text");
        var clash = attribute(admin, "First name", "text");
        var ada = at.person("Ada");
        var ben = at.person("Ben");
        at.sql("update member set status = 'CREATED' where organization_id = :o and subject_id = :a", ben);
        for (var person : List.of(ada, ben)) {
            value(at, person, size, "-5");
            value(at, person, email, "private@x.test");
            value(at, person, clash, "Called so");
        }
        var rows = rows("csv", admin, EVERYBODY);
        for (var name : List.of("Ada", "Ben"))
            assertThat(row(rows, name))
                    .containsEntry("'=Size", "'-5")
                    .containsEntry("E-mail", "private@x.test")
                    .containsEntry("First name (attribute)", "Called so");
        at.sql("update organization_policy set attributes_after_registered = :a where organization_id = :o", true);
        rows = rows("csv", admin, EVERYBODY);
        assertThat(row(rows, "Ada")).containsEntry("'=Size", "'-5");
        assertThat(row(rows, "Ben"))
                .containsEntry("'=Size", "")
                .containsEntry("E-mail", "")
                .containsEntry("First name (attribute)", "");
    }

    @Test
    @DisplayName("MEM-7 who may export and manages nobody gets what the page of a member shows them, and no more")
    void exporter() throws IOException {
        var at = new Granting(house, house.tenant("Exporter"));
        attribute(at.tenant().admin(), "Shoe size", "text");
        var member = house.member(at.tenant(), "Jonas", "Lindqvist", "jonas@exporter.test");
        var role = at.role("Statistician", "other_admin");
        at.sql(
                "update role set permissions = '{members:read,members:export}' where organization_id = :o and id = :a",
                role);
        at.grant(subject(member), role, at.organization());
        assertThat(row(rows("csv", member, EVERYBODY), "Jonas"))
                .containsEntry("role", "Statistician")
                .doesNotContainKeys("universal_identifier", "currency", "Shoe size");
        at.sql(
                "update role set permissions = permissions || '{members:edit}' where organization_id = :o and id = :a",
                role);
        var first = house.get(MemberExportRows.class).first(member, EVERYBODY, 1);
        assertThat(first.columns().names()).contains("universal_identifier", "currency", "Shoe size");
        at.sql(
                "update role set permissions = '{members:read,members:export}' where organization_id = :o and id = :a",
                role);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> house.get(MemberExportRows.class).next(member, EVERYBODY, first, 1))
                .matches(refusal -> refusal.code().equals("forbidden"));
    }

    @Test
    @DisplayName("MEM-7 a department that came while an export ran has its name in it")
    void departmentMeanwhile() {
        var at = new Granting(house, house.tenant("Meanwhile"));
        var rows = house.get(MemberExportRows.class);
        var first = rows.first(at.tenant().admin(), EVERYBODY, 1);
        var late = house.get(Departments.class)
                .create(at.tenant().admin(), "Late", null)
                .id();
        at.sql(
                "update member set department_id = :b where organization_id = :o and subject_id = :a",
                at.person("Ada"),
                late.value());
        var next = rows.next(at.tenant().admin(), EVERYBODY, first, 1);
        assertThat(next.columns().cells(next.rows().getFirst(), next.at())).contains("Ada", "Late");
    }

    @Test
    @DisplayName(
            "MEM-7 a workbook goes on with another sheet, its head with it, before one is longer than a spreadsheet opens")
    void sheets() throws IOException {
        assertThat(MemberWorkbook.ROWS_OF_A_SHEET).isLessThan(1_048_576);
        var file = new ByteArrayOutputStream();
        var book = new MemberWorkbook(file, List.of("n", "text"), 1_000);
        for (var n = 0; n < 2_500; n++) book.write(List.of(Integer.toString(n), "x".repeat(n == 7 ? 40_000 : 1)));
        book.finish();
        var rows = xlsx(file.toByteArray());
        assertThat(rows).hasSize(2_500);
        assertThat(rows.getLast()).containsEntry("n", "2499");
        assertThat(String.valueOf(rows.get(7).get("text"))).hasSize(32_767).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    @DisplayName(
            "MEM-7 where the right ends on the way, the file ends without its end, and the log has what was delivered")
    void rightEnds(String format) {
        var at = new Granting(house, house.tenant("Ends"));
        at.crowd("Somebody", 12_000);
        var file = new Tap(
                30_000,
                tap -> at.sql(
                        "update role_grant set ended_at = :a where organization_id = :o",
                        Timestamps.utc(house.clock().instant())));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> export(format, at.tenant().admin(), EVERYBODY, file));
        assertThat(exported(at)).isBetween(5_000, 10_000);
        assertThat(file.ended).isFalse();
        if (format.equals("xlsx"))
            assertThat(new String(file.taken.toByteArray(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("PK\5\6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    @DisplayName("MEM-7 where nobody listens any more, the export ends, and the log has what was delivered")
    void listenerGoes(String format) {
        var at = new Granting(house, house.tenant("Goes"));
        at.crowd("Somebody", 12_000);
        var file = new Tap(60_000, tap -> tap.broken = true);
        assertThatIOException().isThrownBy(() -> export(format, at.tenant().admin(), EVERYBODY, file));
        assertThat(exported(at)).isBetween(100, 11_000);
    }

    @Test
    @DisplayName(
            "MEM-7 a download that breaks off is known as one to whoever takes it: the answer has no end, and no page of an error in it")
    void brokenAnswer() throws IOException {
        var at = new Granting(house, house.tenant("Broken"));
        at.sql("""
                with words as materialized (select set_config('gatehouse.words', 'behind', true)),
                     subject as (insert into permission_subject (organization_id) select :o from words, generate_series(1, 20000) returning id)
                insert into member (organization_id, subject_id, status, first_name, last_name, username, phone, created_at, status_changed_at)
                select :o, id, 'REGISTERED', repeat('x', 100), repeat('x', 100), repeat('x', 60) || row_number() over (), row_number() over (), :a, :a
                  from subject
                """, Timestamps.utc(house.clock().instant()));
        var browser = new Browser(house);
        browser.signIn(at.tenant().adminEmail(), House.PASSWORD);
        var list = "/o/" + at.tenant().slug() + "/members";
        var body = "_csrf=" + browser.token(list);
        try (var socket = new Socket()) {
            // So little that the server cannot be done before the right ends.
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), house.url().getPort()));
            socket.getOutputStream()
                    .write(("POST " + list + ".csv HTTP/1.1\r\nHost: "
                                    + house.url().getAuthority() + "\r\nCookie: gatehouse_csrf="
                                    + browser.cookie("gatehouse_csrf") + "; gatehouse_session="
                                    + browser.cookie("gatehouse_session")
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + body.length()
                                    + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream();
            assertThat(new String(answer.readNBytes(2_000), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            at.sql(
                    "update role_grant set ended_at = :a where organization_id = :o",
                    Timestamps.utc(house.clock().instant()));
            assertThat(new String(toTheEnd(answer), StandardCharsets.UTF_8))
                    .hasSizeGreaterThan(100_000)
                    .doesNotContain("<html", "\r\n0\r\n\r\n");
        }
        assertThat(exported(at)).isBetween(5_000, 19_000);
    }

    // ---------------------------------------------------------------- arranging and looking

    /** Takes what is written, and does something once after so many bytes. */
    private static final class Tap extends OutputStream {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int bytes;
        private final Consumer<Tap> then;
        private boolean done;
        private boolean broken;
        private boolean ended;

        Tap(int bytes, Consumer<Tap> then) {
            this.bytes = bytes;
            this.then = then;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (broken) throw new IOException("nobody listens");
            taken.write(from, offset, length);
            if (taken.size() < bytes || done) return;
            done = true;
            then.accept(this);
        }

        @Override
        public void close() {
            ended = true;
        }
    }

    /** All that comes, also where the connection is cut. */
    private static byte[] toTheEnd(InputStream answer) {
        var all = new ByteArrayOutputStream();
        try {
            answer.transferTo(all);
        } catch (IOException cut) {
            // What came before stands.
        }
        return all.toByteArray();
    }

    private void export(String format, Actor actor, MemberListQuery query, OutputStream file) throws IOException {
        var first = export.first(actor, query);
        if (format.equals("csv")) export.csv(actor, query, first, file);
        else export.xlsx(actor, query, first, file);
    }

    private List<Map<String, String>> rows(String format, Actor actor, MemberListQuery query) throws IOException {
        var file = new ByteArrayOutputStream();
        export(format, actor, query, file);
        if (format.equals("xlsx")) return xlsx(file.toByteArray());
        try (var records = CsvReader.builder().ofNamedCsvRecord(file.toString(StandardCharsets.UTF_8))) {
            return records.stream().map(found -> found.getFieldsAsMap()).toList();
        }
    }

    /** The cells of every sheet by what stands over them. */
    private static List<Map<String, String>> xlsx(byte[] book) throws IOException {
        var rows = new ArrayList<Map<String, String>>();
        var file = Files.write(Files.createTempFile("members", ".xlsx"), book);
        try (var zip = new ZipFile(file.toFile())) {
            for (var entry : Collections.list(zip.entries()))
                if (entry.getName().matches("xl/worksheets/sheet\\d+\\.xml"))
                    rows.addAll(sheet(zip.getInputStream(entry).readAllBytes()));
        } finally {
            Files.delete(file);
        }
        return rows;
    }

    private static List<Map<String, String>> sheet(byte[] xml) throws IOException {
        var rows = new ArrayList<Map<String, String>>();
        var head = new LinkedHashMap<String, String>();
        try {
            var reader = XMLInputFactory.newFactory().createXMLStreamReader(new ByteArrayInputStream(xml));
            var column = "";
            var first = true;
            while (reader.hasNext()) {
                if (reader.next() != XMLStreamConstants.START_ELEMENT) continue;
                switch (reader.getLocalName()) {
                    case "row" -> {
                        first = "1".equals(reader.getAttributeValue(null, "r"));
                        if (!first)
                            rows.add(new LinkedHashMap<>(head.values().stream().collect(toMap(name -> name, _ -> ""))));
                    }
                    case "c" -> column = reader.getAttributeValue(null, "r").replaceAll("\\d", "");
                    case "f" -> throw new AssertionError("a formula");
                    case "t" -> {
                        var text = unescaped(reader.getElementText());
                        if (first) head.put(column, text);
                        else rows.getLast().put(String.valueOf(head.get(column)), text);
                    }
                    default -> {}
                }
            }
        } catch (XMLStreamException broken) {
            throw new IOException(broken);
        }
        return rows;
    }

    private static String unescaped(String text) {
        return Pattern.compile("_x([0-9A-F]{4})_")
                .matcher(text)
                .replaceAll(found -> String.valueOf((char) Integer.parseInt(found.group(1), 16)));
    }

    private static Map<String, String> row(List<Map<String, String>> rows, String firstName) {
        return rows.stream()
                .filter(row -> firstName.equals(row.get("first_name")))
                .findFirst()
                .orElseThrow();
    }

    private AttributeId attribute(Actor admin, String name, String kind) {
        return house.get(Attributes.class).create(admin, new AttributeForm(name, kind, "", false, false, "none"));
    }

    private static void value(Granting at, UUID subject, AttributeId attribute, String value) {
        at.house()
                .asOwner()
                .sql("""
                        insert into member_attribute (organization_id, member_id, attribute_id, value)
                        select :o, id, :attribute, :value from member where organization_id = :o and subject_id = :subject
                        """)
                .param("o", at.organization())
                .param("attribute", attribute.value())
                .param("value", value)
                .param("subject", subject)
                .update();
    }

    private UUID subject(Actor actor) {
        return house.asOwner()
                .sql("select subject_id from member where id = :member")
                .param("member", actor.member() == null ? null : actor.member().value())
                .query(UUID.class)
                .single();
    }

    /** How many members the last export delivered, as the log has it. */
    private int exported(Granting at) {
        return house.asOwner()
                .sql(
                        "select (detail ->> 'members')::integer from event where organization_id = :o and kind = 'members.exported' order by id desc limit 1")
                .param("o", at.organization())
                .query(Integer.class)
                .single();
    }
}
