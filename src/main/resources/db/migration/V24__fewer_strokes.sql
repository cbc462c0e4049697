-- What a million people who come at once (CRE-4) need not pay for. Measured in docs/performance.md.

-- What an address or a name is compared by. Letters that are ASCII are normal as they are.
create function identity_key(words text) returns text
    language sql immutable parallel safe
    return case when octet_length(words) = length(words) then lower(words) else lower(normalize(words, NFKC)) end;

alter table member
    alter column email_key set expression as (identity_key(email)),
    alter column username_key set expression as (identity_key(username));

-- One index finds who has an address, a username or a number, whether the organization is known or not.
drop index member_email, member_email_to_come, member_email_came_in;
create unique index member_email on member (email_key, organization_id) where source = 'password';
drop index member_username, member_username_anywhere;
create unique index member_username on member (username_key, organization_id) where source = 'password' and username_key is not null;
drop index member_phone, member_phone_anywhere;
create unique index member_phone on member (phone, organization_id) where source = 'password' and phone is not null;

-- As before, without looking up what cannot be found: letters that are ASCII stay what they are.
create or replace function fold(words text) returns text
    language plpgsql immutable strict parallel safe as $$
begin
    if octet_length(words) = length(words) then return lower(words); end if;
    return lower(public.unaccent('public.unaccent'::regdictionary, normalize(words, NFKC)));
end $$;

-- Random ids do not get shorter.
alter table member_words_behind alter column member_ids set storage external;

-- As before (V22), where ten times as many are there as were counted, and not four: each time takes a second or two of those who come.
create or replace function members_have_come() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if (select sum(members) from member_tally) > 10 * greatest(400, (select reltuples from pg_class where oid = 'member'::regclass)) then
        analyze permission_subject, member, member_attribute, initial_permission, consent;
    end if;
end $$;

-- Whose work it is, is asked once a statement instead of for each row that is put.
do $$
declare
    policy record;
begin
    for policy in select tablename, policyname from pg_policies where schemaname = 'public' and policyname = 'own_organization' loop
        execute format('alter policy own_organization on %I using (organization_id = (select current_organization()))', policy.tablename);
    end loop;
end $$;

-- As before (V21), but what this transaction brought or changed itself is not held: nobody else can take it away before the transaction ends.
do $do$
declare
    reference record;
begin
    for reference in
        select * from (values ('member', 'subject_id', 'permission_subject'), ('member_attribute', 'member_id', 'member'),
                              ('initial_permission', 'member_id', 'member'), ('consent', 'member_id', 'member')) as r (child, referring, parent)
    loop
        execute format($made$
            create or replace function %1$s_refers() returns trigger
                language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
            declare
                own xid := pg_current_xact_id()::xid;
                missing uuid;
            begin
                select (array_agg(asked.id) filter (where held.there is null))[1] into missing
                  from (select distinct e.organization_id, e.%2$s as id from entered e
                         where e.%2$s is not null
                           and not exists (select from %3$s there
                                            where there.organization_id = e.organization_id and there.id = e.%2$s and there.xmin = own)) asked
                  left join lateral (select true as there from %3$s there
                                      where there.organization_id = asked.organization_id and there.id = asked.id for key share) held on true;
                if missing is not null then
                    raise foreign_key_violation using message = '%4$s refers to a %3$s that is not there', detail = missing;
                end if;
                return null;
            end $$;
            $made$, reference.child || '_' || regexp_replace(reference.referring, '_id$', ''), reference.referring, reference.parent, reference.child);
    end loop;
end $do$;
