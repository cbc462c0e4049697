-- Adds to what members.sql made: 100 hubs with :repositories repositories, :teams teams with about three of them a member and two roles
-- each, and :crowded members in 200 teams. Run by AccessBench.

alter table team_member disable trigger user;

alter table role_grant disable trigger user;

create unlogged table bench_hub as select uuidv7() as id, n from generate_series(1, 100) n;

insert into scope (organization_id, id, kind, parent_id, path)
select :organization::uuid, id, 'hub', :organization::uuid, array[id, :organization::uuid] from bench_hub;

insert into hub (organization_id, id, name, created_at) select :organization::uuid, id, 'Bench hub ' || n, now() from bench_hub;

create unlogged table bench_repository as
select uuidv7() as id, h.id as hub_id, r.n from generate_series(1, :repositories) r (n) join bench_hub h on h.n = 1 + r.n % 100;

insert into scope (organization_id, id, kind, parent_id, path)
select :organization::uuid, id, 'repository', hub_id, array[id, hub_id, :organization::uuid] from bench_repository;

insert into repository (organization_id, id, hub_id, name, created_at)
select :organization::uuid, id, hub_id, 'Bench repository ' || n, now() from bench_repository;

create unlogged table bench_crew as select uuidv7() as id, n from generate_series(1, :teams) n;

insert into permission_subject (organization_id, id, active, kind) select :organization::uuid, id, true, 'team' from bench_crew;

insert into team (organization_id, id, name, created_at) select :organization::uuid, id, 'Bench team ' || n, now() from bench_crew;

create unlogged table bench_subject as
select subject_id, row_number() over (order by subject_id) as n from member where organization_id = :organization::uuid and status = 'REGISTERED';

insert into team_member (organization_id, team_id, subject_id, added_at)
select :organization::uuid, c.id, s.subject_id, now()
  from bench_subject s cross join generate_series(0, 2) k join bench_crew c on c.n = 1 + (s.n * 7919 + k * 104729) % :teams
    on conflict do nothing;

insert into team_member (organization_id, team_id, subject_id, added_at)
select :organization::uuid, c.id, s.subject_id, now()
  from bench_subject s join bench_crew c on c.n <= 200 where s.n <= :crowded
    on conflict do nothing;

update team t set members = c.many
  from (select team_id, count(*) as many from team_member where organization_id = :organization::uuid group by 1) c
 where t.organization_id = :organization::uuid and t.id = c.team_id;

insert into role_grant (organization_id, subject_id, scope_id, role_id, granted_at)
select :organization::uuid, c.id, r.id, role.id, now()
  from bench_crew c cross join generate_series(0, 1) k join bench_repository r on r.n = 1 + (c.n * 31 + k * 4999) % :repositories
  join role on role.organization_id = :organization::uuid and role.predefined = case k when 0 then 'repository_editor' else 'repository_viewer' end
    on conflict do nothing;

alter table team_member enable trigger user;

alter table role_grant enable trigger user;

drop table bench_hub, bench_crew, bench_repository;

vacuum analyze team_member;

vacuum analyze role_grant;

vacuum analyze scope;

vacuum analyze permission_subject;
