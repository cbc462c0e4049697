-- The person's own page (ACT-3, LIF-6, PRI-3), and what seats cost (ORG-5).

-- ---------------------------------------------------------------- addresses of an account

alter table account_email
    -- What the pages name an address by: addresses stand in no log of requests.
    add column id         uuid not null default uuidv7(),
    -- When the person made it the main one; of several, the latest is. Only what was proved can be.
    add column chosen_at  timestamptz,
    add check (chosen_at is null or verified_at is not null);
create unique index account_email_id on account_email (id);

-- A person's memberships follow what they changed in their own profile, except those that an identity provider owns. Addresses and
-- numbers follow by the next function: they can be somebody else's already.
create or replace function members_follow(account uuid) returns void
    language sql security definer set search_path = public, pg_temp
    begin atomic
        update member m set first_name = a.first_name, last_name = a.last_name, language = a.language, currency = coalesce(a.currency, m.currency)
          from account a
         where a.id = account and m.account_id = a.id and m.source = 'password' and m.status <> 'TERMINATED'
           and (m.first_name, m.last_name, m.language, m.currency)
               is distinct from (a.first_name, a.last_name, a.language, coalesce(a.currency, m.currency));
    end;

-- The same with the main address and the number. A record that shows an address which the account never proved keeps it: that is what the
-- organization knows. What somebody else of the organization has is left out; what the person gave up goes in any case.
create function identifiers_follow(account uuid, gone_phone text, gone_email text) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    place record;
    own_phone text;
    own_email text;
begin
    select a.phone into own_phone from account a where a.id = identifiers_follow.account and a.phone_verified_at is not null;
    select e.email into own_email from account_email e
     where e.account_id = identifiers_follow.account and e.verified_at is not null
     order by e.chosen_at desc nulls last, e.verified_at, e.created_at limit 1;
    for place in
        select m.organization_id, m.id, m.phone, m.email, m.email_key from member m
         where m.account_id = identifiers_follow.account and m.source = 'password' and m.status <> 'TERMINATED'
         order by m.organization_id, m.id for no key update
    loop
        if place.phone = gone_phone then
            update member m set phone = null where m.organization_id = place.organization_id and m.id = place.id;
        end if;
        if own_phone is not null then
            begin
                update member m set phone = own_phone
                 where m.organization_id = place.organization_id and m.id = place.id and m.phone is distinct from own_phone;
            exception when unique_violation then null;
            end;
        end if;
        if place.email_key = gone_email then
            update member m set email = null where m.organization_id = place.organization_id and m.id = place.id;
        end if;
        if own_email is not null and (place.email is null or place.email_key = gone_email
                or exists (select from account_email e where e.account_id = identifiers_follow.account and e.verified_at is not null
                                                         and e.email_key = place.email_key)) then
            begin
                update member m set email = own_email
                 where m.organization_id = place.organization_id and m.id = place.id and m.email is distinct from own_email;
            exception when unique_violation then null;
            end;
        end if;
    end loop;
end $$;

-- ---------------------------------------------------------------- what people see of themselves, in all of their organizations

-- The names of a department and of those around it, from the top down.
create function department_path(of_organization uuid, of_department uuid) returns text
    language sql stable set search_path = public, pg_temp
    begin atomic
        with recursive around (id, parent_id, name, depth) as (
            select d.id, d.parent_id, d.name, 1 from department d where d.organization_id = of_organization and d.id = of_department
             union all
            select d.id, d.parent_id, d.name, a.depth + 1
              from around a join department d on d.organization_id = of_organization and d.id = a.parent_id
             where a.depth < 100)
        select string_agg(a.name, ' › ' order by a.depth desc) from around a;
    end;

create function own_records(account uuid)
    returns table (organization_id uuid, slug text, name text, brand_color text, logo text, suspended boolean, default_country text,
                   member_id uuid, subject_id uuid, status text, level text, source text, email text, username text, phone text,
                   since timestamptz, department text, job_profile text, newsletter boolean, partner boolean)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.id, o.slug, o.name, o.brand_color, o.logo, o.suspended_at is not null, p.default_country,
               m.id, m.subject_id, m.status, m.level, m.source, m.email, m.username, m.phone,
               m.created_at, department_path(m.organization_id, m.department_id), j.name, coalesce(t.newsletter, false), m.partner_id is not null
          from member m
          join organization o on o.id = m.organization_id
          join organization_policy p on p.organization_id = m.organization_id
          left join job_profile j on j.organization_id = m.organization_id and j.id = m.job_profile_id
          left join user_type t on t.organization_id = m.organization_id and t.id = m.user_type_id
         where m.account_id = own_records.account
         order by o.name, o.id;
    end;

-- What an organization lets the person see, with its values.
create function own_attributes(account uuid)
    returns table (organization_id uuid, id uuid, name text, kind text, choices text[], required boolean, unique_values boolean, editable boolean,
                   value text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select a.organization_id, a.id, a.name, a.kind, a.choices, a.required, a.unique_values, a.editable, v.value
          from member m
          join attribute a on a.organization_id = m.organization_id and a.shown
          left join member_attribute v on v.organization_id = m.organization_id and v.member_id = m.id and v.attribute_id = a.id
         where m.account_id = own_attributes.account
         order by a.organization_id, a.position, a.id;
    end;

create function own_consents(account uuid)
    returns table (organization_id uuid, id uuid, purpose text, text_version integer, language text, given_at timestamptz, in_person boolean,
                   by_name text, withdrawn_at timestamptz, text text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select c.organization_id, c.id, c.purpose, c.text_version, c.language, c.given_at, c.confirmed_by is null,
               coalesce(nullif(btrim(b.first_name || ' ' || b.last_name), ''), b.email, f.label), c.withdrawn_at, t.text
          from member m
          join consent c on c.organization_id = m.organization_id and c.member_id = m.id
          left join member b on b.organization_id = c.organization_id and b.id = c.confirmed_by
          left join former_member f on f.organization_id = c.organization_id and f.member_id = c.confirmed_by
          left join consent_text t on t.organization_id = c.organization_id and t.version = c.text_version and c.purpose = 'personal_data'
         where m.account_id = own_consents.account
         order by c.organization_id, c.given_at desc, c.id desc;
    end;

revoke all on function identifiers_follow(uuid, text, text), department_path(uuid, uuid), own_records(uuid), own_attributes(uuid), own_consents(uuid)
    from public;
grant execute on function identifiers_follow(uuid, text, text), own_records(uuid), own_attributes(uuid), own_consents(uuid) to ${app};

-- ---------------------------------------------------------------- money

-- What one euro was worth, as central banks publish it. Operators keep it; it is no tenant's.
create table exchange_rate (
    currency  text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'EUR'),
    day       date not null,
    per_euro  numeric(24, 10) not null check (per_euro > 0),
    primary key (currency, day)
);
create index exchange_rate_newest on exchange_rate (day desc, currency);
grant select, insert, update, delete on exchange_rate to ${app};

-- What a seat costs a month, from a day on until the next; without an amount: nothing is known. What a past month cost stays.
create table seat_price (
    organization_id  uuid not null references organization (id),
    since            date not null,
    amount           numeric(14, 4) check (amount >= 0),
    currency         text check (currency ~ '^[A-Z]{3}$'),
    primary key (organization_id, since),
    check ((amount is null) = (currency is null))
);
alter table seat_price enable row level security;
create policy own_organization on seat_price using (organization_id = current_organization());
grant select, insert, update, delete on seat_price to ${app};
