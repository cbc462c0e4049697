-- How high somebody's highest role stands, carried by the member for lists, search and export, and followed by the database itself,
-- whichever route changes a grant, a team, a role or a place (MEM-1, MEM-3). Why it is built so: docs/decisions/0004-member-search.md.

drop trigger member_words_insert on member;
drop trigger member_words_update on member;
drop trigger member_words_delete on member;
drop function member_words_follow();
drop function member_search(text[], text[], text[], text[], text[], smallint[], timestamptz, timestamptz, boolean, boolean, integer);
drop function member_search_alone(text[], text[], text[], text[], text[], smallint[], timestamptz, timestamptz, boolean, boolean, integer);
drop table member_words;
drop function memberships_of(uuid);

-- ---------------------------------------------------------------- the level of a member

alter table member drop column cell;
drop function member_cell(text, text, text);
-- What stood in the role says the same as a level: 'organization_admin', 'member', or nothing.
alter table member drop constraint member_role_check;
alter table member rename column role to level;
alter table member add check (level is null or level_rank(level) is not null);
alter table member_tally rename column role to level;

-- The level of a rank, the other way round.
create function level_of(rank integer) returns text
    language sql immutable parallel safe
    return (array['organization_admin', 'hub_admin', 'other_admin', 'member'])[rank];

create or replace function member_tally_follow() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        insert into member_tally (organization_id, status, source, level, members)
        select organization_id, status, source, level, sum(delta)
          from (select organization_id, status, source, coalesce(level, '') as level, 1 as delta from entered
                union all
                select organization_id, status, source, coalesce(level, ''), -1 from left_behind) moved
         group by organization_id, status, source, level
        having sum(delta) <> 0
         order by organization_id, status, source, level
            on conflict (organization_id, status, source, level)
            do update set members = member_tally.members + excluded.members;
    elsif tg_op = 'INSERT' then
        insert into member_tally (organization_id, status, source, level, members)
        select organization_id, status, source, coalesce(level, ''), count(*) from entered
         group by 1, 2, 3, 4
         order by 1, 2, 3, 4
            on conflict (organization_id, status, source, level)
            do update set members = member_tally.members + excluded.members;
    else
        insert into member_tally (organization_id, status, source, level, members)
        select organization_id, status, source, coalesce(level, ''), -count(*) from left_behind
         group by 1, 2, 3, 4
         order by 1, 2, 3, 4
            on conflict (organization_id, status, source, level)
            do update set members = member_tally.members + excluded.members;
    end if;
    return null;
end $$;

-- Where a member stands in lists: status, source and level in one number, status * 10 + source * 5 + level (4 for none).
create function member_cell(status text, source text, level text) returns smallint
    language sql immutable parallel safe
    return ((array_position(array['REGISTERED', 'REGISTERING', 'INVITED', 'CREATED', 'BLOCKED', 'TERMINATED'], status) - 1) * 10
            + case source when 'sso' then 5 else 0 end
            + coalesce(level_rank(level) - 1, 4))::smallint;

alter table member add column cell smallint not null generated always as (member_cell(status, source, level)) stored;

-- With the subject in them, so that a list of a large team asks each row's membership without reading the row.
create index member_by_name on member (organization_id, cell, name_key, id) include (last_active_key, invitation_expires_at, subject_id);
create index member_by_activity on member (organization_id, cell, last_active_key, id) include (name_key, subject_id);
create index member_by_expiry on member (organization_id, invitation_expires_at, id) include (cell, name_key, last_active_key, subject_id)
    where status = 'INVITED';
-- With all that a list sorts and narrows by, so that a team's people are read from the index alone.
drop index member_subject;
create index member_subject on member (organization_id, subject_id)
    include (id, cell, name_key, last_active_key, invitation_expires_at);

-- Whether somebody is in a team is then asked of the primary key, where a team's people stand side by side and stay in memory; here they
-- would be looked for all over the organization.
drop index team_member_subject;
create index team_member_subject on team_member (organization_id, subject_id) include (team_id);

