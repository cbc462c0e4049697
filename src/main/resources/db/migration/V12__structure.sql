-- What an organization sorts its people by, kept by its admins (ORG-6, CRE-9, TYP-2).

-- An organization can go back to the product's own sentence: that is a version of its own, without a text.
alter table consent_text alter column text drop not null;

-- A branch of the tree is read by name, a page at a time.
create index department_branch on department (organization_id, parent_id, name_key, id);
create index job_profile_name_order on job_profile (organization_id, name_key, id);
create index partner_name_order on partner (organization_id, name_key, id);

-- Who looks after partners: all of them, or those that are named (TYP-1, TYP-2).
create table key_account_manager (
    organization_id  uuid not null,
    member_id        uuid not null,
    entity_wide      boolean not null,
    created_at       timestamptz not null,
    primary key (organization_id, member_id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade
);
create index key_account_manager_entity_wide on key_account_manager (organization_id, member_id) where entity_wide;

create table key_account (
    organization_id  uuid not null,
    partner_id       uuid not null,
    member_id        uuid not null,
    primary key (organization_id, partner_id, member_id),
    foreign key (organization_id, partner_id) references partner (organization_id, id) on delete cascade,
    foreign key (organization_id, member_id) references key_account_manager (organization_id, member_id) on delete cascade
);
create index key_account_member on key_account (organization_id, member_id);

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['key_account_manager', 'key_account'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app}', tenant_table);
    end loop;
end $$;
