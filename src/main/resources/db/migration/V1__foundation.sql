-- The foundation. Every tenant table's key begins with organization_id, every foreign key between tenant tables carries it,
-- and row-level security hides every organization but the transaction's own. The application connects as ${app}, which owns nothing.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists unaccent;

-- PostgreSQL 18 makes ids that grow with time by itself; 16 and 17 get the same from here (RFC 9562, section 5.7).
do $$ begin
    if to_regproc('pg_catalog.uuidv7') is null then
        create function uuidv7() returns uuid language sql volatile parallel safe
            return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid;
    end if;
end $$;

-- What the running transaction works for; null where nothing was entered, and then no tenant row is seen.
create function current_organization() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('gatehouse.organization', true), '')::uuid;

-- The one folding of names and addresses for search and sorting: case, accents and compatibility forms do not matter (MEM-2).
-- unaccent() is only "stable" because its dictionary could be changed; ours never is.
create function fold(words text) returns text
    language sql immutable strict parallel safe
    return lower(unaccent('unaccent'::regdictionary, normalize(words, NFKC)));

-- ---------------------------------------------------------------- organizations

create table organization (
    id                uuid primary key default uuidv7(),
    slug              text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$'),
    name              text not null check (name <> '' and length(name) <= 120),
    brand_color       text not null default '#066fd1' check (brand_color ~ '^#[0-9a-f]{6}$'),
    sender_name       text check (length(sender_name) <= 120),
    -- Names the picture by its content, so that its address may be kept by browsers for ever.
    logo              text,
    default_language  text not null default 'en',
    invitation_days   integer not null default 7 check (invitation_days between 1 and 30),
    password_minimum  integer not null default 15 check (password_minimum between 8 and 64),
    seats_allowed     integer check (seats_allowed >= 0),
    seats_used        integer not null default 0 check (seats_used >= 0),
    suspended_at      timestamptz,
    created_at        timestamptz not null,
    constraint seats_never_exceeded check (seats_used <= seats_allowed)
);

create table organization_logo (
    organization_id  uuid primary key references organization (id),
    png              bytea not null,
    changed_at       timestamptz not null
);

-- The seats in use at the end of each month and at its highest, kept under the same lock as the counter (ORG-5).
create table seat_month (
    organization_id  uuid not null references organization (id),
    month            date not null,
    in_use           integer not null,
    peak             integer not null,
    primary key (organization_id, month)
);

-- ---------------------------------------------------------------- accounts

create table account (
    id                  uuid primary key default uuidv7(),
    first_name          text not null default '',
    last_name           text not null default '',
    language            text not null default 'en',
    time_zone           text not null default 'UTC',
    password_hash       text,
    credential_version  integer not null default 0,
    last_sign_in_at     timestamptz,
    created_at          timestamptz not null
);

-- One verified address belongs to one account; addresses that nobody proved yet may stand with several.
create table account_email (
    account_id   uuid not null references account (id) on delete cascade,
    email        text not null,
    email_key    text not null,
    verified_at  timestamptz,
    created_at   timestamptz not null,
    primary key (account_id, email_key)
);
create unique index account_email_verified on account_email (email_key) where verified_at is not null;
create index account_email_key on account_email (email_key);

-- The people who run the installation (ORG-7); being one gives no access to any organization's people.
create table operator (
    account_id  uuid primary key references account (id),
    since       timestamptz not null
);

create table session (
    secret_hash   bytea primary key check (length(secret_hash) = 32),
    id            uuid not null unique default uuidv7(),
    account_id    uuid not null references account (id) on delete cascade,
    address       text not null,
    user_agent    text not null,
    created_at    timestamptz not null,
    last_used_at  timestamptz not null,
    expires_at    timestamptz not null
);
create index session_account on session (account_id);
create index session_expiry on session (expires_at);

-- ---------------------------------------------------------------- secrets and limits

-- Links and codes: only the hash is stored; binding is a digest of what the secret stands or falls with (address, credential version).
create table one_time_secret (
    secret_hash      bytea primary key check (length(secret_hash) = 32),
    purpose          text not null,
    organization_id  uuid not null,
    subject_id       uuid not null,
    binding          bytea not null,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    used_at          timestamptz,
    replaced_at      timestamptz
);
create index one_time_secret_subject on one_time_secret (subject_id, purpose);
create index one_time_secret_expiry on one_time_secret (expires_at);

-- Guesses and floods, counted for all processes together. The key is a digest, never an address or a name.
create table limit_window (
    key      bytea primary key check (length(key) = 32),
    taken    integer not null,
    ends_at  timestamptz not null
);
create index limit_window_end on limit_window (ends_at);

