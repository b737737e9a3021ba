-- When an action failed first: how long it is tried again counts from there.
alter table outbox add column first_failed integer;

-- The embedded host: who is on which list, and what it was told to do. Fed from the event log, whose rows up to the number
-- 'host_feed' it has read.
insert into sequence (name, last) values ('host_feed', 0), ('webhook', 0), ('webhook_try', 0);

create table host_subscriber (
    scope text not null,
    address text not null,
    status text not null,
    since integer not null,
    primary key (scope, address)
) without rowid;

-- changed_by is the action that changed the status, null where the person or an import did.
create table host_member (
    scope text not null,
    address text not null,
    list text not null,
    subscriber text,
    status text not null,
    since integer not null,
    campaign text,
    changed_by text,
    primary key (scope, address, list)
) without rowid;
create index host_member_list on host_member (list, status, scope, address);

-- Actions that were carried out: none is done twice.
create table host_applied (
    action_key text primary key,
    at integer not null
) without rowid;
create index host_applied_at on host_applied (at);

-- Messages that are to be sent again: a mailer fetches them.
create table host_send_again (
    scope text not null,
    address text not null,
    message text not null,
    list text,
    subscriber text,
    campaign text,
    due integer not null,
    fetched_by text,
    fetched_until integer not null default 0,
    primary key (scope, address, message)
) without rowid;
create index host_send_again_due on host_send_again (due);

-- Campaigns and lists that are paused, domains and servers that are throttled, each until an instant.
create table host_limit (
    kind text not null,
    scope text not null,
    rate text,
    since integer not null,
    until integer not null,
    primary key (kind, scope)
) without rowid;

-- Sending addresses that hit a trap.
create table host_flag (
    ip text primary key,
    hits integer not null,
    last_hit integer not null
) without rowid;

-- Outgoing webhooks: state 0 waits, 1 was taken by the endpoint, 2 was given up.
create table webhook (
    pos integer primary key,
    id text not null,
    endpoint text not null,
    scope text not null,
    address text not null,
    at integer not null,
    body text not null,
    state integer not null default 0,
    tries integer not null default 0,
    first_failed integer,
    next_try integer not null default 0,
    settled integer,
    told text
);
create unique index webhook_once on webhook (endpoint, id);
create index webhook_waiting on webhook (endpoint, pos) where state = 0;
create index webhook_address on webhook (endpoint, scope, address, pos) where state = 0;
create index webhook_dead on webhook (pos) where state = 2;
create index webhook_settled on webhook (settled);

-- Endpoints: since when each is switched off, by itself (410) or by hand, and which process sends to it until when.
create table webhook_endpoint (
    name text primary key,
    disabled integer,
    why text,
    held_by text,
    held_until integer not null default 0
) without rowid;

-- Every try, for people.
create table webhook_try (
    seq integer primary key,
    endpoint text not null,
    id text not null,
    at integer not null,
    answer text not null,
    told text not null
);
create index webhook_try_endpoint on webhook_try (endpoint, seq);
create index webhook_try_at on webhook_try (at);
