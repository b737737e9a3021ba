-- All times are nanoseconds since 1970-01-01T00:00:00Z; to read one: datetime(at / 1000000000, 'unixepoch').

-- Numbers that are handed out inside the transaction that uses them; the first statement of each commit takes the row.
create table sequence (
    name text primary key,
    last integer not null
) without rowid;
insert into sequence (name, last) values ('event', 0), ('outbox', 0), ('policy', 0), ('audit', 0);

create table policy (
    id integer primary key,
    digest text not null unique
);

-- What happened and what it was found to be; narrow, because filters walk over it. The JSON is in record.
create table event (
    seq integer primary key,
    id text unique,
    at integer not null,
    kind text not null,
    scope text not null,
    address text not null,
    recipient text,
    domain text not null,
    message text,
    campaign text,
    list text,
    server text,
    sending_ip text,
    source text,
    proof text,
    bounce_type text,
    fault text,
    reason text,
    status text,
    reply_code integer,
    feedback_type text,
    duplicate integer not null,
    policy integer,
    diagnostic text
);
create index event_at on event (at);
create index event_kind on event (kind, at);
create index event_address on event (address);
create index event_domain on event (domain, at);
create index event_campaign on event (campaign, at) where campaign is not null;
create index event_list on event (list, at) where list is not null;
create index event_reason on event (reason, at) where reason is not null;
create index event_status on event (status, at) where status is not null;

create table record (
    seq integer primary key,
    event text,
    decision text
);

-- Decisions that changed a subscriber, and the rules behind them: what can be undone.
create table subscriber_change (
    seq integer primary key,
    at integer not null,
    scope text not null,
    address text not null,
    from_status text not null,
    to_status text not null
);
create index subscriber_change_address on subscriber_change (scope, address);
create index subscriber_change_at on subscriber_change (at);
create table subscriber_change_rule (
    rule text not null,
    seq integer not null,
    primary key (rule, seq)
) without rowid;
create index subscriber_change_rule_seq on subscriber_change_rule (seq);

create table address (
    scope text not null,
    address text not null,
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
    hold_from integer,
    hold_until integer,
    hold_decision text,
    primary key (scope, address)
) without rowid;
create index address_status on address (status, scope, address) where status <> 'subscribed';

create table message_state (
    scope text not null,
    address text not null,
    message text not null,
    verdict text,
    softs integer not null,
    attempts integer not null,
    counted integer not null,
    early integer not null,
    spared integer not null,
    touched integer not null,
    primary key (scope, address, message)
) without rowid;

create table timer (
    scope text not null,
    address text not null,
    kind text not null,
    due integer not null,
    primary key (scope, address, kind)
) without rowid;
create index timer_due on timer (due, scope, address, kind);

create table retry (
    scope text not null,
    address text not null,
    message text not null,
    policy text not null,
    attempt integer not null,
    of_all integer not null,
    due integer not null,
    server text,
    campaign text,
    primary key (scope, address, message)
) without rowid;
create index retry_due on retry (due, scope, address, message);

create table outbox (
    pos integer primary key,
    action_key text not null unique,
    scope text not null,
    address text not null,
    action text not null,
    at integer not null,
    event text,
    message text,
    list text,
    subscriber text,
    campaign text,
    status text,
    bounce_type text,
    reason text,
    tries integer not null default 0,
    next_try integer not null default 0,
    dead integer not null default 0,
    last_error text
);
-- Most actions are done at the first try: what waits for another one is indexed apart.
create index outbox_fresh on outbox (pos) where dead = 0 and next_try = 0;
create index outbox_later on outbox (next_try) where dead = 0 and next_try > 0;
create index outbox_address on outbox (scope, address, pos) where dead = 0 and next_try > 0;
create index outbox_dead on outbox (pos) where dead = 1;

create table server (
    id text primary key,
    retry_policy text,
    ip text
) without rowid;

create table campaign (
    id text primary key,
    sent integer,
    first_send integer not null
) without rowid;

-- Figures that are kept with the rows they count, in the same transaction; duplicates are left out.
create table tally (
    name text not null,
    word text not null,
    total integer not null,
    primary key (name, word)
) without rowid;

create table campaign_tally (
    campaign text primary key,
    first_at integer not null,
    last_at integer not null,
    sent integer not null,
    delivered integer not null,
    soft integer not null,
    hard integer not null,
    complaints integer not null,
    opened integer not null,
    clicked integer not null,
    unsubscribed integer not null
) without rowid;

create table domain_tally (
    domain text primary key,
    bounces integer not null
) without rowid;

-- Per registered domain and day (UTC, days since 1970-01-01).
create table domain_day (
    day integer not null,
    domain text not null,
    hard integer not null,
    soft integer not null,
    primary key (day, domain)
) without rowid;

create table domain_code (
    domain text not null,
    day integer not null,
    code text not null,
    bounces integer not null,
    sample text,
    sample_at integer not null,
    primary key (domain, day, code)
) without rowid;

-- What operators and programs changed by hand; written with the change.
create table audit (
    seq integer primary key,
    at integer not null,
    who text not null,
    why text not null,
    what text not null,
    about text not null,
    changed integer not null
);
create index audit_at on audit (at);
