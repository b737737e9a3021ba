-- When an action failed first: how long it is tried again counts from there.
alter table outbox add column first_failed bigint;

-- The embedded host: who is on which list, and what it was told to do. Fed from the event log, whose rows up to the number
-- 'host_feed' it has read.
insert into sequence (name, last) values ('host_feed', 0), ('webhook', 0), ('webhook_try', 0);

create table host_subscriber (
    scope text collate "C" not null,
    address text collate "C" not null,
    status text collate "C" not null,
    since bigint not null,
    primary key (scope, address)
);

-- changed_by is the action that changed the status, null where the person or an import did.
create table host_member (
    scope text collate "C" not null,
    address text collate "C" not null,
    list text collate "C" not null,
    subscriber text collate "C",
    status text collate "C" not null,
    since bigint not null,
    campaign text collate "C",
    changed_by text collate "C",
    primary key (scope, address, list)
);
create index host_member_list on host_member (list, status, scope, address);

-- Actions that were carried out: none is done twice.
create table host_applied (
    action_key text collate "C" primary key,
    at bigint not null
);
create index host_applied_at on host_applied (at);

-- Messages that are to be sent again: a mailer fetches them.
create table host_send_again (
    scope text collate "C" not null,
    address text collate "C" not null,
    message text collate "C" not null,
    list text collate "C",
    subscriber text collate "C",
    campaign text collate "C",
    due bigint not null,
    fetched_by text collate "C",
    fetched_until bigint not null default 0,
    primary key (scope, address, message)
);
create index host_send_again_due on host_send_again (due);

-- Campaigns and lists that are paused, domains and servers that are throttled, each until an instant.
create table host_limit (
    kind text collate "C" not null,
    scope text collate "C" not null,
    rate text collate "C",
    since bigint not null,
    until bigint not null,
    primary key (kind, scope)
);

-- Sending addresses that hit a trap.
create table host_flag (
    ip text collate "C" primary key,
    hits bigint not null,
    last_hit bigint not null
);

-- Outgoing webhooks: state 0 waits, 1 was taken by the endpoint, 2 was given up.
create table webhook (
    pos bigint primary key,
    id text collate "C" not null,
    endpoint text collate "C" not null,
    scope text collate "C" not null,
    address text collate "C" not null,
    at bigint not null,
    body text not null,
    state int not null default 0,
    tries int not null default 0,
    first_failed bigint,
    next_try bigint not null default 0,
    settled bigint,
    told text
);
create unique index webhook_once on webhook (endpoint, id);
create index webhook_waiting on webhook (endpoint, pos) where state = 0;
create index webhook_address on webhook (endpoint, scope, address, pos) where state = 0;
create index webhook_dead on webhook (pos) where state = 2;
create index webhook_settled on webhook (settled);

-- Endpoints: since when each is switched off, by itself (410) or by hand, and which process sends to it until when.
create table webhook_endpoint (
    name text collate "C" primary key,
    disabled bigint,
    why text,
    held_by text collate "C",
    held_until bigint not null default 0
);

-- Every try, for people.
create table webhook_try (
    seq bigint primary key,
    endpoint text collate "C" not null,
    id text collate "C" not null,
    at bigint not null,
    answer text collate "C" not null,
    told text not null
);
create index webhook_try_endpoint on webhook_try (endpoint, seq);
create index webhook_try_at on webhook_try (at);
