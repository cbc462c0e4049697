-- Who may do what, where: the catalogue, roles, scopes, grants with an end, teams (ROL, TEA, ORG-2).
-- Why it is built so: docs/decisions/0010-permissions.md.

-- ---------------------------------------------------------------- the catalogue

-- What can be allowed. Data, because applications add sections of their own; the product's own keys stand in access.Permission too.
create table permission (
    key             text primary key check (key ~ '^[a-z_]+:[a-z_]+$'),
    section         text not null,
    feature         text not null,
    -- The narrowest kind of scope at which it means anything: members are invited to organizations, not to repositories.
    scope_kind      text not null check (scope_kind in ('organization', 'hub', 'repository')),
    -- Whether holding it makes somebody an administrator of sorts.
    administrative  boolean not null,
    -- Whether every active member holds it, whatever their roles (MEM-2).
    everybody       boolean not null,
    position        integer not null unique
);

insert into permission (key, section, feature, scope_kind, administrative, everybody, position) values
    ('members:read',        'people',       'members',      'organization', false, true,  110),
    ('members:invite',      'people',       'members',      'organization', true,  false, 120),
    ('members:export',      'people',       'members',      'organization', true,  false, 130),
    ('members:deactivate',  'people',       'members',      'organization', true,  false, 140),
    ('members:remove',      'people',       'members',      'organization', true,  false, 150),
    ('teams:read',          'people',       'teams',        'organization', false, true,  210),
    ('teams:create',        'people',       'teams',        'hub',          true,  false, 220),
    ('teams:edit',          'people',       'teams',        'organization', true,  false, 230),
    ('teams:onboard',       'people',       'teams',        'organization', true,  false, 240),
    ('roles:read',          'access',       'roles',        'organization', false, true,  310),
    ('roles:assign',        'access',       'roles',        'hub',          true,  false, 320),
    ('roles:edit',          'access',       'roles',        'organization', true,  false, 330),
    ('hubs:read',           'content',      'hubs',         'organization', false, true,  410),
    ('hubs:view',           'content',      'hubs',         'hub',          false, false, 420),
    ('hubs:manage',         'content',      'hubs',         'organization', true,  false, 430),
    ('repositories:view',   'content',      'repositories', 'repository',   false, false, 510),
    ('content:create',      'content',      'repositories', 'repository',   false, false, 520),
    ('content:edit',        'content',      'repositories', 'repository',   false, false, 530),
    ('content:publish',     'content',      'repositories', 'repository',   false, false, 540),
    ('usage:read',          'organization', 'usage',        'organization', true,  false, 610),
    ('audit:read',          'organization', 'audit',        'organization', true,  false, 620),
    ('settings:edit',       'organization', 'settings',     'organization', true,  false, 630);

-- How narrow a kind of place is, the widest first.
create function scope_rank(kind text) returns integer
    language sql immutable parallel safe
    return array_position(array['organization', 'hub', 'repository'], kind);

-- ---------------------------------------------------------------- roles

-- How high a role stands, the highest first: what lists show and sort by, and the badge in the header says.
create function level_rank(level text) returns integer
    language sql immutable parallel safe
    return array_position(array['organization_admin', 'hub_admin', 'other_admin', 'member'], level);

-- The roles that every organization has (ROL-1). A release that changes one changes the organizations' copies with it.
create table predefined_role (
    key          text primary key,
    level        text not null check (level_rank(level) is not null),
    scope_kinds  text[] not null,
    permissions  text[] not null,
    position     integer not null unique
);

insert into predefined_role (key, level, scope_kinds, permissions, position)
select 'organization_admin', 'organization_admin', array['organization'], array_agg(key order by position), 1 from permission;

