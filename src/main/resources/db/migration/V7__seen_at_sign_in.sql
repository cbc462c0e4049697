-- As before, but looks first: most sign-ins fall within the hour, and an update of no row still runs the triggers that follow members.
create or replace function members_seen(account uuid, at timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from member m
                where m.account_id = members_seen.account and m.status = 'REGISTERED'
                  and (m.last_active_at is null or m.last_active_at < members_seen.at - interval '1 hour')) then
        update member m set last_active_at = members_seen.at
         where m.account_id = members_seen.account and m.status = 'REGISTERED'
           and (m.last_active_at is null or m.last_active_at < members_seen.at - interval '1 hour');
    end if;
end $$;
