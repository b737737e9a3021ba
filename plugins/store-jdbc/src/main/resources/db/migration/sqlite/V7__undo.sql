-- What an address was before a decision changed it: what an undo puts back. One row for each of subscriber_change that was recorded since.
create table subscriber_before (
    seq integer primary key,
    status text not null,
    since integer,
    soft_run integer not null,
    last_soft integer,
    gone_run integer not null,
    gone_since integer,
    last_success integer,
    last_engaged integer,
    last_activity integer,
    bounced_by text,
    probation integer not null,
    hold_event text,
    undoes integer,
    origin integer,
    run integer
);
create index subscriber_before_run on subscriber_before (run, seq) where run is not null;

insert into sequence (name, last) values ('undo', 0);

create table undo_run (
    id integer primary key,
    at integer not null,
    who text not null,
    why text not null,
    selection text not null,
    undoes integer,
    policy text not null,
    batch integer not null,
    per_minute integer not null,
    state text not null,
    next_at integer not null,
    total integer not null,
    done integer not null,
    kept integer not null
);
create index undo_run_state on undo_run (state, id);

create table undo_row (
    run integer not null,
    seq integer not null,
    at integer not null,
    scope text not null,
    address text not null,
    from_status text not null,
    to_status text not null,
    today text not null,
    state text not null,
    why text not null,
    primary key (run, seq)
) without rowid;
create index undo_row_state on undo_row (run, state, seq);
create index undo_row_address on undo_row (scope, address);

-- Addresses that were let back by hand, with the evidence, and those that wait for a second operator.
insert into sequence (name, last) values ('readmission', 0);
create table readmission (
    id integer primary key,
    at integer not null,
    who text not null,
    why text not null,
    scope text not null,
    address text not null,
    was text not null,
    evidence text not null,
    reference text not null,
    state text not null,
    decided_at integer,
    decided_by text,
    decided_why text
);
create index readmission_state on readmission (state, id);
create index readmission_address on readmission (scope, address);

-- To whom nothing is sent for a while. subject: an address, or @ and a domain. An expired row stays for its count of times.
insert into sequence (name, last) values ('suppression', 0);
create table suppression (
    id integer primary key,
    subject text not null,
    reach text not null,
    scope text not null,
    name text not null,
    reason text not null,
    at integer not null,
    until_at integer,
    times integer not null,
    who text not null,
    why text not null,
    unique (subject, reach, scope, name)
);

-- When the last one of a kind is due: reactivations line up behind each other.
create index timer_kind on timer (kind, due);
