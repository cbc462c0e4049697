-- What an import keeps is written once, read a few times and gone within a week. To sweep it merely because it came (which marks pages for reads
-- of years) took ten seconds of a processor while a million people were added (CRE-4). What is deleted is still swept up.
alter table import_row set (autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1);
alter table import_piece set (autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_insert_threshold = -1);

-- Rows are copied into a table of the transaction's own first, which everybody may have unless a database was closed to that.
do $$
begin
    if not has_database_privilege(to_regrole('${app}')::oid, current_database(), 'TEMPORARY') then
        execute format('grant temporary on database %I to ${app}', current_database());
    end if;
end $$;
