-- What went wrong and goes on until it is quiet: opened and changed by the commits of the events that belong to it.
insert into sequence (name, last) values
    ('incident', 0), ('incident_revision', 0), ('incident_news', 0), ('incident_note', 0);

create table incident (
    number bigint primary key,
    id text collate "C" not null,
    tenant text collate "C" not null,
    cause text collate "C" not null,
    why text collate "C" not null,
    state text collate "C" not null,
    opened bigint not null,
    last_seen bigint not null,
    closed bigint,
    events bigint not null,
    held bigint not null,
    released bigint not null,
    discarded bigint not null,
    alive bigint not null,
    muted_until bigint,
    assignee text
);
create index incident_going_on on incident (tenant, number) where state <> 'closed';
create index incident_last_seen on incident (last_seen);

create table incident_part (
    number bigint not null,
    signal_name text collate "C" not null,
    scope text collate "C" not null,
    share double precision,
    peak double precision,
    volume bigint,
    baseline double precision,
    advice text collate "C",
    first_at bigint not null,
    last_at bigint not null,
    events bigint not null,
    weight double precision not null,
    primary key (number, signal_name, scope)
);

-- Events that belong to an incident: the first ones, without names of persons.
create table incident_sample (
    number bigint not null,
    event text collate "C" not null,
    at bigint not null,
    text text collate "C" not null,
    pos bigint not null,
    primary key (number, event)
);

create table incident_note (
    seq bigint primary key,
    number bigint not null,
    at bigint not null,
    who text collate "C" not null,
    why text collate "C" not null,
    text text collate "C" not null
);
create index incident_note_number on incident_note (number, seq);

-- Causes of which nobody is told for a while.
create table incident_mute (
    cause text collate "C" primary key,
    until_at bigint not null
);

-- What somebody is to be told, in order, and how far each sink has come.
create table incident_news (
    pos bigint primary key,
    number bigint not null,
    kind text collate "C" not null,
    at bigint not null
);
create table incident_sink (
    name text collate "C" primary key,
    pos bigint not null
);

-- Changes that wait because their cause reached too far.
alter table address add column hold_incident bigint;
create index address_hold on address (hold_incident, scope, address) where hold_incident is not null;
