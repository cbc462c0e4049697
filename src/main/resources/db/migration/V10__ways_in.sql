-- Every way in: what an organization asks of new people, what it knows about them, and how they prove themselves (CRE, ACT, ORG-6, TYP).

-- ---------------------------------------------------------------- what an organization decides about ways in

create table organization_policy (
    organization_id             uuid primary key references organization (id),
    one_time_passwords          boolean not null default true,
    mfa_required                boolean not null default false,
    sign_up                     text not null default 'off' check (sign_up in ('off', 'anyone', 'domains', 'identifiers')),
    sign_up_domains             text[] not null default '{}',
    sign_up_department_choice   boolean not null default false,
    colleague_invitations       boolean not null default false,
    activation_emails           boolean not null default true,
    activation_sms              boolean not null default false,
    -- Numbers typed without a country are read as of this one (ISO 3166); null: every number needs its country.
    default_country             text check (default_country ~ '^[A-Z]{2}$'),
    default_currency            text not null default 'EUR' check (default_currency ~ '^[A-Z]{3}$'),
    default_role_id             uuid,
    default_job_profile_id      uuid,
    default_department_id       uuid,
    default_team_id             uuid,
    personal_data_by_admins     boolean not null default false,
    attributes_after_registered boolean not null default false,
    foreign key (organization_id, default_role_id) references role (organization_id, id) on delete set null (default_role_id),
    foreign key (organization_id, default_team_id) references team (organization_id, id) on delete set null (default_team_id)
);

-- Departments form a tree; the name is unique among its siblings, ignoring case (CRE-9).
create table department (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    parent_id        uuid,
    name             text not null check (name <> '' and length(name) <= 100),
    name_key         text collate "C" not null generated always as (fold(name)) stored,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    foreign key (organization_id, parent_id) references department (organization_id, id),
    check (parent_id <> id)
);
create unique index department_name on department (organization_id, parent_id, lower(normalize(name, NFKC))) nulls not distinct;

create table job_profile (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    name             text not null check (name <> '' and length(name) <= 100),
    name_key         text collate "C" not null generated always as (fold(name)) stored,
    created_at       timestamptz not null,
    primary key (organization_id, id)
);
create unique index job_profile_name on job_profile (organization_id, lower(normalize(name, NFKC)));

alter table organization_policy
    add foreign key (organization_id, default_department_id) references department (organization_id, id) on delete set null (default_department_id),
    add foreign key (organization_id, default_job_profile_id) references job_profile (organization_id, id) on delete set null (default_job_profile_id);

-- What kinds of people there are, beside their roles (TYP-1). The three of every organization have no name of their own.
create table user_type (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    predefined       text check (predefined in ('platform', 'advertiser', 'consultant')),
    name             text check (name <> '' and length(name) <= 100),
    newsletter       boolean not null,
    services         boolean not null,
    key_accounts     boolean not null,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    check ((predefined is null) = (name is not null))
);
create unique index user_type_predefined on user_type (organization_id, predefined) where predefined is not null;
create unique index user_type_name on user_type (organization_id, lower(normalize(name, NFKC))) where name is not null;

create table partner (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    name             text not null check (name <> '' and length(name) <= 100),
    name_key         text collate "C" not null generated always as (fold(name)) stored,
    created_at       timestamptz not null,
    primary key (organization_id, id)
);
create unique index partner_name on partner (organization_id, lower(normalize(name, NFKC)));

-- What an organization knows about its people beyond what everybody has (CRE-9).
create table attribute (
    organization_id  uuid not null references organization (id),
    id               uuid not null default uuidv7(),
    name             text not null check (name <> '' and length(name) <= 60),
    kind             text not null check (kind in ('text', 'number', 'date', 'choice', 'yes_no')),
    choices          text[] not null default '{}',
    required         boolean not null,
    unique_values    boolean not null,
    -- What the person may do with it on their own page.
    shown            boolean not null,
    editable         boolean not null,
    position         integer not null,
    created_at       timestamptz not null,
    primary key (organization_id, id),
    check ((kind = 'choice') = (cardinality(choices) > 0)),
    check (shown or not editable)
);
create unique index attribute_name on attribute (organization_id, lower(normalize(name, NFKC)));

-- An organization is born with its own scope, the predefined roles and user types, and a policy, whichever way it comes about.
create or replace function organization_begins() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into scope (organization_id, id, kind, path) values (new.id, new.id, 'organization', array[new.id]);
    insert into role (organization_id, predefined, level, scope_kinds, permissions, created_at)
    select new.id, key, level, scope_kinds, permissions, new.created_at from predefined_role order by position;
    insert into user_type (organization_id, predefined, newsletter, services, key_accounts, created_at)
    values (new.id, 'platform', true, true, true, new.created_at), (new.id, 'advertiser', false, false, false, new.created_at),
           (new.id, 'consultant', false, false, false, new.created_at);
    insert into organization_policy (organization_id) values (new.id);
    return null;
