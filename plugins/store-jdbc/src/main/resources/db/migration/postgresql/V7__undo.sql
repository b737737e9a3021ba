-- What an address was before a decision changed it: what an undo puts back. One row for each of subscriber_change that was recorded since.
create table subscriber_before (
    seq bigint primary key,
    status text collate "C" not null,
    since bigint,
    soft_run integer not null,
    last_soft bigint,
    gone_run integer not null,
    gone_since bigint,
    last_success bigint,
    last_engaged bigint,
    last_activity bigint,
    bounced_by text collate "C",
    probation integer not null,
    hold_event text collate "C",
    undoes bigint,
    origin bigint,
    run bigint
);
create index subscriber_before_run on subscriber_before (run, seq) where run is not null;

insert into sequence (name, last) values ('undo', 0);

create table undo_run (
    id bigint primary key,
    at bigint not null,
    who text not null,
    why text not null,
    selection text not null,
    undoes bigint,
    policy text not null,
    batch integer not null,
    per_minute integer not null,
    state text collate "C" not null,
    next_at bigint not null,
    total bigint not null,
    done bigint not null,
    kept bigint not null
);
create index undo_run_state on undo_run (state, id);

create table undo_row (
    run bigint not null,
    seq bigint not null,
    at bigint not null,
    scope text collate "C" not null,
    address text collate "C" not null,
    from_status text collate "C" not null,
    to_status text collate "C" not null,
    today text not null,
    state text collate "C" not null,
    why text not null,
    primary key (run, seq)
);
create index undo_row_state on undo_row (run, state, seq);
create index undo_row_address on undo_row (scope, address);

-- Addresses that were let back by hand, with the evidence, and those that wait for a second operator.
insert into sequence (name, last) values ('readmission', 0);
create table readmission (
    id bigint primary key,
    at bigint not null,
    who text not null,
    why text not null,
    scope text collate "C" not null,
    address text collate "C" not null,
    was text collate "C" not null,
    evidence text not null,
    reference text not null,
    state text collate "C" not null,
    decided_at bigint,
    decided_by text,
    decided_why text
);
create index readmission_state on readmission (state, id);
create index readmission_address on readmission (scope, address);

-- To whom nothing is sent for a while. subject: an address, or @ and a domain. An expired row stays for its count of times.
insert into sequence (name, last) values ('suppression', 0);
create table suppression (
    id bigint primary key,
    subject text collate "C" not null,
    reach text collate "C" not null,
    scope text collate "C" not null,
    name text collate "C" not null,
    reason text not null,
    at bigint not null,
    until_at bigint,
    times integer not null,
    who text not null,
    why text not null,
    unique (subject, reach, scope, name)
);

-- When the last one of a kind is due: reactivations line up behind each other.
create index timer_kind on timer (kind, due);
