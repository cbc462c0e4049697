-- Finding members: what lists sort by, what they search in (MEM-1, MEM-2, MEM-3, MEM-7).
-- Why it is built so, and the plans that it relies on: docs/decisions/0004-member-search.md.

-- ---------------------------------------------------------------- what lists sort by

-- Where a member stands: status, source and role in one number, status * 6 + source * 3 + role. Every filter on the three is a
-- set of cells, and a list is the merge of one ordered index range per cell: the same work whatever is filtered and however rare.
create function member_cell(status text, source text, role text) returns smallint
    language sql immutable parallel safe
    return ((array_position(array['REGISTERED', 'REGISTERING', 'INVITED', 'CREATED', 'BLOCKED', 'TERMINATED'], status) - 1) * 6
            + case source when 'sso' then 3 else 0 end
            + case role when 'organization_admin' then 0 when 'member' then 1 else 2 end)::smallint;

alter table member
    -- Collation "C": its comparisons are leakproof, so that row-level security lets an index use them.
    add column name_key text collate "C" not null generated always as
        (left(fold(coalesce(nullif(btrim(first_name || ' ' || last_name), ''), email, username, phone, '')), 200)) stored,
    -- Who registered and was not seen since was last active then; nobody else ever was.
    add column last_active_key timestamptz not null generated always as
        (coalesce(last_active_at, case when status = 'REGISTERED' then status_changed_at end, '-infinity')) stored,
    add column cell smallint not null generated always as (member_cell(status, source, role)) stored;

create index member_by_name on member (organization_id, cell, name_key, id) include (last_active_key, invitation_expires_at);
create index member_by_activity on member (organization_id, cell, last_active_key, id) include (name_key);
create index member_by_expiry on member (organization_id, invitation_expires_at, id) include (cell, name_key, last_active_key)
    where status = 'INVITED';

-- ---------------------------------------------------------------- what lists search in

-- One line of folded words with a space before each: " anna muller anna.muller@northwind.example".
create function member_words(first_name text, last_name text, email text, username text, phone text, universal_identifier text)
    returns text language sql immutable parallel safe
    return rtrim(regexp_replace(' ' || fold(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(username, '')
            || ' ' || coalesce(phone, '') || ' ' || coalesce(universal_identifier, '')), '\s+', ' ', 'g'));

-- What stands in the words, for short patterns and for scripts whose letters the threes of pg_trgm do not know in every locale: every two
-- characters side by side, and the first one, two and three of each word after its space.
create function letter_pairs(words text) returns text[]
    language sql immutable strict parallel safe
    return string_to_array(regexp_replace(words, '(..)', E'\\1\x1f', 'g'), E'\x1f')
        || string_to_array(regexp_replace(substr(words, 2), '(..)', E'\\1\x1f', 'g'), E'\x1f')
        || string_to_array(regexp_replace(words, ' (?:([^ ])([^ ])?([^ ])?[^ ]*)', E' \\1\\2\x1f \\1\\2\\3\x1f', 'g'), E'\x1f');

-- Apart from member, so that a member's activity does not touch these indexes; followed by statement triggers. In sixteen parts by
-- member: an index for infixes (GIN) cannot stop early, but one that is read part by part can, once enough is found.
create table member_words (
    organization_id  uuid not null,
    member_id        uuid not null,
    cell             smallint not null,
    name_key         text collate "C" not null,
    words            text collate "C" not null,
    primary key (organization_id, member_id)
) partition by hash (member_id);

do $$
begin
    for part in 0..15 loop
        execute format('create table member_words_%s partition of member_words for values with (modulus 16, remainder %s)', part, part);
        execute format('alter table member_words_%s enable row level security', part);
    end loop;
end $$;
-- Nobody but the owner reads or writes here: the application has no grant, and the wall stands all the same.
alter table member_words enable row level security;
create policy own_organization on member_words using (organization_id = current_organization());

insert into member_words (organization_id, member_id, cell, name_key, words)
select organization_id, id, cell, name_key, member_words(first_name, last_name, email, username, phone, universal_identifier) from member;

-- Without a pending list, which every search would have to read through.
-- The organization by its hash: then only these indexes answer to it, and no plan can fall back to reading an organization whole.
create index member_words_threes on member_words using gin (uuid_hash(organization_id), words gin_trgm_ops) with (fastupdate = off);
create index member_words_pairs on member_words using gin (uuid_hash(organization_id), letter_pairs(words)) with (fastupdate = off);
create index member_words_cell on member_words (organization_id, cell, member_id) include (name_key, words);

