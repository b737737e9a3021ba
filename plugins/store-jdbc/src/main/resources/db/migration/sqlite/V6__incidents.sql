-- What went wrong and goes on until it is quiet: opened and changed by the commits of the events that belong to it.
insert into sequence (name, last) values
    ('incident', 0), ('incident_revision', 0), ('incident_news', 0), ('incident_note', 0);

create table incident (
    number integer primary key,
    id text not null,
    tenant text not null,
    cause text not null,
    why text not null,
    state text not null,
    opened integer not null,
    last_seen integer not null,
    closed integer,
    events integer not null,
    held integer not null,
    released integer not null,
    discarded integer not null,
    alive integer not null,
    muted_until integer,
    assignee text
);
create index incident_going_on on incident (tenant, number) where state <> 'closed';
create index incident_last_seen on incident (last_seen);

create table incident_part (
    number integer not null,
    signal_name text not null,
    scope text not null,
    share real,
    peak real,
    volume integer,
    baseline real,
    advice text,
    first_at integer not null,
    last_at integer not null,
    events integer not null,
    weight real not null,
    primary key (number, signal_name, scope)
) without rowid;

-- Events that belong to an incident: the first ones, without names of persons.
create table incident_sample (
    number integer not null,
    event text not null,
    at integer not null,
    text text not null,
    pos integer not null,
    primary key (number, event)
) without rowid;

create table incident_note (
    seq integer primary key,
    number integer not null,
    at integer not null,
    who text not null,
    why text not null,
    text text not null
);
create index incident_note_number on incident_note (number, seq);

-- Causes of which nobody is told for a while.
create table incident_mute (
    cause text primary key,
    until_at integer not null
) without rowid;

-- What somebody is to be told, in order, and how far each sink has come.
create table incident_news (
    pos integer primary key,
    number integer not null,
    kind text not null,
    at integer not null
);
create table incident_sink (
    name text primary key,
    pos integer not null
) without rowid;

-- Changes that wait because their cause reached too far.
alter table address add column hold_incident integer;
create index address_hold on address (hold_incident, scope, address) where hold_incident is not null;