-- ---------------------------------------------------------------- access

create table permission_subject (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    active           boolean not null default false,
    primary key (organization_id, id)
);

create table role_grant (
    organization_id  uuid not null,
    id               uuid not null default uuidv7(),
    subject_id       uuid not null,
    role             text not null check (role in ('organization_admin', 'member')),
    granted_by       uuid,
    granted_at       timestamptz not null,
    primary key (organization_id, id),
    unique (organization_id, subject_id, role),
    foreign key (organization_id, subject_id) references permission_subject (organization_id, id) on delete cascade
);
create index role_grant_admins on role_grant (organization_id, subject_id) where role = 'organization_admin';

-- ---------------------------------------------------------------- members

create table member (
    organization_id        uuid not null references organization (id),
    id                     uuid not null default uuidv7(),
    subject_id             uuid not null,
    account_id             uuid references account (id),
    status                 text not null check (status in ('CREATED', 'INVITED', 'REGISTERING', 'REGISTERED', 'BLOCKED', 'TERMINATED')),
    source                 text not null default 'password' check (source in ('password', 'sso')),
    first_name             text not null default '' check (length(first_name) <= 100),
    last_name              text not null default '' check (length(last_name) <= 100),
    email                  text check (length(email) <= 254),
    username               text check (length(username) <= 100),
    phone                  text check (length(phone) <= 20),
    universal_identifier   text check (length(universal_identifier) <= 100),
    language               text not null default 'en',
    -- Carried for lists, search, filters and export, kept right by the room that owns the fact.
    role                   text check (role in ('organization_admin', 'member')),
    invitation_expires_at  timestamptz,
    handed_over            boolean not null default false,
    last_active_at         timestamptz,
    created_at             timestamptz not null,
    status_changed_at      timestamptz not null,
    email_key              text generated always as (lower(normalize(email, NFKC))) stored,
    primary key (organization_id, id),
    foreign key (organization_id, subject_id) references permission_subject (organization_id, id)
);
create unique index member_email on member (organization_id, email_key) where source = 'password';
create unique index member_account on member (organization_id, account_id) where account_id is not null;
-- Finds the member of a subject for the log; and without it, removing a subject would read every member.
create index member_subject on member (organization_id, subject_id);
create index member_of_account on member (account_id) where account_id is not null;

-- How many members stand where: exact counts without counting (MEM-1, MEM-3, ORG-5). Kept by statement triggers, in one lock order.
create table member_tally (
    organization_id  uuid not null references organization (id),
    status           text not null,
    source           text not null,
    role             text not null,
    members          bigint not null,
    primary key (organization_id, status, source, role)
);

create function member_tally_follow() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into member_tally (organization_id, status, source, role, members)
        select organization_id, status, source, role, sum(delta)
          from (select organization_id, status, source, coalesce(role, '') as role, 1 as delta from entered
                union all
                select organization_id, status, source, coalesce(role, ''), -1 from left_behind) moved
         group by organization_id, status, source, role
        having sum(delta) <> 0
         order by organization_id, status, source, role
            on conflict (organization_id, status, source, role)
            do update set members = member_tally.members + excluded.members;
    elsif tg_op = 'INSERT' then
        insert into member_tally (organization_id, status, source, role, members)
        select organization_id, status, source, coalesce(role, ''), count(*) from entered
         group by 1, 2, 3, 4
         order by 1, 2, 3, 4
            on conflict (organization_id, status, source, role)
            do update set members = member_tally.members + excluded.members;
    else
        insert into member_tally (organization_id, status, source, role, members)
        select organization_id, status, source, coalesce(role, ''), -count(*) from left_behind
         group by 1, 2, 3, 4
         order by 1, 2, 3, 4
            on conflict (organization_id, status, source, role)
            do update set members = member_tally.members + excluded.members;
    end if;
    return null;
end $$;

create trigger member_tally_insert after insert on member referencing new table as entered
    for each statement execute function member_tally_follow();
create trigger member_tally_update after update on member referencing new table as entered old table as left_behind
    for each statement execute function member_tally_follow();
create trigger member_tally_delete after delete on member referencing old table as left_behind
    for each statement execute function member_tally_follow();

-- ---------------------------------------------------------------- admission and invitations