create function member_words_follow() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if tg_op = 'INSERT' then
        insert into member_words (organization_id, member_id, cell, name_key, words)
        select organization_id, id, cell, name_key, member_words(first_name, last_name, email, username, phone, universal_identifier)
          from entered;
    elsif tg_op = 'UPDATE' then
        update member_words w
           set cell = n.cell, name_key = n.name_key, words = n.words
          from (select organization_id, id, e.cell, e.name_key,
                       member_words(e.first_name, e.last_name, e.email, e.username, e.phone, e.universal_identifier) as words
                  from entered e join left_behind l using (organization_id, id)
                 where (e.cell, e.first_name, e.last_name, e.email, e.username, e.phone, e.universal_identifier)
                       is distinct from (l.cell, l.first_name, l.last_name, l.email, l.username, l.phone, l.universal_identifier)) n
         where w.organization_id = n.organization_id and w.member_id = n.id;
    else
        delete from member_words w using left_behind l where w.organization_id = l.organization_id and w.member_id = l.id;
    end if;
    return null;
end $$;

create trigger member_words_insert after insert on member referencing new table as entered
    for each statement execute function member_words_follow();
create trigger member_words_update after update on member referencing new table as entered old table as left_behind
    for each statement execute function member_words_follow();
create trigger member_words_delete after delete on member referencing old table as left_behind
    for each statement execute function member_words_follow();

-- ---------------------------------------------------------------- the search

-- The members of the transaction's organization whose words match all patterns, at most "most" of them: where there are more, those
-- first whose words begin with what was typed. Runs as the owner, because under row-level security no pattern may use an index (LIKE is
-- not leakproof); therefore its first condition is the organization that the transaction entered, and nothing that is passed changes it.
--   patterns, starts  what the words must match, and what they match where each typed word begins one
--   threes            up to three patterns of three letters for the index of threes; empty where what was typed has none
--   pairs             for the index of pairs, where there are no threes
--   start_pairs       the beginnings of words, for the index of pairs
--   cells             where they may stand (member_cell)
--   inactive_before   only who was last active before; null for all
--   expired_at        only whose invitation ends then or before; null for all
--   few               whether so few stand in the cells that reading them is the shortest way
--   rare              whether the cells hold less than a tenth of the organization
-- Made twice from one text: member_search asks the index for the organization too, member_search_alone does not, which is several times
-- quicker where most of all rows are the organization's own, and compares each row that it finds all the same.
do $do$
declare
    text constant text := $function$
create function %1$s(patterns text[], starts text[], threes text[], pairs text[], start_pairs text[], cells smallint[],
                              inactive_before timestamptz, expired_at timestamptz, few boolean, rare boolean, most integer)
    returns table (member_id uuid, cell smallint, name_key text)
    language plpgsql stable rows 500 security definer set search_path = public, pg_temp
    -- One plan for each statement, made once a connection: by index, whatever the statistics say.
    set plan_cache_mode = force_generic_plan set jit = off
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $body$
#variable_conflict use_column
declare
    own constant uuid := current_organization();
    timely constant boolean := inactive_before is not null or expired_at is not null;
    by_cell boolean := few;
    -- The index knows up to three letters of a beginning: those alone are found in one step. Longer ones
    -- are found by their rare parts, and as far as four times the bound are looked through for those that begin a word.
    starts_first boolean := (select bool_and(length(start) <= length('%% abc%%')) from unnest(starts) start);
    hits integer;
    all_ids uuid[]; all_cells smallint[]; all_names text[];
    first_ids uuid[]; first_cells smallint[]; first_names text[];