create function memberships_of(account uuid)
    returns table (organization_id uuid, slug text, name text, brand_color text, suspended boolean, member_id uuid, subject_id uuid, status text, level text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.id, o.slug, o.name, o.brand_color, o.suspended_at is not null, m.id, m.subject_id, m.status, m.level
          from member m join organization o on o.id = m.organization_id
         where m.account_id = account
         order by o.name, o.id;
    end;
revoke all on function memberships_of(uuid) from public;
grant execute on function memberships_of(uuid) to ${app};

-- ---------------------------------------------------------------- levels follow

-- Subjects whose level the job has yet to follow; ids only, read across organizations.
create table level_pending (
    organization_id  uuid not null,
    subject_id       uuid not null,
    primary key (organization_id, subject_id)
);
-- In no order of their making: people who came together stand together in the tables, and a page of which a few rows change has room for
-- them, one of which all change has not.
create index level_pending_scattered on level_pending (organization_id, uuid_hash(subject_id));
grant select, insert, update, delete on level_pending to ${app};

-- Gives the members of these subjects the highest level of what they hold: by themselves or by a team, not ended, and nowhere that is
-- archived or lies in what is. Only rows that change are written. Returns how many.
create function follow_levels(own uuid, subjects uuid[]) returns integer
    language plpgsql set search_path = public, pg_temp
    -- One plan, kept, must do for one person and for thousands: each is asked for by the keys.
    set enable_hashjoin = off set enable_mergejoin = off as $$
declare
    followed integer;
begin
    -- Who changes the same people's grants at the same time waits here for the other; the next statement then sees what they did.
    perform from member where organization_id = own and subject_id = any (subjects) order by id for no key update;
    update member m set level = held.level
      from (select asked.subject_id,
                   (select level_of(min(level_rank(r.level)))
                      from (select asked.subject_id as id
                             union all
                            select t.team_id from team_member t where t.organization_id = own and t.subject_id = asked.subject_id) holder
                      join role_grant g on g.organization_id = own and g.subject_id = holder.id and g.ended_at is null
                      join role r on r.organization_id = own and r.id = g.role_id
                      join scope s on s.organization_id = own and s.id = g.scope_id
                     where (select true from scope a
                             where a.organization_id = own and a.id = any (s.path) and a.archived_at is not null limit 1) is null)
                   as level
              from (select distinct subject_id from unnest(subjects) as subject_id) asked
            offset 0) held
     where m.organization_id = own and m.subject_id = held.subject_id and m.level is distinct from held.level;
    get diagnostics followed = row_count;
    return followed;
end $$;

-- What was granted to these holders, members or teams, is not what it was. Up to 2,000 people are followed at once; more by the job.
create function levels_changed(own uuid, holders uuid[]) returns void
    language plpgsql set search_path = public, pg_temp as $$
declare
    at_once constant integer := 2000;
    subjects uuid[];
begin
    -- Joining and leaving a team writes its row too (team.members): of a grant and a new member, the second sees the first.
    perform from team where organization_id = own and id = any (holders) order by id for no key update;
    select array_agg(subject_id) into subjects
      from (select unnest(holders) as subject_id
             union all
            select t.subject_id from team_member t where t.organization_id = own and t.team_id = any (holders)
             limit at_once + 1) reached;
    if cardinality(subjects) <= at_once then
        perform follow_levels(own, subjects);
    else
        -- Writing a row that waits already keeps the job from it until this change is to be seen.
        insert into level_pending as p (organization_id, subject_id)
        select own, subject_id
          from (select unnest(holders) as subject_id
                 union
                select t.subject_id from team_member t where t.organization_id = own and t.team_id = any (holders)) everyone
         order by subject_id
            on conflict (organization_id, subject_id) do update set subject_id = excluded.subject_id;
    end if;
end $$;

create function levels_follow_grants() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed record;
begin
    if tg_op = 'INSERT' then
        for changed in
            select organization_id as own, array_agg(distinct subject_id) as holders from entered where ended_at is null group by 1
        loop perform levels_changed(changed.own, changed.holders); end loop;
    elsif tg_op = 'UPDATE' then
        -- Without joining old and new: a plan made for one row would be kept for a hundred thousand.
        for changed in
            select organization_id as own, array_agg(distinct subject_id) as holders
              from ((select organization_id, id, subject_id, role_id, scope_id from entered where ended_at is null
                     except
                     select organization_id, id, subject_id, role_id, scope_id from left_behind where ended_at is null)
                    union all
                    (select organization_id, id, subject_id, role_id, scope_id from left_behind where ended_at is null
                     except
                     select organization_id, id, subject_id, role_id, scope_id from entered where ended_at is null)) counted_otherwise
             group by 1
        loop perform levels_changed(changed.own, changed.holders); end loop;
    else
        for changed in
            select organization_id as own, array_agg(distinct subject_id) as holders from left_behind where ended_at is null group by 1
        loop perform levels_changed(changed.own, changed.holders); end loop;
    end if;
    return null;
end $$;
create trigger role_grant_levels_insert after insert on role_grant referencing new table as entered
    for each statement execute function levels_follow_grants();
create trigger role_grant_levels_update after update on role_grant referencing new table as entered old table as left_behind
    for each statement execute function levels_follow_grants();
create trigger role_grant_levels_delete after delete on role_grant referencing old table as left_behind
    for each statement execute function levels_follow_grants();

create function levels_follow_teams() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed record;
begin
    if tg_op = 'INSERT' then
        -- A team that nothing was granted to makes nobody's level.
        for changed in
            select e.organization_id as own, array_agg(distinct e.subject_id) as subjects from entered e
             where exists (select from role_grant g
                            where g.organization_id = e.organization_id and g.subject_id = e.team_id and g.ended_at is null)
             group by 1
        loop perform levels_changed(changed.own, changed.subjects); end loop;
    else
        for changed in
            select organization_id as own, array_agg(distinct subject_id) as subjects from left_behind group by 1
        loop perform levels_changed(changed.own, changed.subjects); end loop;
    end if;
    return null;
end $$;
-- Triggers fire by name: these come after team_members_insert and _delete, which lock the team.
create trigger team_members_levels_insert after insert on team_member referencing new table as entered
    for each statement execute function levels_follow_teams();
create trigger team_members_levels_delete after delete on team_member referencing old table as left_behind
    for each statement execute function levels_follow_teams();

-- What is archived, or brought back, changes the levels of all who hold something there or in what lies within.
create function levels_follow_scopes() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed record;
    scopes uuid[];
    holders uuid[];
begin
    for changed in
        select organization_id as own, array_agg(id) as ids
          from (select organization_id, id, archived_at is null from entered
                except
                select organization_id, id, archived_at is null from left_behind) turned
         group by 1
    loop
        with recursive within as (
            select unnest(changed.ids) as id
             union
            select s.id from within w join scope s on s.organization_id = changed.own and s.parent_id = w.id)
        select array_agg(id) into scopes from within;
        -- Waits for who is granting something there now, and lets nobody begin to: a new grant holds a key share of its scope.
        perform from scope where organization_id = changed.own and id = any (scopes) order by id for update;
        select array_agg(distinct subject_id) into holders
          from role_grant where organization_id = changed.own and scope_id = any (scopes) and ended_at is null;
        if holders is not null then perform levels_changed(changed.own, holders); end if;
    end loop;
    return null;
end $$;
create trigger scope_levels_update after update on scope referencing new table as entered old table as left_behind
    for each statement execute function levels_follow_scopes();

create function levels_follow_roles() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed record;
    holders uuid[];
begin
    for changed in
        select organization_id as own, array_agg(id) as ids
          from (select organization_id, id, level from entered except select organization_id, id, level from left_behind) turned
         group by 1
    loop
        -- As for scopes.
        perform from role where organization_id = changed.own and id = any (changed.ids) order by id for update;
        select array_agg(distinct subject_id) into holders
          from role_grant where organization_id = changed.own and role_id = any (changed.ids) and ended_at is null;
        if holders is not null then perform levels_changed(changed.own, holders); end if;
    end loop;
    return null;
end $$;
create trigger role_levels_update after update on role referencing new table as entered old table as left_behind
    for each statement execute function levels_follow_roles();

-- Who comes to a subject that holds something already begins with its level: a second login of the same person (SSO-4).
create function levels_follow_members() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    changed record;
begin
    for changed in
        select e.organization_id as own, array_agg(distinct e.subject_id) as subjects from entered e
         where exists (select from role_grant g where g.organization_id = e.organization_id and g.subject_id = e.subject_id)
            or exists (select from team_member t where t.organization_id = e.organization_id and t.subject_id = e.subject_id)
         group by 1
    loop perform levels_changed(changed.own, changed.subjects); end loop;
    return null;
end $$;
-- Triggers fire by name: this comes after member_words_insert, so that what is searched in is there to follow.
create trigger members_levels_insert after insert on member referencing new table as entered
    for each statement execute function levels_follow_members();

create function levels_follow_member() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform levels_changed(new.organization_id, array[new.subject_id]);
    return null;
end $$;
create trigger members_levels_update after update on member for each row when (old.subject_id <> new.subject_id)
    execute function levels_follow_member();

-- ---------------------------------------------------------------- what lists search in

-- Status, source, and which kind of administrator, or 3 for none, of a cell: (cell / 5) * 4 + level.
create function member_standing(cell smallint) returns smallint
    language sql immutable parallel safe
    return (cell / 5 * 4 + least(cell % 5, 3))::smallint;

-- Apart from member, so that a change of what is not searched in does not touch the indexes of words. Level and times stand in no index
-- here, and a page keeps half of its room: that they change is written into the same page and nowhere else (HOT), even where all of a page
-- change at once. By subject, which a team knows, and in sixteen parts, because an index for infixes cannot stop early, but one that is
-- read part by part can.
create table member_words (
    organization_id        uuid not null,
    subject_id             uuid not null,
    member_id              uuid not null,
    -- Status, source, and which kind of administrator: what the indexes know beside the words. Nobody turns many into administrators
    -- at once; but from nothing to a member's roles whole organizations go, by a team, and that is the level alone.
    standing               smallint not null,
    level                  smallint not null,
    last_active_key        timestamptz not null,
    invitation_expires_at  timestamptz,
    name_key               text collate "C" not null,
    words                  text collate "C" not null,
    primary key (organization_id, subject_id, member_id)
) partition by hash (subject_id);

do $$
begin
    for part in 0..15 loop
        execute format('create table member_words_%s partition of member_words for values with (modulus 16, remainder %s) with (fillfactor = 50)', part, part);
        execute format('alter table member_words_%s enable row level security', part);
    end loop;
end $$;
-- Nobody but the owner reads or writes here: the application has no grant, and the wall stands all the same.
alter table member_words enable row level security;
create policy own_organization on member_words using (organization_id = current_organization());

insert into member_words (organization_id, subject_id, member_id, standing, level, last_active_key, invitation_expires_at, name_key, words)
select organization_id, subject_id, id, member_standing(cell), cell % 5, last_active_key, invitation_expires_at, name_key,
       member_words(first_name, last_name, email, username, phone, universal_identifier)
  from member;

-- Without a pending list, which every search would have to read through. The organization by its hash: then only these indexes answer to
-- it, and no plan can fall back to reading an organization whole. The standing as a list of one, because only lists are asked for any of several;
-- of another type in each, so that no plan takes the one index for what only the other can answer.
create index member_words_threes on member_words using gin (uuid_hash(organization_id), words gin_trgm_ops, (array[standing])) with (fastupdate = off);
create index member_words_pairs on member_words using gin (uuid_hash(organization_id), letter_pairs(words), (array[standing::integer])) with (fastupdate = off);

create function member_words_follow() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
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
create trigger member_words_insert after insert on member referencing new table as entered
    for each statement execute function member_words_follow();
create trigger member_words_delete after delete on member referencing old table as left_behind
    for each statement execute function member_words_follow();

-- Row by row, and only where something changed that is carried here: what stands in the indexes, or nothing but what stands in none.
create function member_words_follow_one() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_argv[0] = 'indexed' then
        update member_words
           set subject_id = new.subject_id, standing = member_standing(new.cell), level = new.cell % 5, last_active_key = new.last_active_key,
               invitation_expires_at = new.invitation_expires_at, name_key = new.name_key,
               words = member_words(new.first_name, new.last_name, new.email, new.username, new.phone, new.universal_identifier)
         where organization_id = old.organization_id and subject_id = old.subject_id and member_id = old.id;
    else
        update member_words
           set level = new.cell % 5, last_active_key = new.last_active_key, invitation_expires_at = new.invitation_expires_at
         where organization_id = old.organization_id and subject_id = old.subject_id and member_id = old.id;
    end if;
    return null;
end $$;
create trigger member_words_update after update on member for each row
    when ((old.subject_id, member_standing(old.cell), old.first_name, old.last_name, old.email, old.username, old.phone, old.universal_identifier)
          is distinct from
          (new.subject_id, member_standing(new.cell), new.first_name, new.last_name, new.email, new.username, new.phone, new.universal_identifier))
    execute function member_words_follow_one('indexed');
create trigger member_words_update_carried after update on member for each row
    when ((old.subject_id, member_standing(old.cell), old.first_name, old.last_name, old.email, old.username, old.phone, old.universal_identifier)
          is not distinct from
          (new.subject_id, member_standing(new.cell), new.first_name, new.last_name, new.email, new.username, new.phone, new.universal_identifier)
          and (old.cell, old.last_active_key, old.invitation_expires_at) is distinct from (new.cell, new.last_active_key, new.invitation_expires_at))
    execute function member_words_follow_one('carried');

-- ---------------------------------------------------------------- the search

-- A member that a search found, with what lists sort by.
create type member_found as (member_id uuid, cell smallint, name_key text, last_active_key timestamptz);

-- The members of the transaction's organization whose words match all patterns, at most "most" of them: where there are more, those
-- first whose words begin with what was typed. Runs as the owner, because under row-level security no pattern may use an index (LIKE is
-- not leakproof); therefore its first condition is the organization that the transaction entered, and nothing that is passed changes it.
--   patterns, starts  what the words must match, and what they match where each typed word begins one
--   threes            up to three patterns of three letters for the index of threes; empty where what was typed has none
--   pairs             for the index of pairs, where there are no threes
--   start_pairs       the beginnings of words, for the index of pairs
--   standings         where they may stand (member_standing)
--   nothing           only who has no permissions yet
--   inactive_before   only who was last active before; null for all
--   expired_at        only whose invitation ends then or before; null for all
--   in_team           only who is in it; null for all
--   team_size         how many are in the team
--   share             how much of the standings the team leaves, from 0 to 1
--   narrow            whether the standings hold so little of the organization that the index is asked for them, too
--   everybody         how many members the organization has
-- Made twice from one text: member_search asks the index for the organization too, member_search_alone does not, which is several times
-- quicker where most of all rows are the organization's own, and compares each row that it finds all the same.
do $do$
declare
    text constant text := $function$
create function %1$s(patterns text[], starts text[], threes text[], pairs text[], start_pairs text[], standings smallint[], nothing boolean,
                              inactive_before timestamptz, expired_at timestamptz, in_team uuid, team_size bigint, share float8,
                              narrow boolean, everybody bigint, most integer)
    returns setof member_found
    language plpgsql stable rows 500 security definer set search_path = public, pg_temp
    -- One plan for each statement, made once a connection: by index, whatever the statistics say.
    set plan_cache_mode = force_generic_plan set jit = off
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $body$
#variable_conflict use_column
declare
    own constant uuid := current_organization();
    -- So many people of a team are looked through by their key before anything else is thought of, and all of so many for the best.
    handful constant integer := 200;
    few constant integer := 1000;
    plain constant boolean := not nothing and inactive_before is null and expired_at is null and in_team is null;
    -- The index knows up to three letters of a beginning: those alone are found in one step. Longer ones are found by
    -- their first three, and as far as four times the bound are looked through for those that go on as was typed.
    whole constant boolean := (select bool_and(length(start) <= length('%% abc%%')) from unnest(starts) start);
    -- What so many of two hundred have is found sooner by reading on than by any index.
    common constant integer := 40;
    by_team boolean := team_size <= handful;
    hits float8;
    start_hits integer := 0;
    everyone member_found[];
    best member_found[];
begin
    if own is null then return; end if;

    if not coalesce(by_team, false) then
        -- A look at some tells how many rows an index for words would find.
        select greatest(count(*) filter (where probe.words like all (patterns)), 0.1), count(*) filter (where probe.words like all (starts))
          into hits, start_hits
          from (select w.words from member_words w where w.organization_id = own limit 200) probe;
        by_team := in_team is not null and least(team_size, most * 200 / hits) < least(everybody * hits / 200, most / share);
    end if;

    if by_team and team_size <= few then
        return query
            select w.member_id, (w.standing / 4 * 5 + w.level)::smallint, w.name_key, w.last_active_key
              from team_member t
             cross join lateral (select v.* from member_words v
                                  where v.organization_id = own and v.subject_id = t.subject_id and v.words like all (patterns)
                                 offset 0) w
             where t.organization_id = own and t.team_id = in_team and w.standing = any (standings) and (not nothing or w.level = 4)
               and (inactive_before is null or w.last_active_key < inactive_before)
               and (expired_at is null or w.invitation_expires_at <= expired_at)
             order by w.words like all (starts) desc
             limit most;
        return;
    end if;

    -- Those that begin with what was typed come first, whether they are looked for first or not: first where there seem to be many. Not
    -- among a small part of many, a large team: an index would find all others too, and each would have to be asked.
    for pass in 1..2 loop
        if (pass = 1) = (start_hits > 0 and share > 0.1 and hits < common) then
            if share <= 0.1 then
                best := null;
            elsif narrow then
                select array_agg((f.member_id, (f.standing / 4 * 5 + f.level)::smallint, f.name_key, f.last_active_key)::member_found) into best
                  from (select w.member_id, w.standing, w.level, w.name_key, w.last_active_key
                          from (select v.* from member_words v
                                 where %4$s v.organization_id is not distinct from own and letter_pairs(v.words) @> start_pairs
                                   and array[v.standing::integer] && standings::integer[]
                                 limit case when not whole then 4 * most end) w
                         where w.words like all (starts) and %3$s
                         limit most) f;
            else
                select array_agg((f.member_id, (f.standing / 4 * 5 + f.level)::smallint, f.name_key, f.last_active_key)::member_found) into best
                  from (select w.member_id, w.standing, w.level, w.name_key, w.last_active_key
                          from (select v.* from member_words v
                                 where %4$s v.organization_id is not distinct from own and letter_pairs(v.words) @> start_pairs
                                 limit case when not whole then 4 * most end) w
                         where w.standing = any (standings) and w.words like all (starts) and %3$s
                         limit most) f;
            end if;
            if cardinality(best) >= most or whole and patterns = starts then
                return query select * from unnest(best);
                return;
            end if;
        else
            if by_team then
                select array_agg((f.member_id, (f.standing / 4 * 5 + f.level)::smallint, f.name_key, f.last_active_key)::member_found) into everyone
                  from (select w.member_id, w.standing, w.level, w.name_key, w.last_active_key
                          from team_member t
                         cross join lateral (select v.* from member_words v
                                              where v.organization_id = own and v.subject_id = t.subject_id and v.words like all (patterns)
                                             offset 0) w
                         where t.organization_id = own and t.team_id = in_team and w.standing = any (standings) and (not nothing or w.level = 4)
                           and (inactive_before is null or w.last_active_key < inactive_before)
                           and (expired_at is null or w.invitation_expires_at <= expired_at)
                         limit most) f;
            elsif hits >= common and not narrow then
                select array_agg((f.member_id, (f.standing / 4 * 5 + f.level)::smallint, f.name_key, f.last_active_key)::member_found) into everyone
                  from (select w.member_id, w.standing, w.level, w.name_key, w.last_active_key
                          from (select v.* from member_words v where v.organization_id = own offset 0) w
                         where w.words like all (patterns) and w.standing = any (standings) and %3$s
                         limit most) f;
%5$s            end if;
            if coalesce(cardinality(everyone), 0) < most then
                return query select * from unnest(everyone);
                return;
            end if;
        end if;
    end loop;
    return query select * from unnest(best);
    return query
        select f.* from unnest(everyone) f
         where f.member_id not in (select b.member_id from unnest(best) b)
         limit most - coalesce(cardinality(best), 0);
end $body$
$function$;
    -- One branch by an index for words: what chooses it, and what the index is asked.
    by_words constant text := $branch$            elsif %1$s then
                select array_agg((f.member_id, (f.standing / 4 * 5 + f.level)::smallint, f.name_key, f.last_active_key)::member_found) into everyone
                  from (select w.member_id, w.standing, w.level, w.name_key, w.last_active_key from member_words w
                         where %%2$s w.organization_id is not distinct from own
                           and %2$s
                           and w.words like all (patterns) and %%1$s
                         limit most) f;
$branch$;
    -- The last conditions of every search, none of them in an index: asked of each row that is found. Whether somebody is in a
    -- team is asked by its key, and as a value, so that no plan reads the team instead.
    further constant text := $condition$(plain or (not nothing or w.level = 4)
                           and (inactive_before is null or w.last_active_key < inactive_before)
                           and (expired_at is null or w.invitation_expires_at <= expired_at)
                           and (in_team is null
                                or (select true from team_member t where t.organization_id = own and t.team_id = in_team and t.subject_id = w.subject_id)))$condition$;
    one constant text := 'w.words like threes[1]';
    several constant text := 'w.words like threes[1] and w.words like threes[2] and w.words like coalesce(threes[3], threes[2])';
    in_pairs constant text := 'letter_pairs(w.words) @> pairs';
    inside constant text := ' and array[w.standing] && standings';
    outside constant text := ' and w.standing = any (standings)';
    branches constant text :=
        format(by_words, 'cardinality(threes) = 1 and narrow', one || inside) ||
        format(by_words, 'cardinality(threes) = 1', one || outside) ||
        format(by_words, 'cardinality(threes) > 1 and narrow', several || inside) ||
        format(by_words, 'cardinality(threes) > 1', several || outside) ||
        format(by_words, 'narrow', in_pairs || ' and array[w.standing::integer] && standings::integer[]') ||
        format(by_words, 'true', in_pairs || outside);
    own_w constant text := 'uuid_hash(w.organization_id) = uuid_hash(own) and';
    own_v constant text := 'uuid_hash(v.organization_id) = uuid_hash(own) and';
begin
    execute format(text, 'member_search', own_w, further, own_v, format(branches, further, own_w));
    execute format(text, 'member_search_alone', '', further, '', format(branches, further, ''));
end $do$;

revoke all on function
    member_search(text[], text[], text[], text[], text[], smallint[], boolean, timestamptz, timestamptz, uuid, bigint, float8, boolean, bigint, integer),
    member_search_alone(text[], text[], text[], text[], text[], smallint[], boolean, timestamptz, timestamptz, uuid, bigint, float8, boolean, bigint, integer) from public;
grant execute on function
    member_search(text[], text[], text[], text[], text[], smallint[], boolean, timestamptz, timestamptz, uuid, bigint, float8, boolean, bigint, integer),
    member_search_alone(text[], text[], text[], text[], text[], smallint[], boolean, timestamptz, timestamptz, uuid, bigint, float8, boolean, bigint, integer) to ${app};
