-- When an action failed first: how long it is tried again counts from there.
alter table outbox add column first_failed bigint;

-- The embedded host: who is on which list, and what it was told to do. Fed from the event log, whose rows up to the number
-- 'host_feed' it has read.
insert into sequence (name, last) values ('host_feed', 0), ('webhook', 0), ('webhook_try', 0);

create table host_subscriber (
    scope varchar(128) not null,
    address varchar(320) not null,
    status varchar(40) not null,
    since bigint not null,
    primary key (scope, address)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- changed_by is the action that changed the status, null where the person or an import did.
create table host_member (
    scope varchar(128) not null,
    address varchar(320) not null,
    list varchar(190) not null,
    subscriber varchar(190),
    status varchar(40) not null,
    since bigint not null,
    campaign varchar(190),
    changed_by varchar(255),
    primary key (scope, address, list)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index host_member_list on host_member (list, status, scope, address);

-- Actions that were carried out: none is done twice.
create table host_applied (
    action_key varchar(255) primary key,
    at bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index host_applied_at on host_applied (at);

-- Messages that are to be sent again: a mailer fetches them.
create table host_send_again (
    scope varchar(128) not null,
    address varchar(320) not null,
    message varchar(255) not null,
    list varchar(190),
    subscriber varchar(190),
    campaign varchar(190),
    due bigint not null,
    fetched_by varchar(190),
    fetched_until bigint not null default 0,
    primary key (scope, address, message)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index host_send_again_due on host_send_again (due);

-- Campaigns and lists that are paused, domains and servers that are throttled, each until an instant.
create table host_limit (
    kind varchar(40) not null,
    scope varchar(190) not null,
    rate varchar(190),
    since bigint not null,
    until bigint not null,
    primary key (kind, scope)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Sending addresses that hit a trap.
create table host_flag (
    ip varchar(190) primary key,
    hits bigint not null,
    last_hit bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Outgoing webhooks: state 0 waits, 1 was taken by the endpoint, 2 was given up.
create table webhook (
    pos bigint primary key,
    id varchar(255) not null,
    endpoint varchar(190) not null,
    scope varchar(128) not null,
    address varchar(320) not null,
    at bigint not null,
    body longtext not null,
    state int not null default 0,
    tries int not null default 0,
    first_failed bigint,
    next_try bigint not null default 0,
    settled bigint,
    told longtext
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create unique index webhook_once on webhook (endpoint, id);
create index webhook_waiting on webhook (endpoint, state, pos);
create index webhook_address on webhook (endpoint, scope, address, state, pos);
create index webhook_dead on webhook (state, pos);
create index webhook_settled on webhook (settled);

-- Endpoints: since when each is switched off, by itself (410) or by hand, and which process sends to it until when.
create table webhook_endpoint (
    name varchar(190) primary key,
    disabled bigint,
    why longtext,
    held_by varchar(190),
    held_until bigint not null default 0
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Every try, for people.
create table webhook_try (
    seq bigint primary key,
    endpoint varchar(190) not null,
    id varchar(255) not null,
    at bigint not null,
    answer varchar(40) not null,
    told longtext not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index webhook_try_endpoint on webhook_try (endpoint, seq);
create index webhook_try_at on webhook_try (at);
