-- Who changed a custom role last, and when: told to somebody who had it open meanwhile (ROL-1).
alter table role
    add column edited_by  uuid,
    add column edited_at  timestamptz;
