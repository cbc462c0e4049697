-- Deactivating people and giving them back what they had (LIF-2), and actions on many members at once (MEM-4).

-- Where a blocked member stood before: activating restores it. Null where nobody noted it.
alter table member add column status_before text check (status_before in ('CREATED', 'INVITED', 'REGISTERING', 'REGISTERED'));
alter table member add constraint member_status_before_of_blocked check (status_before is null or status = 'BLOCKED');

-- One action on many. It has been done to as many of its targets, in their order, as "done" and "left_out" say together: both change in
-- the transaction of the work itself, so that whoever takes the job up again goes on exactly there.
create table bulk_job (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    action           text not null check (action in ('team_creation', 'team_joining', 'team_leaving', 'invitation', 'deactivation', 'removal')),
    -- The teams that it is about, and what they were called then.
    team_ids         uuid[] not null default '{}',
    team_names       text[] not null default '{}',
    created_by       uuid not null,
    state            text not null default 'RUNNING' check (state in ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
    -- Why it failed: the code of a text bulk.failed.<code>.
    failure          text,
    total            integer not null default 0 check (total >= 0),
    done             integer not null default 0 check (done >= 0),
    left_out         integer not null default 0 check (left_out >= 0),
    created_at       timestamptz not null,
    finished_at      timestamptz,
    primary key (organization_id, id),
    check (done + left_out <= total),
    check ((state = 'RUNNING') = (finished_at is null)),
    check ((state = 'FAILED') = (failure is not null))
);
create index bulk_job_own on bulk_job (organization_id, created_by, id);

-- Whom it is about, fixed when it was asked for. No key to members: they may be gone when the report is read.
create table bulk_target (
    organization_id  uuid not null,
    job_id           uuid not null,
    number           integer not null check (number > 0),
    member_id        uuid not null,
    -- Why nothing was done for them: the code of a text bulk.left_out.<code>.
    problem          text,
    primary key (organization_id, job_id, number),
    foreign key (organization_id, job_id) references bulk_job (organization_id, id) on delete cascade
);
create index bulk_target_problem on bulk_target (organization_id, job_id, number) where problem is not null;

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['bulk_job', 'bulk_target'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app}', tenant_table);
    end loop;
end $$;
