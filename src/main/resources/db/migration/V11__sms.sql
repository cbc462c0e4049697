-- Messages go by mail or as a text message to a phone (ACT-1, INV-9).

alter table message
    add column channel text not null default 'email' check (channel in ('email', 'sms')),
    drop constraint message_state_check,
    -- A gateway says later what became of a text message that it took.
    add constraint message_state_check check (state in ('QUEUED', 'SENT', 'DELIVERED', 'UNDELIVERED', 'FAILED', 'EXPIRED'));

-- What an organization may spend and where it may send to; null: as the settings of the server say.
alter table organization_policy
    add column sms_budget    integer check (sms_budget >= 0),
    add column sms_countries text[];

-- A long text message goes in parts. Each has an id by which the gateway speaks of it; no part is handed over again once it was taken.
create table message_part (
    organization_id  uuid not null,
    message_id       uuid not null,
    number           integer not null check (number > 0),
    parts            integer not null check (parts >= number),
    gateway_id       text not null,
    state            text not null default 'SENT' check (state in ('SENT', 'DELIVERED', 'UNDELIVERED')),
    -- Why it was not delivered, as in the message's own column.
    problem          text,
    primary key (organization_id, message_id, number),
    foreign key (organization_id, message_id) references message (organization_id, id) on delete cascade
);
create index message_part_gateway on message_part (gateway_id);

alter table message_part enable row level security;
create policy own_organization on message_part using (organization_id = current_organization());
grant select, insert, update, delete on message_part to ${app};

-- Whose part a gateway speaks of: it knows its own id and nothing of organizations. Ids come round again, so the newest part is meant.
create function message_part_of(gateway_ids text[])
    returns table (organization_id uuid, message_id uuid, number integer)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select p.organization_id, p.message_id, p.number
          from message_part p
         where p.gateway_id = any (gateway_ids)
         order by p.message_id desc, p.number
         limit 1;
    end;
revoke all on function message_part_of(text[]) from public;
grant execute on function message_part_of(text[]) to ${app};
