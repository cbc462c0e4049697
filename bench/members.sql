-- Fills an empty database with :members people in :organization, and 100 in each of :others further ones. Run by MembersBench.

drop index member_words_threes;

drop index member_words_pairs;

create unlogged table bench_first as select array['Anna','Maria','Lena','Jonas','Lukas','Sofia','Emma','Noah','Liam','Olivia','Mia','Elena','José','Zoë','René','François','Søren','Øyvind','Åsa','Björn','Jürgen','Günther','Łukasz','Žofia','Čeněk','Şule','İbrahim','Işıl','Ümit','Çağla','Nguyễn','Thị','Văn','Hương','Mehmet','Ayşe','Ali','Fatima','Mohamed','Omar','Layla','Amara','Chinedu','Ngozi','Kwame','Abena','Priya','Rahul','Ananya','Arjun','Wei','Li','Ming','Xiao','Hiroshi','Yuki','Sakura','Haruto','Min-jun','Seo-yeon','Ivan','Olga','Dmitri','Svetlana','Иван','Ольга','Дмитрий','Светлана','Γιώργος','Ελένη','محمد','فاطمة','علي','נועה','太郎','花子','翔','伟','芳','민준','서연','अनन्या','राहुल','Siobhán','Niamh','Seán','Aoife','Gwenllian','Rhys','João','Inês','Tomás','Lucía','Íñigo','Peter','Paul','Mary','John','James','Robert','Linda','Karl-Heinz','Anne-Marie','Jean-Luc'] as names;

create unlogged table bench_last as select array['Müller','Schmidt','Schneider','Fischer','Weber','Groß','Weiß','Strauß','Andersson','Johansson','Lindqvist','Nilsson','Hansen','Jørgensen','Østergaard','García','Herrera','Núñez','Peña','Silva','Gonçalves','Ferreira','Rossi','Bianchi','Esposito','Dubois','Lefèvre','O''Brien','Ó Súilleabháin','MacDonald','Smith','Jones','Williams','Brown','Taylor','Kowalski','Wiśniewska','Novák','Dvořáková','Horváth','Nagy','Popescu','Yılmaz','Öztürk','Şahin','Nguyễn','Trần','Phạm','Al-Sayed','El Amrani','Hassan','Okafor','Adeyemi','Mensah','Diallo','Raman','Patel','Singh','Kumar','Tanaka','Suzuki','Satō','Wang','Zhang','Chen','Liu','Kim','Park','Ivanov','Petrova','Смирнов','Кузнецова','Παπαδόπουλος','الأحمد','حسن','כהן','田中','鈴木','高橋','王','李','김','박','शर्मा','van der Berg','de la Cruz','von Hohenstein','Þórsdóttir','Guðmundsson','Korhonen','Virtanen','Tamm','Bērziņš','Kazlauskas','Shevchenko','Bondarenko','Zimmermann','Zhukov','Zapata','Zygmunt'] as names;

create unlogged table bench_person (n integer, organization_id uuid, subject_id uuid, first_name text, last_name text, r float, s float, t float);

insert into organization (slug, name, created_at) select 'other-' || n, 'Other ' || n, now() - interval '600 days' from generate_series(1, :others) n;

insert into bench_person (n, organization_id, subject_id, first_name, last_name, r, s, t)
select n, :organization::uuid, uuidv7(), (select names from bench_first)[1 + (random() * random() * 103)::integer],
       (select names from bench_last)[1 + (random() * random() * 99)::integer], random(), random(), random()
  from generate_series(1, :members) n;

insert into bench_person (n, organization_id, subject_id, first_name, last_name, r, s, t)
select n, o.id, uuidv7(), (select names from bench_first)[1 + (random() * random() * 103)::integer],
       (select names from bench_last)[1 + (random() * random() * 99)::integer], random(), random(), random()
  from generate_series(1, 100) n, organization o where o.slug like 'other-%';

insert into permission_subject (organization_id, id, active) select organization_id, subject_id, true from bench_person;

insert into scope (organization_id, kind, parent_id, id, path)
select :organization::uuid, 'hub', :organization::uuid, id, array[id, :organization::uuid] from (select uuidv7() as id from generate_series(1, 20)) hubs;