insert into predefined_role (key, level, scope_kinds, permissions, position) values
    ('community_admin',      'other_admin', array['organization'],
     array['members:read', 'members:export', 'members:deactivate', 'members:remove', 'teams:read', 'teams:create', 'teams:edit', 'roles:read', 'hubs:read', 'usage:read'], 2),
    ('hub_admin',            'hub_admin', array['hub'],
     array['teams:create', 'roles:assign', 'hubs:view', 'repositories:view', 'content:create', 'content:edit', 'content:publish'], 3),
    ('member',               'member', array['organization'], array['members:read', 'teams:read', 'roles:read', 'hubs:read'], 4),
    ('hub_viewer',           'member', array['hub', 'organization'], array['hubs:view', 'repositories:view'], 5),
    ('repository_viewer',    'member', array['repository', 'hub', 'organization'], array['repositories:view'], 6),
    ('repository_author',    'member', array['repository', 'hub', 'organization'], array['repositories:view', 'content:create'], 7),
    ('repository_editor',    'member', array['repository', 'hub', 'organization'], array['repositories:view', 'content:create', 'content:edit'], 8),
    ('repository_publisher', 'member', array['repository', 'hub', 'organization'], array['repositories:view', 'content:create', 'content:edit', 'content:publish'], 9);

create table role (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    predefined       text references predefined_role (key),
    name             text check (name <> '' and length(name) <= 100),
    name_key         text collate "C" generated always as (fold(name)) stored,
    description      text not null default '' check (length(description) <= 500),
    level            text not null check (level_rank(level) is not null),
    -- Where it may be given; follows from what it holds.
    scope_kinds      text[] not null check (cardinality(scope_kinds) > 0),
    permissions      text[] not null,
    created_by       uuid,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    check ((predefined is null) = (name is not null))
);
create unique index role_predefined on role (organization_id, predefined) where predefined is not null;
create unique index role_name on role (organization_id, lower(normalize(name, NFKC))) where name is not null;

-- ---------------------------------------------------------------- scopes

-- A place where roles are given: the organization itself, its hubs, their repositories, and what applications add.
create table scope (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    kind             text not null check (kind ~ '^[a-z][a-z_]*$'),
    parent_id        uuid,
    -- Itself first, then what it lies in, up to the organization: a grant anywhere on the path holds here (ROL-2).
    path             uuid[] not null,
    archived_at      timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, parent_id) references scope (organization_id, id),
    check (path[1] = id and path[cardinality(path)] = organization_id)
);
create index scope_parent on scope (organization_id, parent_id, id);

create table hub (
    organization_id  uuid not null,
    id               uuid not null,
    name             text not null check (name <> '' and length(name) <= 100),
    name_key         text collate "C" not null generated always as (fold(name)) stored,
    created_by       uuid,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, id) references scope (organization_id, id)
);
create unique index hub_name on hub (organization_id, lower(normalize(name, NFKC)));
create index hub_by_name on hub (organization_id, name_key, id);

create table repository (
    organization_id  uuid not null,
    id               uuid not null,
    hub_id           uuid not null,
    name             text not null check (name <> '' and length(name) <= 100),
    name_key         text collate "C" not null generated always as (fold(name)) stored,
    created_by       uuid,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, id) references scope (organization_id, id),
    foreign key (organization_id, hub_id) references hub (organization_id, id)
);
create unique index repository_name on repository (organization_id, hub_id, lower(normalize(name, NFKC)));
create index repository_by_name on repository (organization_id, hub_id, name_key, id);

-- An organization is born with its own scope and the predefined roles, whichever way it comes about.
create function organization_begins() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into scope (organization_id, id, kind, path) values (new.id, new.id, 'organization', array[new.id]);
    insert into role (organization_id, predefined, level, scope_kinds, permissions, created_at)
    select new.id, key, level, scope_kinds, permissions, new.created_at from predefined_role order by position;
    return null;
end $$;
create trigger organization_begins after insert on organization for each row execute function organization_begins();

insert into scope (organization_id, id, kind, path) select id, id, 'organization', array[id] from organization;
insert into role (organization_id, predefined, level, scope_kinds, permissions, created_at)
select o.id, p.key, p.level, p.scope_kinds, p.permissions, o.created_at from organization o cross join predefined_role p order by o.id, p.position;

-- ---------------------------------------------------------------- teams

-- What grants hang on: a member, or a team.
alter table permission_subject add column kind text not null default 'member' check (kind in ('member', 'team'));

create table team (
    organization_id  uuid not null,
    -- Its own permission subject.
    id               uuid not null,
    name             text not null check (name <> '' and length(name) <= 100),
    name_key         text collate "C" not null generated always as (fold(name)) stored,
    onboarding       boolean not null default false,
    -- How many it has, kept by the triggers of team_member.
    members          integer not null default 0,
    created_by       uuid,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, id) references permission_subject (organization_id, id) on delete cascade
);
create unique index team_name on team (organization_id, lower(normalize(name, NFKC)));
create index team_by_name on team (organization_id, name_key, id);
create index team_onboarding on team (organization_id, id) where onboarding;

