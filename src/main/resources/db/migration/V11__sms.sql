-- Messages go by mail or as a text message to a phone (ACT-1, INV-9).

alter table message add column channel text not null default 'email' check (channel in ('email', 'sms'));
