-- What an address was before a decision changed it: what an undo puts back. One row for each of subscriber_change that was recorded since.
create table subscriber_before (
    seq bigint primary key,
    status varchar(40) not null,
    since bigint,
    soft_run int not null,
    last_soft bigint,
    gone_run int not null,
    gone_since bigint,
    last_success bigint,
    last_engaged bigint,
    last_activity bigint,
    bounced_by varchar(190),
    probation int not null,
    hold_event varchar(255),
    undoes bigint,
    origin bigint,
    run bigint
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index subscriber_before_run on subscriber_before (run, seq);

insert into sequence (name, last) values ('undo', 0);

create table undo_run (
    id bigint primary key,
    at bigint not null,
    who varchar(190) not null,
    why longtext not null,
    selection longtext not null,
    undoes bigint,
    policy varchar(190) not null,
    batch int not null,
    per_minute int not null,
    state varchar(40) not null,
    next_at bigint not null,
    total bigint not null,
    done bigint not null,
    kept bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index undo_run_state on undo_run (state, id);

create table undo_row (
    run bigint not null,
    seq bigint not null,
    at bigint not null,
    scope varchar(128) not null,
    address varchar(320) not null,
    from_status varchar(40) not null,
    to_status varchar(40) not null,
    today longtext not null,
    state varchar(40) not null,
    why longtext not null,
    primary key (run, seq)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index undo_row_state on undo_row (run, state, seq);
create index undo_row_address on undo_row (scope, address);

-- Addresses that were let back by hand, with the evidence, and those that wait for a second operator.
insert into sequence (name, last) values ('readmission', 0);
create table readmission (
    id bigint primary key,
    at bigint not null,
    who varchar(190) not null,
    why longtext not null,
    scope varchar(128) not null,
    address varchar(320) not null,
    was varchar(40) not null,
    evidence varchar(40) not null,
    reference longtext not null,
    state varchar(40) not null,
    decided_at bigint,
    decided_by varchar(190),
    decided_why longtext
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index readmission_state on readmission (state, id);
create index readmission_address on readmission (scope, address);

-- To whom nothing is sent for a while. subject: an address, or @ and a domain. An expired row stays for its count of times.
-- The parts of the key together stay within InnoDB's 3072 bytes (768 characters of utf8mb4).
insert into sequence (name, last) values ('suppression', 0);
create table suppression (
    id bigint primary key,
    subject varchar(320) not null,
    reach varchar(40) not null,
    scope varchar(128) not null,
    name varchar(190) not null,
    reason longtext not null,
    at bigint not null,
    until_at bigint,
    times int not null,
    who varchar(190) not null,
    why longtext not null,
    unique (subject, reach, scope, name)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- When the last one of a kind is due: reactivations line up behind each other.
create index timer_kind on timer (kind, due);
