-- A few values of each column, sealed by the master key as the file is: the page where columns are chosen shows them without opening the file.
-- Kept until the import is confirmed or ends.
alter table import_run add column samples bytea;
-- What is sealed cannot be made smaller.
alter table import_run alter column samples set storage external;
