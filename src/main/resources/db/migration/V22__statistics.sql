-- How a statement is carried out is decided when it is first asked, by how many rows there were, and kept. A list of members that was first
-- asked of an empty organization then went through all of a million people for each one that it showed, until the database happened to count
-- again. Therefore it counts while many come (members.MemberLoad): whenever there are four times as many as it knows of.
create function members_have_come() returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if (select sum(members) from member_tally) > 4 * greatest(1000, (select reltuples from pg_class where oid = 'member'::regclass)) then
        analyze permission_subject, member, member_attribute, initial_permission, consent;
    end if;
end $$;
revoke all on function members_have_come() from public;
grant execute on function members_have_come() to ${app};
