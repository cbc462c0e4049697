-- Where somebody may invite colleagues, of all their organizations at once; for the person's own page (INV-8).
create function colleague_places(account uuid) returns table (organization_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select m.organization_id from member m
          join organization_policy p on p.organization_id = m.organization_id and p.colleague_invitations
          join organization o on o.id = m.organization_id and o.suspended_at is null
         where m.account_id = colleague_places.account and m.status = 'REGISTERED';
    end;
revoke all on function colleague_places(uuid) from public;
grant execute on function colleague_places(uuid) to ${app};
