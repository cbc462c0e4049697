-- Adds to what members.sql made: departments, job profiles, and attributes with values, for everybody of :organization. Run by bench/export.

insert into department (organization_id, name, created_at) select :organization::uuid, 'Division ' || n, now() from generate_series(1, 20) n;

insert into department (organization_id, parent_id, name, created_at)
select organization_id, id, 'Unit ' || n, now() from department cross join generate_series(1, 10) n;

insert into job_profile (organization_id, name, created_at) select :organization::uuid, 'Profile ' || n, now() from generate_series(1, 50) n;

insert into attribute (organization_id, name, kind, required, unique_values, shown, editable, position, created_at)
values (:organization::uuid, 'Cost centre', 'text', false, false, false, false, 1, now()),
       (:organization::uuid, 'Shoe size', 'number', false, false, false, false, 2, now());

alter table member disable trigger user;

with departments as (select array_agg(id) as ids from department), profiles as (select array_agg(id) as ids from job_profile)
update member m
   set department_id = d.ids[1 + abs(hashtext(m.id::text)) % 220], job_profile_id = p.ids[1 + abs(hashtext(m.id::text)) % 50],
       username = 'u' || m.id, universal_identifier = 'E' || m.id
  from departments d, profiles p
 where m.organization_id = :organization::uuid;

alter table member enable trigger user;

insert into member_attribute (organization_id, member_id, attribute_id, value)
select m.organization_id, m.id, a.id, 1000 + abs(hashtext(m.id::text)) % 9000
  from member m join attribute a on a.organization_id = m.organization_id
 where a.position = 1 or hashtext(m.id::text) % 2 = 0;

vacuum analyze member;

vacuum analyze member_attribute;