-- What a member gets on becoming REGISTERED, and who gave it; checked once more then (ROL-3).
create table initial_permission (
    organization_id  uuid not null,
    member_id        uuid not null,
    role             text not null check (role in ('organization_admin', 'member')),
    given_by         uuid,
    primary key (organization_id, member_id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade
);

create table invitation (
    organization_id  uuid not null,
    member_id        uuid not null,
    channel          text not null check (channel in ('email', 'link')),
    invited_by       uuid,
    sent_at          timestamptz not null,
    expires_at       timestamptz not null,
    accepted_at      timestamptz,
    primary key (organization_id, member_id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade
);

-- ---------------------------------------------------------------- messages

create table message (
    organization_id  uuid not null,
    id               uuid not null default uuidv7(),
    template         text not null,
    language         text not null,
    member_id        uuid,
    account_id       uuid references account (id) on delete cascade,
    address          text not null,
    -- What fills the template, links included, encrypted by the master key and erased once sent.
    parameters       bytea,
    state            text not null default 'QUEUED' check (state in ('QUEUED', 'SENT', 'FAILED', 'EXPIRED')),
    attempts         integer not null default 0,
    problem          text,
    created_at       timestamptz not null,
    sent_at          timestamptz,
    expires_at       timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade
);
create index message_member on message (organization_id, member_id, id);
create index message_account on message (account_id) where account_id is not null;

-- ---------------------------------------------------------------- what happened

-- One row a change. No names and no addresses here: who is meant stands in pseudonymous ids, so that people can be forgotten.
create table event (
    organization_id  uuid not null,
    id               uuid not null default uuidv7(),
    at               timestamptz not null,
    kind             text not null,
    actor_account    uuid,
    actor_member     uuid,
    target_kind      text not null,
    target_id        uuid not null,
    detail           jsonb not null default '{}',
    origin_digest    bytea not null,
    primary key (organization_id, id)
);
create index event_target on event (organization_id, target_id, id);
create index event_kind on event (organization_id, kind, id);
-- Who did what kind of thing, newest first: one ordered range per kind, whichever kinds are asked for.
create index event_actor_kind on event (organization_id, actor_member, kind, id);

-- From where; erasable, and therefore outside of the chain, which holds only its salted digest.
create table event_origin (
    organization_id  uuid not null,
    event_id         uuid not null,
    salt             bytea not null,
    address          text not null,
    user_agent       text not null,
    primary key (organization_id, event_id)
);

-- What to call members who were removed and are not in the member table any more; erased when they are forgotten.
create table former_member (
    organization_id  uuid not null,
    member_id        uuid not null,
    label            text not null,
    removed_at       timestamptz not null,
    primary key (organization_id, member_id)
);

create table event_chain (
    organization_id  uuid not null,
    position         bigint not null,
    event_id         uuid not null,
    hash             bytea not null check (length(hash) = 32),
    primary key (organization_id, position),
    unique (organization_id, event_id)
);

-- Events that the chaining job has yet to take; ids only, read across organizations.
create table event_unchained (
    organization_id  uuid not null,
    event_id         uuid not null,
    primary key (organization_id, event_id)
);

-- ---------------------------------------------------------------- jobs (the table of db-scheduler 16)

create table scheduled_tasks (
    task_name             text not null,
    task_instance         text not null,
    task_data             bytea,
    execution_time        timestamptz not null,
    picked                boolean not null,
    picked_by             text,
    last_success          timestamptz,
    last_failure          timestamptz,
    consecutive_failures  integer,
    last_heartbeat        timestamptz,
    version               bigint not null,
    priority              smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
create index scheduled_tasks_priority on scheduled_tasks (priority desc, execution_time asc);

-- ---------------------------------------------------------------- the second wall

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['organization_logo', 'seat_month', 'permission_subject', 'role_grant', 'member', 'member_tally',
            'initial_permission', 'invitation', 'message', 'event', 'event_origin', 'event_chain', 'former_member'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
    end loop;
end $$;

-- The few doors through the wall: each is a function of the owner, and gives no more than its name says.

-- The organizations that an account is a member of, for the switcher and for sign-in.
create function memberships_of(account uuid)
    returns table (organization_id uuid, slug text, name text, brand_color text, suspended boolean, member_id uuid, subject_id uuid, status text, role text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.id, o.slug, o.name, o.brand_color, o.suspended_at is not null, m.id, m.subject_id, m.status, m.role
          from member m join organization o on o.id = m.organization_id
         where m.account_id = account
         order by o.name, o.id;
    end;
revoke all on function memberships_of(uuid) from public;

grant usage on schema public to ${app};
grant execute on function memberships_of(uuid) to ${app};
grant select, insert, update, delete on
    organization, organization_logo, seat_month, account, account_email, operator, session, one_time_secret, limit_window,
    permission_subject, role_grant, member, member_tally, initial_permission, invitation, message, former_member, scheduled_tasks to ${app};
grant select, insert on event, event_chain to ${app};
grant select, insert, delete on event_origin, event_unchained to ${app};
