-- Whose address is taken is asked for every address of an invitation. Those with a password have member_email; without this index, looking
-- for the others would read the whole organization, as long as it is.
create index member_email_sso on member (organization_id, email_key) where source = 'sso';