create table team_member (
    organization_id  uuid not null,
    team_id          uuid not null,
    subject_id       uuid not null,
    added_by         uuid,
    added_at         timestamptz not null,
    primary key (organization_id, team_id, subject_id),
    foreign key (organization_id, team_id) references team (organization_id, id) on delete cascade,
    foreign key (organization_id, subject_id) references permission_subject (organization_id, id) on delete cascade
);
create index team_member_subject on team_member (organization_id, subject_id, team_id);

create function team_members_follow() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        update team t set members = t.members + c.many
          from (select organization_id, team_id, count(*) as many from entered group by 1, 2) c
         where t.organization_id = c.organization_id and t.id = c.team_id;
    else
        update team t set members = t.members - c.many
          from (select organization_id, team_id, count(*) as many from left_behind group by 1, 2) c
         where t.organization_id = c.organization_id and t.id = c.team_id;
    end if;
    return null;
end $$;
create trigger team_members_insert after insert on team_member referencing new table as entered
    for each statement execute function team_members_follow();
create trigger team_members_delete after delete on team_member referencing old table as left_behind
    for each statement execute function team_members_follow();

-- ---------------------------------------------------------------- grants

alter table role_grant
    add column role_id uuid,
    add column scope_id uuid,
    add column expires_at timestamptz,
    -- Set once the end is past: from then on it counts for nothing and is only shown.
    add column ended_at timestamptz;
update role_grant g set role_id = r.id, scope_id = g.organization_id
  from role r where r.organization_id = g.organization_id and r.predefined = g.role;
drop index role_grant_admins;
alter table role_grant
    drop column role,
    alter column role_id set not null,
    alter column scope_id set not null,
    add foreign key (organization_id, role_id) references role (organization_id, id),
    add foreign key (organization_id, scope_id) references scope (organization_id, id);
create unique index role_grant_held on role_grant (organization_id, subject_id, scope_id, role_id);
create index role_grant_scope on role_grant (organization_id, scope_id, id);
create index role_grant_role on role_grant (organization_id, role_id, subject_id);
create index role_grant_expiry on role_grant (expires_at) where expires_at is not null and ended_at is null;

-- ---------------------------------------------------------------- what new people get

-- Teams and roles promised to somebody who is not in yet, and who promised them; checked once more on the day (ROL-3, INV-2).
alter table initial_permission rename to old_initial_permission;
create table initial_permission (
    organization_id  uuid not null,
    id               uuid not null default uuidv7(),
    member_id        uuid not null,
    team_id          uuid,
    role_id          uuid,
    scope_id         uuid,
    expires_at       timestamptz,
    given_by         uuid,
    primary key (organization_id, id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade,
    foreign key (organization_id, team_id) references team (organization_id, id) on delete cascade,
    foreign key (organization_id, role_id) references role (organization_id, id),
    foreign key (organization_id, scope_id) references scope (organization_id, id),
    check ((team_id is null) = (role_id is not null)),
    check ((role_id is null) = (scope_id is null))
);
create index initial_permission_member on initial_permission (organization_id, member_id);
create index initial_permission_team on initial_permission (organization_id, team_id) where team_id is not null;
create index initial_permission_role on initial_permission (organization_id, role_id) where role_id is not null;
insert into initial_permission (organization_id, member_id, role_id, scope_id, given_by)
select i.organization_id, i.member_id, r.id, i.organization_id, i.given_by
  from old_initial_permission i join role r on r.organization_id = i.organization_id and r.predefined = i.role;
drop table old_initial_permission;

-- ---------------------------------------------------------------- the second wall

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['role', 'scope', 'hub', 'repository', 'team', 'team_member', 'initial_permission'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app}', tenant_table);
    end loop;
end $$;
grant select on permission, predefined_role to ${app};

-- For the job that notes the end of grants: which organizations have any, and nothing else.
create function organizations_with_expired_grants(at timestamptz) returns table (organization_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct g.organization_id from role_grant g where g.ended_at is null and g.expires_at <= at;
    end;
revoke all on function organizations_with_expired_grants(timestamptz) from public;
grant execute on function organizations_with_expired_grants(timestamptz) to ${app};
