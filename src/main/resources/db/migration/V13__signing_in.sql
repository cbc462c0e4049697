-- Signing in with whatever a person has (ACT-3).

-- As before, without those who come by an identity provider. An address counts here too where the person has an account that never
-- claimed it: somebody who came in by a one-time password goes by what the organization knows, like people with a username.
create or replace function sign_in_places(kind text, key text)
    returns table (organization_id uuid, slug text, name text, brand_color text, member_id uuid, subject_id uuid, account_id uuid, status text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select o.id, o.slug, o.name, o.brand_color, m.id, m.subject_id, m.account_id, m.status
          from (select * from member where sign_in_places.kind = 'username' and username_key = sign_in_places.key
                 union all
                select * from member where sign_in_places.kind = 'phone' and phone = sign_in_places.key
                 union all
                select * from member where sign_in_places.kind = 'email' and email_key = sign_in_places.key and account_id is null
                 union all
                select * from member n where sign_in_places.kind = 'email' and n.email_key = sign_in_places.key and n.account_id is not null
                   and not exists (select from account_email e where e.account_id = n.account_id and e.email_key = n.email_key)) m
          join organization o on o.id = m.organization_id
         where m.source = 'password' and o.suspended_at is null and m.status in ('INVITED', 'REGISTERING', 'REGISTERED')
         order by o.name, o.id
         limit 50;
    end;

-- Accounts by the number that they proved.
create index account_phone on account (phone) where phone_verified_at is not null;

-- Members by an address that their account need not have; those without an account have an index of their own.
create index member_email_came_in on member (email_key) where account_id is not null;
