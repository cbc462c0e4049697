-- Activation links for many at once (MEM-4).
alter table bulk_job drop constraint bulk_job_action_check;
alter table bulk_job add constraint bulk_job_action_check
    check (action in ('team_creation', 'team_joining', 'team_leaving', 'invitation', 'activation', 'deactivation', 'removal'));
