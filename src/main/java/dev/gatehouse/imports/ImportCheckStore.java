package dev.gatehouse.imports;

import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.RoleId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Compares the rows of an import with each other and with who is there, all of them in a few statements (CRE-4). Whoever is there already, also
 * as {@code BLOCKED} (LIF-2), is left as they are; what belongs to two people, or to somebody of whom the row says something else, is wrong.
 */
@Repository
class ImportCheckStore {

    /**
     * The rows with a value that a row before them has.
     *
     * @param field what of a person it is
     * @param code names the sentence, that the number of the other row fills
     * @param key the value as it is compared
     * @param shown the value as it is shown
     */
    private record Twice(String field, String code, String key, String shown) {}

    private static final List<Twice> UNIQUE = List.of(
            new Twice("email", "imports.row.twice.email", "identity_key(email)", "email"),
            new Twice("username", "imports.row.twice.username", "identity_key(username)", "username"),
            new Twice("phone", "imports.row.twice.phone", "phone", "phone"),
            new Twice("identifier", "imports.row.twice.identifier", "universal_identifier", "universal_identifier"),
            new Twice("code", "imports.row.twice.code", "code_print", "''"));

    private final JdbcClient jdbc;

    ImportCheckStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** For this transaction: a million keys are sorted in memory, not on disk, and each kind by itself, not the rows by the first of them. */
    void takeRoom() {
        jdbc.sql("select set_config('work_mem', '96MB', true), set_config('enable_presorted_aggregate', 'off', true)")
                .query((row, n) -> 0)
                .single();
    }

    /** Finds who of some new rows is there already, and what of theirs is somebody else's. Returns how many those are, as the others do. */
    int meet(OrganizationId organization, ImportId id, int after, int last) {
        return meet(organization, id, after, last, "new");
    }

    /** Finds who is there already of the rows that something is wrong with: they stay as they are, whatever the file says of them. */
    void recognise(OrganizationId organization, ImportId id, int last) {
        meet(organization, id, 0, last, "wrong");
    }

    private int meet(OrganizationId organization, ImportId id, int after, int last, String outcome) {
        return jdbc.sql("""
                with keys as materialized (
                     select number, identity_key(email) as email, identity_key(username) as username, phone,
                            universal_identifier as identifier
                       from import_row
                      where organization_id = :organization and import_id = :import and number > :after and number <= :last and outcome = :outcome),
                hits as materialized (
                     select k.number, m.id, 'email' as field, k.email as value from keys k
                       join member m on m.organization_id = :organization and m.source = 'password' and m.email_key = k.email
                      union all
                     select k.number, m.id, 'email', k.email from keys k
                       join member m on m.organization_id = :organization and m.source = 'sso' and m.email_key = k.email
                      union all
                     select k.number, m.id, 'username', k.username from keys k
                       join member m on m.organization_id = :organization and m.source = 'password' and m.username is not null
                                    and m.username_key = k.username
                      union all
                     select k.number, m.id, 'phone', k.phone from keys k
                       join member m on m.organization_id = :organization and m.source = 'password' and m.phone = k.phone
                      union all
                     select k.number, m.id, 'identifier', k.identifier from keys k
                       join member m on m.organization_id = :organization and m.source = 'password'
                                    and m.universal_identifier = k.identifier),
                judged as (
                     select h.number, (array_agg(m.id order by m.id))[1] as found, count(distinct m.id) = 1 and bool_and(
                                coalesce(k.email = m.email_key, true) and coalesce(k.username = m.username_key, true)
                                and coalesce(k.phone = m.phone, true) and coalesce(k.identifier = m.universal_identifier, true)) as same,
                            jsonb_agg(jsonb_build_object('field', h.field, 'value', h.value, 'code', 'creation.taken.' || h.field, 'arguments',
                                jsonb_build_array(coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, m.username, m.phone, '')))
                                order by h.field) as problems
                       from hits h
                       join keys k on k.number = h.number
                       join member m on m.organization_id = :organization and m.id = h.id
                      group by h.number)
                update import_row r
                   set outcome = case when j.same then 'present' else 'wrong' end,
                       found_id = case when j.same then j.found end,
                       problems = case when not j.same then j.problems end
                  from judged j
                 where r.organization_id = :organization and r.import_id = :import and r.number = j.number and (j.same or r.outcome = 'new')
                """)
                .param("outcome", outcome)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .update();
    }

