package dev.gatehouse.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.imports.DefaultWay;
import dev.gatehouse.imports.ImportRun;
import dev.gatehouse.imports.ImportRun.State;
import dev.gatehouse.imports.ImportedRow.Outcome;
import dev.gatehouse.imports.Imports;
import dev.gatehouse.organizations.AttributeForm;
import dev.gatehouse.organizations.Attributes;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.UserTypeForm;
import dev.gatehouse.organizations.UserTypes;
import dev.gatehouse.platform.Texts;
import dev.gatehouse.testing.House;
import dev.gatehouse.testing.InHouse;
import dev.gatehouse.testing.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that one organization exports, another one imports. */
@InHouse
class RoundTripTest {

    private static final List<String> ATTRIBUTES = List.of("Email", "=Size", "Since", "Vegan", "Shirt", "Vorname");

    @TempDir
    private Path folder;

    private final House house;
    private final MemberExport export;
    private final Imports imports;

    RoundTripTest(House house) {
        this.house = house;
        this.export = house.get(MemberExport.class);
        this.imports = house.get(Imports.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    @DisplayName(
            "MEM-7 CRE-4 an export that is imported elsewhere makes the same people: hostile names, departments of one name, roles and attributes included")
    void roundTrip(String format) throws IOException {
        var here = organization("Here");
        people(here);
        var there = organization("There");
        var run = imported(there, format, exported(here, format));
        assertThat(imports.rows(there.admin(), run.id(), Outcome.WRONG, 0, 9)).isEmpty();
        assertThat(run.state()).isEqualTo(State.DONE);
        assertThat(list(there)).hasSize(8).isEqualTo(list(here));
    }

    private Tenant organization(String name) {
        var tenant = house.tenant(name);
        var admin = tenant.admin();
        var departments = house.get(Departments.class);
        var europe = departments.create(admin, "Europe", null).id();
        departments.create(admin, "Sales", europe);
        var sales = departments.create(admin, "Sales", null).id();
        departments.create(admin, "R/D / Labs", sales);
        var at = new Granting(house, tenant);
        for (var profile : List.of("Engineer", "@Night shift"))
            at.sql(
                    "insert into job_profile (organization_id, name, created_at) values (:o, :a, '2026-01-01')",
                    profile);
        at.sql(
                "insert into partner (organization_id, name, created_at) values (:o, :a, '2026-01-01')",
                "Harbor, \"Books\"; Inc");
        house.get(UserTypes.class).create(admin, new UserTypeForm("Guest", false, false, false));
        at.role("Shift lead", "member");
        var kinds = List.of("text", "number", "date", "yes_no", "choice", "text");
        for (var n = 0; n < kinds.size(); n++)
            house.get(Attributes.class)
                    .create(
                            admin,
                            new AttributeForm(
                                    ATTRIBUTES.get(n),
                                    kinds.get(n),
                                    kinds.get(n).equals("choice") ? "S\n+L" : "",
                                    false,
                                    false,
                                    "none"));
        return tenant;
    }

    private void people(Tenant tenant) {
        var at = new Granting(house, tenant);
        var names = List.of(
                "=cmd|' /C calc'!A0",
                "+Plus",
                "-Minus",
                "@SUM(1)",
                "'Quoted",
                "O'Brien; \"Jr\", X",
                "＝Wide 🦦",
                "'=Both");
        var paths = List.of("Europe", "Europe › Sales", "Sales", "Sales › R/D / Labs");
        for (var n = 0; n < names.size(); n++) {
            var person = at.person(names.get(n));
            house.asOwner()
                    .sql("""
                            update member m
                               set last_name = :name, email = case when :n % 3 > 0 then 'p' || :n || '@round.test' end, username = 'p.' || :n,
                                   phone = '+4917012345' || (10 + :n), universal_identifier = '000' || :n,
                                   language = (array['de', 'fr', 'ja', 'ar'])[1 + :n % 4], currency = case when :n % 2 = 0 then 'JPY' end,
                                   department_id = (select id from department d where organization_id = :o and department_path(:o, d.id) = :path),
                                   job_profile_id = (select id from job_profile where organization_id = :o order by name offset :n % 2 limit 1),
                                   partner_id = (select id from partner where organization_id = :o and :n % 2 = 0),
                                   user_type_id = (select id from user_type where organization_id = :o order by predefined, name offset :n % 4 limit 1)
                             where organization_id = :o and subject_id = :person
                            """)
                    .param("name", names.get(names.size() - 1 - n))
                    .param("n", n)
                    .param("path", paths.get(n % paths.size()))
                    .param("o", at.organization())
                    .param("person", person)
                    .update();
            at.grant(
                    person,
                    n % 2 == 0 ? at.predefined(n == 0 ? "community_admin" : "member") : shiftLead(at),
                    at.organization());
            var values =
                    List.of("not@an.address", "-1.5", "2024-02-29", n % 2 == 0 ? "true" : "false", "+L", "Called " + n);
            for (var a = 0; a < values.size(); a++)
                house.asOwner()
                        .sql("""
                                insert into member_attribute (organization_id, member_id, attribute_id, value)
                                select :o, m.id, a.id, :value from member m join attribute a on a.organization_id = m.organization_id and a.name = :attribute
                                 where m.organization_id = :o and m.subject_id = :person
                                """)
                        .param("o", at.organization())
                        .param("value", values.get(a))
                        .param("attribute", ATTRIBUTES.get(a))
                        .param("person", person)
                        .update();
        }
    }

    private static UUID shiftLead(Granting at) {
        return at.house()
                .asOwner()
                .sql("select id from role where organization_id = :o and name = 'Shift lead'")
                .param("o", at.organization())
                .query(UUID.class)
                .single();
    }

    private Path exported(Tenant tenant, String format) throws IOException {
        var file = folder.resolve("members." + format);
        // Without the admin, who is there already where it is imported.
        var query = MemberListQuery.of(Map.of("q", "p."));
        try (var target = Files.newOutputStream(file)) {
            if (format.equals("csv")) export.csv(tenant.admin(), query, export.first(tenant.admin(), query), target);
            else export.xlsx(tenant.admin(), query, export.first(tenant.admin(), query), target);
        }
        return file;
    }

    private ImportRun imported(Tenant tenant, String format, Path file) {
        var language = house.get(Texts.class).in(Locale.GERMAN);
        var run = imports.upload(tenant.admin(), file, "members." + format, language, DefaultWay.NONE);
        // Its columns of status, teams and times are nothing that an import gives, and nobody is asked about them.
        assertThat(run.state()).isEqualTo(State.READING);
        house.runJobs();
        imports.confirm(tenant.admin(), run.id(), 0);
        house.runJobs();
        return imports.get(tenant.admin(), run.id());
    }

    /** The people as they are, by everything that an import gives. */
    private List<Map<String, Object>> list(Tenant tenant) {
        var rows = new ArrayList<Map<String, Object>>();
        house.asOwner()
                .sql("""
                        select m.first_name, m.last_name, m.email, m.username, m.phone, m.universal_identifier, m.language, m.currency,
                               department_path(:o, m.department_id) as department, j.name as job_profile, coalesce(t.predefined, t.name) as user_type,
                               p.name as partner,
                               (select string_agg(a.name || '=' || v.value, ', ' order by a.name)
                                  from member_attribute v join attribute a on a.organization_id = :o and a.id = v.attribute_id
                                 where v.organization_id = :o and v.member_id = m.id) as attributes,
                               coalesce((select string_agg(coalesce(r.predefined, r.name), ', ') from role_grant g
                                           join role r on r.organization_id = :o and r.id = g.role_id
                                          where g.organization_id = :o and g.subject_id = m.subject_id),
                                        (select string_agg(coalesce(r.predefined, r.name), ', ') from initial_permission i
                                           join role r on r.organization_id = :o and r.id = i.role_id
                                          where i.organization_id = :o and i.member_id = m.id)) as role
                          from member m
                          left join job_profile j on j.organization_id = :o and j.id = m.job_profile_id
                          left join user_type t on t.organization_id = :o and t.id = m.user_type_id
                          left join partner p on p.organization_id = :o and p.id = m.partner_id
                         where m.organization_id = :o and m.username like 'p.%'
                         order by m.username
                        """)
                .param("o", tenant.id().value())
                .query()
                .listOfRows()
                .forEach(rows::add);
        return rows;
    }
}
