-- A tree of 220 departments and 50 job profiles for :organization. Run by bench/export and bench/import.

insert into department (organization_id, name, created_at) select :organization::uuid, 'Division ' || n, now() from generate_series(1, 20) n;

insert into department (organization_id, parent_id, name, created_at)
select organization_id, id, 'Unit ' || n, now() from department cross join generate_series(1, 10) n;

insert into job_profile (organization_id, name, created_at) select :organization::uuid, 'Profile ' || n, now() from generate_series(1, 50) n;