    /** Finds values of unique attributes that a member has (CRE-9). */
    int meetValues(OrganizationId organization, ImportId id, int after, int last) {
        return jdbc.sql("""
                with given as materialized (
                     select r.number, a.id as attribute, value, identity_key(value) as key
                       from import_run i
                      cross join lateral unnest(i.attribute_ids) with ordinality as given (id, place)
                       join attribute a on a.organization_id = i.organization_id and a.id = given.id and a.unique_values
                       join import_row r on r.organization_id = i.organization_id and r.import_id = i.id
                      cross join lateral (select r.attribute_values[given.place] as value) as said
                      where i.organization_id = :organization and i.id = :import and r.number > :after and r.number <= :last
                        and r.outcome = 'new' and value is not null),
                taken as (
                     select g.number, jsonb_agg(jsonb_build_object('field', 'attribute.' || g.attribute, 'value', g.value,
                                'code', 'creation.taken.value', 'arguments',
                                jsonb_build_array(coalesce(nullif(btrim(m.first_name || ' ' || m.last_name), ''), m.email, m.username, m.phone, ''))))
                                as problems
                       from given g
                       join member_attribute v on v.organization_id = :organization and v.attribute_id = g.attribute and v.unique_key = g.key
                       join member m on m.organization_id = :organization and m.id = v.member_id
                      group by g.number)
                update import_row r set outcome = 'wrong', problems = t.problems
                  from taken t where r.organization_id = :organization and r.import_id = :import and r.number = t.number
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .update();
    }

    /** Finds rows whose department, job profile, user type or partner is no more. */
    int missPlaces(OrganizationId organization, ImportId id, int after, int last) {
        return jdbc.sql("""
                with missing as (
                     select number,
                            case when department_id is not null
                                      and not exists (select from department d where d.organization_id = :organization and d.id = department_id)
                                 then 'department'
                                 when job_profile_id is not null
                                      and not exists (select from job_profile j where j.organization_id = :organization and j.id = job_profile_id)
                                 then 'jobProfile'
                                 when user_type_id is not null
                                      and not exists (select from user_type u where u.organization_id = :organization and u.id = user_type_id)
                                 then 'userType'
                                 when partner_id is not null
                                      and not exists (select from partner p where p.organization_id = :organization and p.id = partner_id)
                                 then 'partner' end as field
                       from import_row
                      where organization_id = :organization and import_id = :import and number > :after and number <= :last and outcome = 'new')
                update import_row r
                   set outcome = 'wrong',
                       problems = jsonb_build_array(jsonb_build_object('field', m.field, 'value', '', 'code', 'imports.row.gone',
                           'arguments', '[]'::jsonb))
                  from missing m
                 where m.field is not null and r.organization_id = :organization and r.import_id = :import and r.number = m.number
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .update();
    }

    /** Finds rows with another role than these. */
    int missRoles(OrganizationId organization, ImportId id, int after, int last, Set<RoleId> roles) {
        return jdbc.sql("""
                update import_row
                   set outcome = 'wrong',
                       problems = jsonb_build_array(jsonb_build_object('field', 'role', 'value', '', 'code', 'imports.row.role_gone',
                           'arguments', '[]'::jsonb))
                 where organization_id = :organization and import_id = :import and number > :after and number <= :last and outcome = 'new'
                   and role_id is not null and role_id <> all (:roles::uuid[])
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .param("roles", roles.stream().map(RoleId::value).toArray(UUID[]::new))
                .update();
    }

    /** Finds values that the trigger {@code member_attribute_fits} would refuse: what their attribute is was changed. */
    int missValues(OrganizationId organization, ImportId id, int after, int last) {
        return jdbc.sql("""
                with missing as (
                     select r.number, jsonb_agg(jsonb_build_object('field', 'attribute.' || a.id, 'value', value, 'code', 'imports.row.gone',
                                'arguments', '[]'::jsonb)) as problems
                       from import_run i
                      cross join lateral unnest(i.attribute_ids) with ordinality as given (id, place)
                       join attribute a on a.organization_id = i.organization_id and a.id = given.id
                       join import_row r on r.organization_id = i.organization_id and r.import_id = i.id
                      cross join lateral (select r.attribute_values[given.place] as value) as said
                      where i.organization_id = :organization and i.id = :import and r.number > :after and r.number <= :last
                        and r.outcome = 'new' and value is not null
                        and not case a.kind
                            when 'number' then value ~ '^-?[0-9]+(\\.[0-9]+)?$'
                            when 'date' then value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                            when 'yes_no' then value in ('true', 'false')
                            when 'choice' then value = any (a.choices)
                            else true end
                      group by r.number)
                update import_row r set outcome = 'wrong', problems = m.problems
                  from missing m where r.organization_id = :organization and r.import_id = :import and r.number = m.number
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .update();
    }

    /** Finds rows that say of somebody new what only one person can have, and a row before them says too. */
    void repeat(OrganizationId organization, ImportId id) {
        for (var twice : repeated(organization, id)) repeat(organization, id, twice);
    }

    /** Of what a value stands in several rows, or seems to: short hashes are counted, all of them in one look at the rows. */
    private List<Twice> repeated(OrganizationId organization, ImportId id) {
        var counted = UNIQUE.stream()
                .map(twice -> "count(%1$s) > count(distinct hashtextextended((%1$s)::text, 0))".formatted(twice.key()))
                .collect(Collectors.joining(", "));
        var found = jdbc.sql(
                        "select array[%s] from import_row where organization_id = :organization and import_id = :import and outcome = 'new'"
                                .formatted(counted))
                .param("organization", organization.value())
                .param("import", id.value())
                .query((row, n) -> (Boolean[]) row.getArray(1).getArray())
                .single();
        return IntStream.range(0, UNIQUE.size())
                .filter(kind -> found[kind])
                .mapToObj(UNIQUE::get)
                .toList();
    }

    private void repeat(OrganizationId organization, ImportId id, Twice twice) {
        jdbc.sql("""
                with repeated as materialized (
                     select %1$s as key, min(number) as first from import_row
                      where organization_id = :organization and import_id = :import and outcome = 'new' and %1$s is not null
                      group by 1 having count(*) > 1)
                update import_row r
                   set outcome = 'wrong',
                       problems = jsonb_build_array(jsonb_build_object('field', :field::text, 'value', %2$s, 'code', :code::text,
                           'arguments', jsonb_build_array(t.first)))
                  from repeated t
                 where r.organization_id = :organization and r.import_id = :import and r.outcome = 'new' and r.number > t.first
                   and %1$s = t.key
                """.formatted(twice.key(), twice.shown()))
                .param("field", twice.field())
                .param("code", twice.code())
                .param("organization", organization.value())
                .param("import", id.value())
                .update();
    }

    /** The same of some rows with values of unique attributes. Returns how many those are. */
    int repeatValues(OrganizationId organization, ImportId id, int after, int last) {
        return jdbc.sql("""
                with given as materialized (
                     select r.number, a.id as attribute, value,
                            first_value(r.number) over (partition by a.id, identity_key(value) order by r.number) as first
                       from import_run i
                      cross join lateral unnest(i.attribute_ids) with ordinality as given (id, place)
                       join attribute a on a.organization_id = i.organization_id and a.id = given.id and a.unique_values
                       join import_row r on r.organization_id = i.organization_id and r.import_id = i.id
                      cross join lateral (select r.attribute_values[given.place] as value) as said
                      where i.organization_id = :organization and i.id = :import and r.outcome = 'new' and value is not null)
                update import_row r
                   set outcome = 'wrong',
                       problems = jsonb_build_array(jsonb_build_object('field', 'attribute.' || g.attribute, 'value', g.value,
                           'code', 'imports.row.twice.value', 'arguments', jsonb_build_array(g.first)))
                  from given g
                 where g.first < g.number and g.number > :after and g.number <= :last
                   and r.organization_id = :organization and r.import_id = :import and r.number = g.number
                """)
                .param("organization", organization.value())
                .param("import", id.value())
                .param("after", after)
                .param("last", last)
                .update();
    }
}
