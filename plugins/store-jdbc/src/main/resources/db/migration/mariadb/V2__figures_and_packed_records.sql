-- Figures of domains are no longer counted with each row but folded in, many rows at once: `folded` is the last row that is in them.
insert into sequence (name, last) select 'folded', last from sequence where name = 'event';

-- The registered domain where it is another than domain; 1 where the address was heard of for the first time.
alter table event add column registered varchar(255), add column fresh tinyint;

-- Event and decision in the packed form of RecordText. Rows of older programs keep their text.
alter table record add column body longblob;

-- Known addresses by scope and domain, and bounces by domain. The domain `@` is all of a scope; bounces of every scope are told at the
-- empty one.
create table domain_total (
    scope varchar(128) not null,
    domain varchar(320) not null,
    addresses bigint not null,
    bounces bigint not null,
    primary key (scope, domain)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
insert into domain_total (scope, domain, addresses, bounces)
    select scope, domain, sum(addresses), sum(bounces) from (
        select '' as scope, domain, 0 as addresses, bounces from domain_tally
        union all
        select scope, substring_index(address, '@', -1), 1, 0 from address
        union all
        select scope, '@', 1, 0 from address
    ) known group by scope, domain;
drop table domain_tally;

-- The row that holds the latest text; sample is the text itself only in rows of older programs.
alter table domain_code add column sample_seq bigint;
