-- The words of many people who come at once follow a little behind them (CRE-4): writing the words of a person takes ten times as long as
-- all else about them. Measured in docs/performance.md, and why it is built so: docs/decisions/0017-import.md.

-- Whose words are still to be written, by the statement that brought them.
create table member_words_behind (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    member_ids       uuid[] not null,
    members          integer not null,
    primary key (organization_id, id)
);
alter table member_words_behind enable row level security;
create policy own_organization on member_words_behind using (organization_id = current_organization());
grant select on member_words_behind to ${app};

-- As before, but where the transaction says so (members.MemberLoad), new people are noted here.
create or replace function member_words_follow() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'INSERT' and current_setting('gatehouse.words', true) = 'behind' then
        insert into member_words_behind (organization_id, member_ids, members)
        select organization_id, array_agg(id), count(*) from entered group by organization_id;
    elsif tg_op = 'INSERT' then
        insert into member_words (organization_id, subject_id, member_id, standing, level, last_active_key, invitation_expires_at, name_key, words)
        select organization_id, subject_id, id, member_standing(cell), cell % 5, last_active_key, invitation_expires_at, name_key,
               member_words(first_name, last_name, email, username, phone, universal_identifier)
          from entered;
    else
        delete from member_words w using left_behind l
         where w.organization_id = l.organization_id and w.subject_id = l.subject_id and w.member_id = l.id;
    end if;
    return null;
end $$;

-- The indexes of words, and whether each gathers what is new before it sorts that in.
create function member_words_indexes() returns table (index regclass, gathers boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
    select i.indexrelid::regclass, coalesce('fastupdate=on' = any (c.reloptions), false)
      from pg_inherits part
      join pg_index i on i.indrelid = part.inhrelid
      join pg_class c on c.oid = i.indexrelid
      join pg_am method on method.oid = c.relam and method.amname = 'gin'
     where part.inhparent = 'member_words'::regclass
     order by c.relname
$$;

-- Lets one of these indexes gather, or not: while many come, and no longer, because what was gathered is read through by every search.
create function member_words_gather(index regclass, gathers boolean) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if index not in (select w.index from member_words_indexes() w) then raise 'not an index of words: %', index; end if;
    execute format('alter index %s set (fastupdate = %s)', index, case when gathers then 'on' else 'off' end);
    if not gathers then perform gin_clean_pending_list(index); end if;
end $$;

-- Writes the words of those who came longest ago, and returns how many people that were; nothing while somebody else does, or more of them
-- come. The people are held until the end: whoever changes one of them meanwhile waits, and then finds the words to change. Their words go
-- into the indexes in one sorted stroke where these gather (member_words_gather), which takes a quarter of the time.
create function member_words_catch_up() returns integer
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    behind member_words_behind;
begin
    select * into behind from member_words_behind order by id limit 1 for update skip locked;
    if behind is null then return 0; end if;
    -- While they still come, all processors are theirs; but nobody waits for long.
    if uuid_extract_timestamp(behind.id) > clock_timestamp() - interval '5 minutes'
       and exists (select from member_words_behind where uuid_extract_timestamp(id) > clock_timestamp() - interval '2 seconds')
    then return 0; end if;
    perform set_config('gin_pending_list_limit', '64MB', true);
    insert into member_words (organization_id, subject_id, member_id, standing, level, last_active_key, invitation_expires_at, name_key, words)
    select organization_id, subject_id, id, member_standing(cell), cell % 5, last_active_key, invitation_expires_at, name_key,
           member_words(first_name, last_name, email, username, phone, universal_identifier)
      from (select * from member where organization_id = behind.organization_id and id = any (behind.member_ids) for share) person;
    perform gin_clean_pending_list(w.index) from member_words_indexes() w where w.gathers;
    delete from member_words_behind where organization_id = behind.organization_id and id = behind.id;
    return behind.members;
end $$;

-- How many members' words are behind, of all organizations: whether to gather.
create function members_behind() returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select coalesce(sum(members), 0) from member_words_behind;
    end;

do $$
declare door text;
begin
    foreach door in array array['member_words_indexes()', 'member_words_gather(regclass, boolean)', 'member_words_catch_up()', 'members_behind()'] loop
        execute format('revoke all on function %s from public', door);
        execute format('grant execute on function %s to ${app}', door);
    end loop;
end $$;
