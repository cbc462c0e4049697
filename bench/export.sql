-- Puts everybody whom members.sql made into what structure.sql made, and gives them values of two attributes. Run by bench/export.

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