end $$;
insert into user_type (organization_id, predefined, newsletter, services, key_accounts, created_at)
select o.id, t.predefined, t.switches, t.switches, t.switches, o.created_at
  from organization o cross join (values ('platform', true), ('advertiser', false), ('consultant', false)) as t (predefined, switches)
 order by o.id, t.predefined desc;
insert into organization_policy (organization_id) select id from organization;

-- ---------------------------------------------------------------- what it knows of its people

alter table member
    add column currency            text check (currency ~ '^[A-Z]{3}$'),
    add column department_id       uuid,
    add column job_profile_id      uuid,
    add column user_type_id        uuid,
    add column partner_id          uuid,
    -- Who signed themselves up and waits for the organization to know them (CRE-5, LIF-3).
    add column awaits_identifier   boolean not null default false,
    -- Until when somebody created with an initial password has to confirm the address, or is terminated (CRE-3).
    add column confirm_until       timestamptz,
    -- Who brought them: an admin who created them, or a colleague whose invitation they took (INV-8).
    add column brought_by          uuid,
    add column username_key        text generated always as (lower(normalize(username, NFKC))) stored,
    add foreign key (organization_id, department_id) references department (organization_id, id),
    add foreign key (organization_id, job_profile_id) references job_profile (organization_id, id),
    add foreign key (organization_id, user_type_id) references user_type (organization_id, id),
    add foreign key (organization_id, partner_id) references partner (organization_id, id);
create unique index member_username on member (organization_id, username_key) where source = 'password' and username is not null;
create unique index member_phone on member (organization_id, phone) where source = 'password' and phone is not null;
create unique index member_universal_identifier on member (organization_id, universal_identifier)
    where source = 'password' and universal_identifier is not null;
create index member_department on member (organization_id, department_id, id) where department_id is not null;
create index member_job_profile on member (organization_id, job_profile_id, id) where job_profile_id is not null;
create index member_user_type on member (organization_id, user_type_id, id) where user_type_id is not null;
create index member_partner on member (organization_id, partner_id, id) where partner_id is not null;
create index member_to_confirm on member (confirm_until) where confirm_until is not null;
-- Whoever signs in types one field and no organization (ACT-3).
create index member_username_anywhere on member (username_key) where username_key is not null;
create index member_phone_anywhere on member (phone) where phone is not null;
create index member_email_to_come on member (email_key) where account_id is null;

