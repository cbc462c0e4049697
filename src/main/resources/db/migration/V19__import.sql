-- Importing people from a spreadsheet (CRE-4). Why it is built so: docs/decisions/0017-import.md.

create table import_run (
    organization_id    uuid not null references organization (id),
    id                 uuid not null default uuidv7(),
    created_by         uuid not null,
    state              text not null default 'UPLOADED'
                       check (state in ('UPLOADED', 'READING', 'CHECKING', 'READY', 'APPLYING', 'SENDING', 'DONE', 'CANCELLED', 'FAILED')),
    -- Why it failed: the code of a text, and what fills it.
    failure            text,
    failure_arguments  jsonb not null default '[]',
    file_name          text not null check (length(file_name) <= 200),
    -- The language of whoever imports: how numbers and dates are written in the file.
    language           text not null,
    header             text[] not null,
    -- For each column what it is of a person; empty for one that is left out.
    fields             text[] not null default '{}',
    -- The attributes whose values stand in import_row.attribute_values, in their order.
    attribute_ids      uuid[] not null default '{}',
    activation         text not null default 'none' check (activation in ('none', 'links', 'code')),
    -- What one-time passwords are made from that nobody wrote into the file, sealed by the master key; gone once their list was fetched.
    code_secret        bytea,
    -- Which text the importer says that the people agreed to (PRI-3); null before the import was confirmed.
    consent_version    integer check (consent_version >= 0),
    -- The number of the last row that is staged, and that of the last one that was written to: each changes in the transaction of the work
    -- itself, so that whoever takes the job up again goes on exactly there.
    read_to            integer not null default 0,
    sent_to            integer not null default 0,
    -- How many rows the file has as far as it is read, and what the check found.
    total              integer not null default 0,
    fresh              integer not null default 0,
    present            integer not null default 0,
    wrong              integer not null default 0,
    -- How many of the new ones take a seat, because a way in is opened for them.
    seats              integer not null default 0,
    -- How many get a one-time password that nobody wrote into the file.
    codes              integer not null default 0,
    -- Seats taken when it was confirmed, that nobody sits on yet; given back when it ends.
    seats_held         integer not null default 0,
    to_send            integer not null default 0,
    sent               integer not null default 0,
    unsent             integer not null default 0,
    created_at         timestamptz not null,
    -- Since when it is in this state.
    state_at           timestamptz not null,
    finished_at        timestamptz,
    primary key (organization_id, id),
    check ((state in ('DONE', 'CANCELLED', 'FAILED')) = (finished_at is not null)),
    check ((state = 'FAILED') = (failure is not null))
);
-- Two halves of the rows that are applied side by side, each in order: what was applied is behind its cursor.
create table import_lane (
    organization_id  uuid not null,
    import_id        uuid not null,
    lane             integer not null,
    first            integer not null,
    last             integer not null,
    applied_to       integer not null,
    added            integer not null default 0,
    -- Of the run's seats, those that its people sit on.
    seats            integer not null default 0,
    primary key (organization_id, import_id, lane),
    foreign key (organization_id, import_id) references import_run (organization_id, id) on delete cascade
);

create index import_run_recent on import_run (organization_id, created_by, id);

-- The file as it was uploaded, in pieces, sealed by the master key: one-time passwords may stand in it. Whichever process takes the job up
-- reads it from here, and the file of the rows that were wrong is made from it. Goes with the run.
create table import_piece (
    organization_id  uuid not null,
    import_id        uuid not null,
    number           integer not null,
    content          bytea not null,
    primary key (organization_id, import_id, number),
    foreign key (organization_id, import_id) references import_run (organization_id, id) on delete cascade
);
-- What is sealed cannot be made smaller.
alter table import_piece alter column content set storage external;

-- A row of the file as a person to come: read by the rules that every way in has, and what became of it. Without a foreign key to the run,
-- which would be asked a million times; the purge takes both. Erasure: personal data, gone with the run after 7 days, or with it at once.
create table import_row (
    organization_id       uuid not null,
    import_id             uuid not null,
    number                integer not null,
    outcome               text not null check (outcome in ('new', 'present', 'wrong')),
    -- Who they will be. Made while reading, so that a one-time password is kept as no more than what is compared with later.
    member_id             uuid,
    subject_id            uuid,
    -- How a way in is opened: null for none.
    activation            text check (activation in ('email', 'sms', 'email_sms', 'code')),
    first_name            text,
    last_name             text,
    email                 text,
    username              text,
    phone                 text,
    universal_identifier  text,
    language              text,
    currency              text,
    department_id         uuid,
    job_profile_id        uuid,
    user_type_id          uuid,
    partner_id            uuid,
    role_id               uuid,
    attribute_values      text[],
    code_hash             bytea check (length(code_hash) = 32),
    -- By which the same code in two rows is found, where it stands in the file; else it is made from the run's secret.
    code_print            bigint,
    -- The member whom it names, where it is somebody who is there.
    found_id              uuid,
    -- What is wrong: a list of {"field", "value", "code", "arguments"}.
    problems              jsonb,
    -- Why nothing was sent: the code of a text bulk.left_out.<code>.
    unsent                text,
    primary key (organization_id, import_id, number),
    check ((outcome = 'wrong') = (problems is not null)),
    check ((outcome = 'present') = (found_id is not null))
);
create index import_row_noted on import_row (organization_id, import_id, outcome, number) where outcome <> 'new';
create index import_row_unsent on import_row (organization_id, import_id, number) where unsent is not null;

-- What the planner knows of the rows is of before they were there, and joins of a million rows with a million members hang on it.
create function import_rows_read() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    analyze import_row;
end $$;
revoke all on function import_rows_read() from public;
grant execute on function import_rows_read() to ${app};

-- For the purge: which organizations have imports that began before then, and nothing else.
create function organizations_with_imports(before timestamptz) returns table (organization_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct r.organization_id from import_run r where r.created_at < before;
    end;
revoke all on function organizations_with_imports(timestamptz) from public;
grant execute on function organizations_with_imports(timestamptz) to ${app};

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['import_run', 'import_lane', 'import_piece', 'import_row'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app}', tenant_table);
    end loop;
end $$;

-- By which import somebody came, for their history: one event tells of all of them.
alter table member add column import_id uuid;

-- Said by the subject already, which is of the same organization and asks the same of it: a question less for each of a million people.
alter table member drop constraint member_organization_id_fkey;
