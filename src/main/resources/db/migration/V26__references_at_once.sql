-- As before (V24), but what a transaction brought itself is looked up in one walk along the index for all rows of a statement. The plan that
-- looked it up read all people there are, of whatever organization, for each some thousand that came, once they were planned for while few were there.
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
                language plpgsql security definer set search_path = public, pg_temp
                set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
            declare
                own xid := pg_current_xact_id()::xid;
                missing uuid;
            begin
                if not exists (select from (select organization_id, array_agg(distinct %2$s) as ids from entered
                                             where %2$s is not null group by organization_id) asked
                                where cardinality(asked.ids) > (select count(*) from %3$s there
                                                                 where there.organization_id = asked.organization_id
                                                                   and there.id = any (asked.ids) and there.xmin = own))
                then return null; end if;
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

-- As before (V24), and letters that are composed already, as nearly all are, are not taken apart and put together again.
create or replace function fold(words text) returns text
    language plpgsql immutable strict parallel safe as $$
begin
    if octet_length(words) = length(words) then return lower(words); end if;
    if words is not nfkc normalized then words := normalize(words, NFKC); end if;
    return lower(public.unaccent('public.unaccent'::regdictionary, words));
end $$;
