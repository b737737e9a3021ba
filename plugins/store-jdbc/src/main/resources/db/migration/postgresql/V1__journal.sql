-- All times are nanoseconds since 1970-01-01T00:00:00Z; to read one: to_timestamp(at / 1e9).

-- Numbers that are handed out inside the transaction that uses them; the first statement of each commit takes the row.
create table sequence (
    name text collate "C" primary key,
    last bigint not null
);
insert into sequence (name, last) values ('event', 0), ('outbox', 0), ('policy', 0), ('audit', 0);

create table policy (
    id bigint primary key,
    digest text collate "C" not null unique
);

-- What happened and what it was found to be; narrow, because filters walk over it. The JSON is in record.
create table event (
    seq bigint primary key,
    id text collate "C" unique,
    at bigint not null,
    kind text collate "C" not null,
    scope text collate "C" not null,
    address text collate "C" not null,
    recipient text collate "C",
    domain text collate "C" not null,
    message text collate "C",
    campaign text collate "C",
    list text collate "C",
    server text collate "C",
    sending_ip text collate "C",
    source text collate "C",
    proof text collate "C",
    bounce_type text collate "C",
    fault text collate "C",
    reason text,
    status text collate "C",
    reply_code integer,
    feedback_type text collate "C",
    duplicate smallint not null,
    policy bigint,
    diagnostic text
);
create index event_at on event (at, seq);
create index event_kind on event (kind, at, seq);
create index event_address on event (address);
create index event_domain on event (domain, at, seq);
create index event_campaign on event (campaign, at, seq) where campaign is not null;
create index event_list on event (list, at, seq) where list is not null;
create index event_reason on event (reason, at, seq) where reason is not null;
create index event_status on event (status, at, seq) where status is not null;

create table record (
    seq bigint primary key,
    event text,
    decision text
);

-- Decisions that changed a subscriber, and the rules behind them: what can be undone.
create table subscriber_change (
    seq bigint primary key,
    at bigint not null,
    scope text collate "C" not null,
    address text collate "C" not null,
    from_status text collate "C" not null,
    to_status text collate "C" not null
);
create index subscriber_change_address on subscriber_change (scope, address);
create index subscriber_change_at on subscriber_change (at);
create table subscriber_change_rule (
    rule text collate "C" not null,
    seq bigint not null,
    primary key (rule, seq)
);
create index subscriber_change_rule_seq on subscriber_change_rule (seq);

create table address (
    scope text collate "C" not null,
    address text collate "C" not null,
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
    hold_from bigint,
    hold_until bigint,
    hold_decision text,
    primary key (scope, address)
);
create index address_status on address (status, scope, address) where status <> 'subscribed';

create table message_state (
    scope text collate "C" not null,
    address text collate "C" not null,
    message text collate "C" not null,
    verdict text collate "C",
    softs integer not null,
    attempts bigint not null,
    counted smallint not null,
    early integer not null,
    spared integer not null,
    touched bigint not null,
    primary key (scope, address, message)
);

create table timer (
    scope text collate "C" not null,
    address text collate "C" not null,
    kind text collate "C" not null,
    due bigint not null,
    primary key (scope, address, kind)
);
create index timer_due on timer (due, scope, address, kind);

create table retry (
    scope text collate "C" not null,
    address text collate "C" not null,
    message text collate "C" not null,
    policy text collate "C" not null,
    attempt integer not null,
    of_all integer not null,
    due bigint not null,
    server text collate "C",
    campaign text collate "C",
    primary key (scope, address, message)
);
create index retry_due on retry (due, scope, address, message);

create table outbox (
    pos bigint primary key,
    action_key text collate "C" not null unique,
    scope text collate "C" not null,
    address text collate "C" not null,
    action text not null,
    at bigint not null,
    event text,
    message text collate "C",
    list text collate "C",
    subscriber text collate "C",
    campaign text collate "C",
    status text collate "C",
    bounce_type text collate "C",
    reason text,
    tries integer not null default 0,
    next_try bigint not null default 0,
    dead smallint not null default 0,
    last_error text
);
-- Most actions are done at the first try: what waits for another one is indexed apart.
create index outbox_fresh on outbox (pos) where dead = 0 and next_try = 0;
create index outbox_later on outbox (next_try) where dead = 0 and next_try > 0;
create index outbox_address on outbox (scope, address, pos) where dead = 0 and next_try > 0;
create index outbox_dead on outbox (pos) where dead = 1;

create table server (
    id text collate "C" primary key,
    retry_policy text collate "C",
    ip text collate "C"
);

create table campaign (
    id text collate "C" primary key,
    sent bigint,
    first_send smallint not null
);

-- Figures that are kept with the rows they count, in the same transaction; duplicates are left out.
create table tally (
    name text collate "C" not null,
    word text collate "C" not null,
    total bigint not null,
    primary key (name, word)
);

create table campaign_tally (
    campaign text collate "C" primary key,
    first_at bigint not null,
    last_at bigint not null,
    sent bigint not null,
    delivered bigint not null,
    soft bigint not null,
    hard bigint not null,
    complaints bigint not null,
    opened bigint not null,
    clicked bigint not null,
    unsubscribed bigint not null
);

create table domain_tally (
    domain text collate "C" primary key,
    bounces bigint not null
);

-- Per registered domain and day (UTC, days since 1970-01-01).
create table domain_day (
    day bigint not null,
    domain text collate "C" not null,
    hard bigint not null,
    soft bigint not null,
    primary key (day, domain)
);

create table domain_code (
    domain text collate "C" not null,
    day bigint not null,
    code text collate "C" not null,
    bounces bigint not null,
    sample text,
    sample_at bigint not null,
    primary key (domain, day, code)
);

-- What operators and programs changed by hand; written with the change.
create table audit (
    seq bigint primary key,
    at bigint not null,
    who text not null,
    why text not null,
    what text not null,
    about text not null,
    changed bigint not null
);
create index audit_at on audit (at);