begin
    if own is null then return; end if;
    if not by_cell then
        -- What is in every third member, or in every twentieth of a rare cell, is found sooner by looking than by any index.
        select count(*) into hits
          from (select w.words from member_words w where w.organization_id = own limit 200) probe where probe.words like all (patterns);
        by_cell := hits >= 60 or rare and hits >= 10;
        starts_first := starts_first and not by_cell;
    end if;
    for pass in 1..2 loop
        if (pass = 1) = starts_first then
            continue when few;
            select array_agg(f.member_id), array_agg(f.cell), array_agg(f.name_key) into first_ids, first_cells, first_names
              from (select w.member_id, w.cell, w.name_key
                      from (select v.member_id, v.cell, v.name_key, v.words from member_words v
                             where %4$s v.organization_id is not distinct from own and letter_pairs(v.words) @> start_pairs
                             limit case when not starts_first then 4 * most end) w
                     where w.cell = any (cells) and w.words like all (starts) and %3$s
                     limit most) f;
            if cardinality(first_ids) >= most or patterns = starts then
                return query select * from unnest(first_ids, first_cells, first_names);
                return;
            end if;
        else
            if by_cell then
                select array_agg(f.member_id), array_agg(f.cell), array_agg(f.name_key) into all_ids, all_cells, all_names
                  from (select w.member_id, w.cell, w.name_key
                          from unnest(cells) as asked (cell)
                         cross join lateral (select v.member_id, v.cell, v.name_key from member_words v
                                              where v.organization_id = own and v.cell = asked.cell and v.words like all (patterns)
                                         -- A fence: the planner would read the organization once and compare the cells afterwards.
                                         offset 0) w
                         where %3$s
                         limit most) f;
            elsif cardinality(threes) = 1 then
                select array_agg(f.member_id), array_agg(f.cell), array_agg(f.name_key) into all_ids, all_cells, all_names
                  from (select w.member_id, w.cell, w.name_key from member_words w
                         where %2$s w.organization_id is not distinct from own
                           and w.words like threes[1]
                           and w.cell = any (cells) and w.words like all (patterns)
                           and %3$s
                         limit most) f;
            elsif cardinality(threes) > 1 then
                select array_agg(f.member_id), array_agg(f.cell), array_agg(f.name_key) into all_ids, all_cells, all_names
                  from (select w.member_id, w.cell, w.name_key from member_words w
                         where %2$s w.organization_id is not distinct from own
                           and w.words like threes[1] and w.words like threes[2] and w.words like coalesce(threes[3], threes[2])
                           and w.cell = any (cells) and w.words like all (patterns)
                           and %3$s
                         limit most) f;
            else
                select array_agg(f.member_id), array_agg(f.cell), array_agg(f.name_key) into all_ids, all_cells, all_names
                  from (select w.member_id, w.cell, w.name_key from member_words w
                         where %2$s w.organization_id is not distinct from own
                           and letter_pairs(w.words) @> pairs
                           and w.cell = any (cells) and w.words like all (patterns)
                           and %3$s
                         limit most) f;
            end if;
            if few or coalesce(cardinality(all_ids), 0) < most then
                return query select * from unnest(all_ids, all_cells, all_names);
                return;
            end if;
        end if;
    end loop;
    return query select * from unnest(first_ids, first_cells, first_names);
    return query
        select f.* from unnest(all_ids, all_cells, all_names) as f (member_id, cell, name_key)
         where first_ids is null or not f.member_id = any (first_ids)
         limit most - coalesce(cardinality(first_ids), 0);
end $body$
$function$;
    -- The last condition of every search: asked per row that is found, by its key.
    timely constant text := $condition$(not timely or exists (
                           select from member m
                            where m.organization_id = own and m.id = w.member_id
                              and (inactive_before is null or m.status = 'REGISTERED' and m.last_active_key < inactive_before)
                              and (expired_at is null or m.status = 'INVITED' and m.invitation_expires_at <= expired_at)))$condition$;
begin
    execute format(text, 'member_search', 'uuid_hash(w.organization_id) = uuid_hash(own) and', timely, 'uuid_hash(v.organization_id) = uuid_hash(own) and');
    execute format(text, 'member_search_alone', '', timely, '');
end $do$;

revoke all on function
    member_search(text[], text[], text[], text[], text[], smallint[], timestamptz, timestamptz, boolean, boolean, integer),
    member_search_alone(text[], text[], text[], text[], text[], smallint[], timestamptz, timestamptz, boolean, boolean, integer) from public;
grant execute on function
    member_search(text[], text[], text[], text[], text[], smallint[], timestamptz, timestamptz, boolean, boolean, integer),
    member_search_alone(text[], text[], text[], text[], text[], smallint[], timestamptz, timestamptz, boolean, boolean, integer) to ${app};