insert into hub (organization_id, id, name, created_at)
select organization_id, id, 'Hub ' || row_number() over (), now() from scope where organization_id = :organization::uuid and kind = 'hub';

insert into member (organization_id, subject_id, status, source, first_name, last_name, email, level, invitation_expires_at, last_active_at,
                    created_at, status_changed_at)
select organization_id, subject_id, status,
       case when status in ('REGISTERED', 'BLOCKED') and s < 0.3 then 'sso' else 'password' end,
       case when status in ('INVITED', 'CREATED') then '' else first_name end,
       case when status in ('INVITED', 'CREATED') then '' else last_name end,
       regexp_replace(fold(first_name || '.' || last_name), '[^a-z.]', '', 'g') || n || '@'
           || (array['northwind.example', 'contoso.example', 'mail.example', 'example.org'])[1 + n % 4],
       case when status not in ('REGISTERED', 'BLOCKED') or t >= 0.95 then null when status = 'REGISTERED' and t < 0.001 then 'organization_admin'
            when t < 0.005 then 'hub_admin' when t < 0.025 then 'other_admin' else 'member' end,
       case when status = 'INVITED' then now() + (s * 10 - 3) * interval '1 day' end,
       case when status in ('REGISTERED', 'BLOCKED', 'TERMINATED') and s < 0.97 then now() - (s * s * 400) * interval '1 day' end,
       now() - interval '600 days', now() - interval '600 days'
  from (select *, case when r < 0.85 then 'REGISTERED' when r < 0.93 then 'INVITED' when r < 0.94 then 'REGISTERING'
                       when r < 0.96 then 'CREATED' when r < 0.99 then 'BLOCKED' else 'TERMINATED' end as status
          from bench_person order by r) person;

create index member_words_threes on member_words using gin (uuid_hash(organization_id), words gin_trgm_ops, (array[standing])) with (fastupdate = off);

create index member_words_pairs on member_words using gin (uuid_hash(organization_id), letter_pairs(words), (array[standing::integer])) with (fastupdate = off);

-- The levels stand there already, and to be followed is not what is measured.
alter table role_grant disable trigger user;

insert into role_grant (organization_id, subject_id, scope_id, role_id, granted_at)
select m.organization_id, m.subject_id,
       case when m.level = 'hub_admin' then coalesce((select id from hub h where h.organization_id = m.organization_id
                                                       order by md5(h.id::text || m.id::text) limit 1), m.organization_id) else m.organization_id end,
       r.id, now()
  from member m
  join role r on r.organization_id = m.organization_id
             and r.predefined = case m.level when 'other_admin' then 'community_admin' else m.level end
    on conflict do nothing;

alter table role_grant enable trigger user;

-- Teams of half of the organization, a tenth, and so on down, and two hundred small ones.
create unlogged table bench_team as
select uuidv7() as id, name, part from (values ('Half', 0.5), ('Tenth', 0.1), ('Fiftieth', 0.02), ('Hundredth', 0.01), ('Two-hundredth', 0.005),
       ('Thousandth', 0.001), ('Ten-thousandth', 0.0001)) of_size (name, part)
union all select uuidv7(), 'Team ' || n, 0.00005 from generate_series(1, 200) n;

insert into permission_subject (organization_id, id, active, kind) select :organization::uuid, id, true, 'team' from bench_team;

insert into team (organization_id, id, name, created_at) select :organization::uuid, id, name, now() from bench_team;

insert into team_member (organization_id, team_id, subject_id, added_at)
select organization_id, t.id, p.subject_id, now()
  from bench_team t join bench_person p on random() + 0 * p.r < t.part
 where p.organization_id = :organization::uuid and part >= 0.0001;

insert into team_member (organization_id, team_id, subject_id, added_at)
select p.organization_id, t.id, p.subject_id, now()
  from (select id, row_number() over () as n from bench_team where part < 0.0001) t
  join bench_person p on p.organization_id = :organization::uuid and p.n % 20000 = t.n
 where p.organization_id = :organization::uuid;

drop table bench_person, bench_first, bench_last, bench_team;

vacuum analyze member;

vacuum analyze member_words;

vacuum analyze member_tally;

vacuum analyze permission_subject;

vacuum analyze role_grant;

vacuum analyze team;

vacuum analyze team_member;