create table member_attribute (
    organization_id  uuid not null,
    member_id        uuid not null,
    attribute_id     uuid not null,
    -- Dates as yyyy-mm-dd, numbers with a point, yes/no as 'true' or 'false'.
    value            text not null check (value <> '' and length(value) <= 500),
    unique_key       text,
    primary key (organization_id, member_id, attribute_id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade,
    foreign key (organization_id, attribute_id) references attribute (organization_id, id) on delete cascade
);
create unique index member_attribute_unique on member_attribute (organization_id, attribute_id, unique_key) where unique_key is not null;
create index member_attribute_of on member_attribute (organization_id, attribute_id);

-- ---------------------------------------------------------------- consents (PRI-3)

-- What people are asked to agree to, in the organization's words. Version 0 is the product's own sentence and has no row.
create table consent_text (
    organization_id  uuid not null references organization (id),
    version          integer not null check (version > 0),
    text             text not null check (text <> '' and length(text) <= 4000),
    created_by       uuid,
    created_at       timestamptz not null,
    primary key (organization_id, version)
);

create table consent (
    organization_id  uuid not null,
    id               uuid not null default uuidv7(),
    member_id        uuid not null,
    -- What for: storing and using personal data (GDPR, article 7).
    purpose          text not null default 'personal_data' check (purpose in ('personal_data', 'newsletter')),
    text_version     integer not null check (text_version >= 0),
    language         text not null,
    given_at         timestamptz not null,
    -- The member who confirmed it for the person; null where the person did.
    confirmed_by     uuid,
    withdrawn_at     timestamptz,
    primary key (organization_id, id),
    foreign key (organization_id, member_id) references member (organization_id, id) on delete cascade
);
create index consent_member on consent (organization_id, member_id, id);

-- ---------------------------------------------------------------- logins without an address

alter table account
    add column currency              text check (currency ~ '^[A-Z]{3}$'),
    -- The person's own number, proved by a code; memberships follow it.
    add column phone                 text check (length(phone) <= 20),
    add column phone_verified_at     timestamptz,
    -- The password was somebody else's idea and opens nothing but the page that sets another (CRE-2).
    add column password_initial      boolean not null default false,
    -- What is asked beside the password, where the person wants it or an organization demands it (ACT-5).
    add column second_factor         text check (second_factor in ('email'));

-- Codes short enough to type: keyed hashes, one open at a time for each purpose and subject, five wrong tries end one (ACT-2, security.md 11).
create table one_time_code (
    purpose          text not null,
    subject_id       uuid not null,
    organization_id  uuid not null,
    code_hash        bytea not null check (length(code_hash) = 32),
    binding          bytea not null,
    wrong_tries      integer not null default 0,
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    used_at          timestamptz,
    primary key (purpose, subject_id)
);
create index one_time_code_subject on one_time_code (subject_id);
create index one_time_code_expiry on one_time_code (expires_at);

-- ---------------------------------------------------------------- the second wall

do $$
declare tenant_table text;
begin
    foreach tenant_table in array array['organization_policy', 'department', 'job_profile', 'user_type', 'partner', 'attribute', 'member_attribute',
            'consent_text', 'consent'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('create policy own_organization on %I using (organization_id = current_organization())', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app}', tenant_table);
    end loop;
end $$;
grant select, insert, update, delete on one_time_code to ${app};

-- Where somebody may stand who signs in with a username, a number, or an address that no account has: before the organization is known.
create function sign_in_places(kind text, key text)
    returns table (organization_id uuid, slug text, name text, brand_color text, member_id uuid, subject_id uuid, account_id uuid, status text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.id, o.slug, o.name, o.brand_color, m.id, m.subject_id, m.account_id, m.status
          from (select * from member where sign_in_places.kind = 'username' and username_key = sign_in_places.key
                 union all
                select * from member where sign_in_places.kind = 'phone' and phone = sign_in_places.key
                 union all
                select * from member where sign_in_places.kind = 'email' and email_key = sign_in_places.key and account_id is null) m
          join organization o on o.id = m.organization_id
         where o.suspended_at is null and m.status in ('INVITED', 'REGISTERING', 'REGISTERED')
         order by o.name, o.id
         limit 50;
    end;

-- Whether any organization that the account is an active member of demands a second factor (ORG-6).
create function mfa_required_of(account uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select exists (select from member m join organization_policy p on p.organization_id = m.organization_id
                        where m.account_id = account and m.status = 'REGISTERED' and p.mfa_required);
    end;

-- For the job that ends what was not confirmed in time (CRE-3): which organizations have any, and nothing else.
create function organizations_with_unconfirmed(at timestamptz) returns table (organization_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select distinct m.organization_id from member m where m.confirm_until <= at;
    end;

-- As before, with the currency, and the number that the person proved, where nobody else of the organization has it.
create or replace function members_follow(account uuid) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        update member m set first_name = a.first_name, last_name = a.last_name, language = a.language, currency = coalesce(a.currency, m.currency),
               phone = case when a.phone is null or exists (select from member o
                                 where o.organization_id = m.organization_id and o.phone = a.phone and o.id <> m.id) then m.phone else a.phone end
          from account a
         where a.id = account and m.account_id = a.id and m.source = 'password' and m.status <> 'TERMINATED'
           and (m.first_name, m.last_name, m.language, m.currency, m.phone)
               is distinct from (a.first_name, a.last_name, a.language, coalesce(a.currency, m.currency), coalesce(a.phone, m.phone));
    end;

revoke all on function sign_in_places(text, text), mfa_required_of(uuid), organizations_with_unconfirmed(timestamptz) from public;
grant execute on function sign_in_places(text, text), mfa_required_of(uuid), organizations_with_unconfirmed(timestamptz) to ${app};

-- ---------------------------------------------------------------- what may be allowed

insert into permission (key, section, feature, scope_kind, administrative, everybody, position) values
    ('members:create',   'people', 'members', 'organization', true, false, 115),
    -- Activation links, one-time passwords, links to a new password.
    ('members:activate', 'people', 'members', 'organization', true, false, 116),
    -- Department, job profile, user type; personal data where the organization lets admins (LIF-6).
    ('members:edit',     'people', 'members', 'organization', true, false, 117);
update predefined_role set permissions = permissions || array['members:create', 'members:activate', 'members:edit']
 where key in ('organization_admin', 'community_admin');
update role r set permissions = p.permissions from predefined_role p where p.key = r.predefined and r.predefined in ('organization_admin', 'community_admin');

-- Accounts that proved no address and belong to nobody's organization any more are of no use to anybody.
create function discard_accounts(accounts uuid[]) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        delete from account a
         where a.id = any (accounts)
           and not exists (select from account_email e where e.account_id = a.id and e.verified_at is not null)
           and not exists (select from member m where m.account_id = a.id);
    end;
revoke all on function discard_accounts(uuid[]) from public;
grant execute on function discard_accounts(uuid[]) to ${app};
