-- Lists of a department (MEM-3): who is in it and in the cells that are asked for, counted as far as a bound and read by one range.
create index member_department_cell on member (organization_id, department_id, cell, id) where department_id is not null;
drop index member_department;
