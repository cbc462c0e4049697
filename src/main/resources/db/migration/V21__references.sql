-- A foreign key asks for each row whether what it refers to is there, and locks it: of a million people who come at once (CRE-4) that took
-- half of the time, for the same few departments and roles again and again. What those tables refer to is asked here once a statement, with
-- the promises of a foreign key. Why it is built so, and what was measured: docs/decisions/0018-references.md.

-- Puts such a reference into the place of a foreign key. Rows that are put must find what they refer to, which is then held until the
-- transaction ends; what is referred to cannot go while somebody refers to it, or takes those along.
create function reference_by_statement(child regclass, referring name, parent regclass, takes_along boolean) returns void
    language plpgsql as $generator$
declare
    prefix text := child || '_' || regexp_replace(referring, '_id$', '');
    tenant text := case when parent = 'organization'::regclass then '' else 'there.organization_id = %s.organization_id and ' end;
    referrers text := format('from %1$s child where child.organization_id = old.%3$s and child.%2$s = old.id',
        child, referring, case when parent = 'organization'::regclass then 'id' else 'organization_id' end);
    door text := 'returns trigger language plpgsql security definer set search_path = public, pg_temp';
    foreign_key name;
begin
    select conname into strict foreign_key from pg_constraint
     where contype = 'f' and conrelid = child and confrelid = parent
       and (select attnum from pg_attribute where attrelid = child and attname = referring) = any (conkey);
    execute format('alter table %s drop constraint %I', child, foreign_key);

    -- Each is looked up by its key, however small the tables were when this was planned.
    execute format($made$
        create function %1$s_refers() %2$s set enable_seqscan = off as $$
        declare
            missing uuid;
        begin
            select (array_agg(asked.id) filter (where held.there is null))[1] into missing
              from (select distinct organization_id, %3$s as id from entered where %3$s is not null) asked
              left join lateral (select true as there from %4$s there where %5$s there.id = asked.id for key share) held on true;
            if missing is not null then
                raise foreign_key_violation using message = '%6$s refers to a %4$s that is not there', detail = missing;
            end if;
            return null;
        end $$;
        create trigger %1$s_refers after insert on %6$s referencing new table as entered for each statement execute function %1$s_refers();
        $made$, prefix, door, referring, parent, format(tenant, 'asked'), child);

    execute format($made$
        create function %1$s_moves() %2$s as $$
        begin
            perform from %4$s there where %5$s there.id = new.%3$s for key share;
            if not found then
                raise foreign_key_violation using message = '%6$s refers to a %4$s that is not there', detail = new.%3$s;
            end if;
            return null;
        end $$;
        create trigger %1$s_moves after update on %6$s for each row
            when (new.%3$s is not null and (new.organization_id, new.%3$s) is distinct from (old.organization_id, old.%3$s))
            execute function %1$s_moves();
        $made$, prefix, door, referring, parent, format(tenant, 'new'), child);

    -- Who refers to it is asked of the moment. A transaction that sees what was when it began would not see who came since.
    execute format($made$
        create function %1$s_lasts() %2$s as $$
        begin
            if current_setting('transaction_isolation') = 'repeatable read' then
                raise feature_not_supported using message = 'a %3$s goes only in a transaction that is read committed or serializable';
            end if;
            %4$s
            return null;
        end $$;
        create trigger %1$s_lasts after delete on %3$s for each row execute function %1$s_lasts();
        create trigger %1$s_stays after update on %3$s for each row when (old.id <> new.id %5$s) execute function reference_stays();
        $made$, prefix, door, parent,
        case when takes_along then 'delete ' || referrers || ';'
        else format($check$
            if exists (select %s) then
                raise foreign_key_violation using message = 'a %s goes that a %s refers to', detail = old.id;
            end if;
            $check$, referrers, parent, child) end,
        case when parent = 'organization'::regclass then '' else 'or old.organization_id <> new.organization_id' end);
end $generator$;

create function reference_stays() returns trigger
    language plpgsql as $$
begin
    raise foreign_key_violation using message = 'the key of a ' || tg_table_name || ' does not change', detail = old.id;
end $$;

select reference_by_statement('permission_subject', 'organization_id', 'organization', false);
select reference_by_statement('member', 'subject_id', 'permission_subject', false);
select reference_by_statement('member', 'department_id', 'department', false);
select reference_by_statement('member', 'job_profile_id', 'job_profile', false);
select reference_by_statement('member', 'user_type_id', 'user_type', false);
select reference_by_statement('member', 'partner_id', 'partner', false);
select reference_by_statement('member_attribute', 'member_id', 'member', true);
select reference_by_statement('member_attribute', 'attribute_id', 'attribute', true);
select reference_by_statement('initial_permission', 'member_id', 'member', true);
select reference_by_statement('initial_permission', 'team_id', 'team', true);
select reference_by_statement('initial_permission', 'role_id', 'role', false);
select reference_by_statement('initial_permission', 'scope_id', 'scope', false);
select reference_by_statement('consent', 'member_id', 'member', true);

drop function reference_by_statement(regclass, name, regclass, boolean);

-- One index says what two said: whose they are comes first.
alter table consent drop constraint consent_pkey, add primary key (organization_id, member_id, id);
drop index consent_member;
alter table initial_permission drop constraint initial_permission_pkey1, add primary key (organization_id, member_id, id);
drop index initial_permission_member;
