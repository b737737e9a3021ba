-- What went wrong and goes on until it is quiet: opened and changed by the commits of the events that belong to it.
insert into sequence (name, last) values
    ('incident', 0), ('incident_revision', 0), ('incident_news', 0), ('incident_note', 0);

create table incident (
    number bigint primary key,
    id varchar(190) not null,
    tenant varchar(128) not null,
    cause varchar(255) not null,
    why longtext not null,
    state varchar(40) not null,
    opened bigint not null,
    last_seen bigint not null,
    closed bigint,
    events bigint not null,
    held bigint not null,
    released bigint not null,
    discarded bigint not null,
    alive bigint not null,
    muted_until bigint,
    assignee varchar(190)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index incident_going_on on incident (tenant, number);
create index incident_last_seen on incident (last_seen);

create table incident_part (
    number bigint not null,
    signal_name varchar(190) not null,
    scope varchar(255) not null,
    share double,
    peak double,
    volume bigint,
    baseline double,
    advice longtext,
    first_at bigint not null,
    last_at bigint not null,
    events bigint not null,
    weight double not null,
    primary key (number, signal_name, scope)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Events that belong to an incident: the first ones, without names of persons.
create table incident_sample (
    number bigint not null,
    event varchar(255) not null,
    at bigint not null,
    text longtext not null,
    pos bigint not null,
    primary key (number, event)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

create table incident_note (
    seq bigint primary key,
    number bigint not null,
    at bigint not null,
    who varchar(190) not null,
    why longtext not null,
    text longtext not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index incident_note_number on incident_note (number, seq);

-- Causes of which nobody is told for a while.
create table incident_mute (
    cause varchar(255) primary key,
    until_at bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- What somebody is to be told, in order, and how far each sink has come.
create table incident_news (
    pos bigint primary key,
    number bigint not null,
    kind varchar(40) not null,
    at bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create table incident_sink (
    name varchar(190) primary key,
    pos bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Changes that wait because their cause reached too far.
alter table address add column hold_incident bigint;
create index address_hold on address (hold_incident, scope, address);
