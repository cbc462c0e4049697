-- Signing in: failures in a row per account, and three narrow doors from an account to its memberships.

-- Failed tries in a row (NIST SP 800-63B-4, 3.2.2). The key is the digest of the account, or of an address that nobody has;
-- rows of the latter are forgotten after a while, those of accounts only by the right password or a new one.
create table sign_in_guard (
    key            bytea primary key check (length(key) = 32),
    account_id     uuid references account (id) on delete cascade,
    failures       integer not null check (failures >= 0),
    blocked_until  timestamptz not null,
    tried_at       timestamptz not null
);
create index sign_in_guard_unknown on sign_in_guard (tried_at) where account_id is null;
create index sign_in_guard_account on sign_in_guard (account_id) where account_id is not null;
grant select, insert, update, delete on sign_in_guard to ${app};

-- The longest password minimum among the organizations that an account belongs to (ACT-6); 15 without any.
create function password_minimum_of(account uuid) returns integer
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select coalesce(max(o.password_minimum), 15)
          from member m join organization o on o.id = m.organization_id
         where m.account_id = account and m.status <> 'TERMINATED';
    end;

-- A person's memberships show their last activity; written at most once an hour, for the list is sorted by it.
create function members_seen(account uuid, at timestamptz) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        update member set last_active_at = at
         where account_id = account and status = 'REGISTERED'
           and (last_active_at is null or last_active_at < at - interval '1 hour');
    end;

-- A person's memberships follow what they changed in their own profile, except those that an identity provider owns.
create function members_follow(account uuid) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        update member m set first_name = a.first_name, last_name = a.last_name, language = a.language
          from account a
         where a.id = account and m.account_id = a.id and m.source = 'password' and m.status <> 'TERMINATED'
           and (m.first_name, m.last_name, m.language) is distinct from (a.first_name, a.last_name, a.language);
    end;

revoke all on function password_minimum_of(uuid), members_seen(uuid, timestamptz), members_follow(uuid) from public;
grant execute on function password_minimum_of(uuid), members_seen(uuid, timestamptz), members_follow(uuid) to ${app};
