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

-- ---------------------------------------------------------------- members, whose room lies above that of the lists

-- What is deleted gives its people to what takes its place, or to nothing.
create function reassign_members(organization uuid, kind text, gone uuid, replacement uuid) returns bigint
    language plpgsql set search_path = public, pg_temp as $$
declare moved bigint;
begin
    case kind
        when 'department' then update member set department_id = replacement where organization_id = organization and department_id = gone;
        when 'job_profile' then update member set job_profile_id = replacement where organization_id = organization and job_profile_id = gone;
        when 'user_type' then update member set user_type_id = replacement where organization_id = organization and user_type_id = gone;
        when 'partner' then update member set partner_id = replacement where organization_id = organization and partner_id = gone;
    end case;
    get diagnostics moved = row_count;
    return moved;
end $$;

-- Holds or frees the values of an attribute as unique ones. Fails with a unique violation where they repeat.
create function hold_attribute_values(organization uuid, attribute uuid, unique_values boolean) returns void
    language plpgsql set search_path = public, pg_temp as $$
begin
    update member_attribute v set unique_key = case when hold_attribute_values.unique_values then lower(normalize(v.value, NFKC)) end
     where v.organization_id = hold_attribute_values.organization and v.attribute_id = hold_attribute_values.attribute;
end $$;

-- A value fits what its attribute is at that moment, whichever way it comes: whoever changes an attribute holds it meanwhile. Where it
-- changed between the check of a form and this, the error is that of a conflict, which makes the whole verb be tried again.
create function member_attribute_fits() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
declare known attribute;
begin
    select * into known from attribute where organization_id = new.organization_id and id = new.attribute_id for key share;
    if not (case known.kind
           when 'number' then new.value ~ '^-?[0-9]+(\.[0-9]+)?$'
           when 'date' then new.value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
           when 'yes_no' then new.value in ('true', 'false')
           when 'choice' then new.value = any (known.choices)
           else true end) then
        raise exception 'the attribute has changed' using errcode = 'serialization_failure';
    end if;
    new.unique_key := case when known.unique_values then lower(normalize(new.value, NFKC)) end;
    return new;
end $$;
create trigger member_attribute_fits before insert or update of value on member_attribute for each row execute function member_attribute_fits();

revoke all on function reassign_members(uuid, text, uuid, uuid), hold_attribute_values(uuid, uuid, boolean) from public;
grant execute on function reassign_members(uuid, text, uuid, uuid), hold_attribute_values(uuid, uuid, boolean) to ${app};
