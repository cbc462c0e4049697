-- People who come by themselves: sign-up, department links, colleagues' invitations, invitations by SMS (CRE-5, CRE-6, INV-8, INV-9).

alter table invitation
    drop constraint invitation_channel_check,
    add constraint invitation_channel_check check (channel in ('email', 'sms', 'link'));

-- Addresses that open the sign-up form. The code is short enough to stand on a poster, and stays readable: it is printed again.
create table sign_up_link (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    code             text not null unique check (code ~ '^[a-z2-9]{17}$'),
    -- For whoever stands before it, or from one colleague to others.
    kind             text not null check (kind in ('department', 'colleague')),
    -- No reference: a link into a department that is gone opens nothing, while one into none would go on.
    department_id    uuid,
    -- No reference: of a colleague who left, the link is shown and opens nothing.
    created_by       uuid not null,
    created_at       timestamptz not null,
    expires_at       timestamptz,
    most_uses        integer check (most_uses > 0),
    uses             integer not null default 0 check (uses >= 0),
    ended_at         timestamptz,
    primary key (organization_id, id),
    check (most_uses is null or uses <= most_uses),
    check (kind = 'department' or (department_id is null and expires_at is not null and most_uses is not null))
);
create index sign_up_link_kind on sign_up_link (organization_id, kind, id);
create index sign_up_link_by on sign_up_link (organization_id, created_by, id) where kind = 'colleague';

-- What somebody who signs up said, until it is proved; the rest stands in the member's row.
create table sign_up (
    organization_id  uuid not null,
    member_id        uuid not null,
    email            text check (length(email) <= 254),
    username         text check (length(username) <= 100),
    phone            text check (length(phone) <= 20),
    -- What they say that the organization calls them. Believed with a proof of the address or number only, and kept free for everybody until then.
    identifier       text check (length(identifier) <= 100),
    -- Of the account that there will be; gone once there is one.
    password_hash    text,
    time_zone        text not null,
    link_id          uuid,
    created_at       timestamptz not null,
    -- Until when it can be proved; null once it is.
    expires_at       timestamptz,
    primary key (organization_id, member_id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade,
    foreign key (organization_id, link_id) references sign_up_link (organization_id, id),
    check ((email is null) <> (phone is null)),
    check ((expires_at is null) = (password_hash is null))
);
create index sign_up_expiry on sign_up (expires_at) where expires_at is not null;

-- Nothing of somebody who is terminated stays here either (LIF-5).
create function sign_up_ends() returns trigger
    language plpgsql as $$
begin
    delete from sign_up where organization_id = new.organization_id and member_id = new.id;
    return null;
end $$;
create trigger sign_up_ends after update of status on member for each row when (new.status = 'TERMINATED') execute function sign_up_ends();

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['sign_up_link', 'sign_up'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app}', tenant_table);
    end loop;
end $$;

-- Whose link a code is: the short address names no organization.
create function sign_up_place(code text) returns text
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.slug from sign_up_link l join organization o on o.id = l.organization_id
         where l.code = sign_up_place.code and o.suspended_at is null;
    end;

-- Where anybody may sign up; for the sign-in page that belongs to no organization.
create function organizations_open_to_sign_up(most integer) returns table (slug text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.slug from organization_policy p join organization o on o.id = p.organization_id
         where p.sign_up <> 'off' and o.suspended_at is null
         limit most;
    end;
create index organization_policy_sign_up on organization_policy (organization_id) where sign_up <> 'off';

-- For the job that forgets what was not proved in time: which organizations have any, and nothing else.
create function organizations_with_stale_sign_ups(at timestamptz) returns table (organization_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct s.organization_id from sign_up s
          join member m on m.organization_id = s.organization_id and m.id = s.member_id and m.status = 'REGISTERING'
         where s.expires_at <= at;
    end;

revoke all on function sign_up_place(text), organizations_open_to_sign_up(integer), organizations_with_stale_sign_ups(timestamptz) from public;
grant execute on function sign_up_place(text), organizations_open_to_sign_up(integer), organizations_with_stale_sign_ups(timestamptz) to ${app};
