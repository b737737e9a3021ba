-- All times are nanoseconds since 1970-01-01T00:00:00Z; to read one: from_unixtime(at / 1e9).

-- Numbers that are handed out inside the transaction that uses them; the first statement of each commit takes the row.
create table sequence (
    name varchar(190) primary key,
    last bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
insert into sequence (name, last) values ('event', 0), ('outbox', 0), ('policy', 0), ('audit', 0);

create table policy (
    id bigint primary key,
    digest varchar(190) not null unique
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- What happened and what it was found to be; narrow, because filters walk over it. The JSON is in record.
create table event (
    seq bigint primary key,
    id varchar(255) unique,
    at bigint not null,
    kind varchar(190) not null,
    scope varchar(128) not null,
    address varchar(320) not null,
    recipient varchar(320),
    domain varchar(255) not null,
    message varchar(255),
    campaign varchar(190),
    list varchar(190),
    server varchar(190),
    sending_ip varchar(190),
    source varchar(40),
    proof varchar(40),
    bounce_type varchar(40),
    fault varchar(40),
    reason varchar(40),
    status varchar(40),
    reply_code int,
    feedback_type varchar(190),
    duplicate tinyint not null,
    policy bigint,
    diagnostic longtext
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index event_at on event (at);
create index event_kind on event (kind, at);
create index event_address on event (address);
create index event_domain on event (domain, at);
create index event_campaign on event (campaign, at);
create index event_list on event (list, at);
create index event_reason on event (reason, at);
create index event_status on event (status, at);

create table record (
    seq bigint primary key,
    event longtext,
    decision longtext
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Decisions that changed a subscriber, and the rules behind them: what can be undone.
create table subscriber_change (
    seq bigint primary key,
    at bigint not null,
    scope varchar(128) not null,
    address varchar(320) not null,
    from_status varchar(40) not null,
    to_status varchar(40) not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index subscriber_change_address on subscriber_change (scope, address);
create index subscriber_change_at on subscriber_change (at);
create table subscriber_change_rule (
    rule varchar(190) not null,
    seq bigint not null,
    primary key (rule, seq)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index subscriber_change_rule_seq on subscriber_change_rule (seq);

create table address (
    scope varchar(128) not null,
    address varchar(320) not null,
    status varchar(40) not null,
    since bigint,
    soft_run int not null,
    last_soft bigint,
    gone_run int not null,
    gone_since bigint,
    last_success bigint,
    last_engaged bigint,
    last_activity bigint,
    bounced_by varchar(40),
    probation int not null,
    hold_event varchar(255),
    hold_from bigint,
    hold_until bigint,
    hold_decision longtext,
    primary key (scope, address)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index address_status on address (status, scope, address);

create table message_state (
    scope varchar(128) not null,
    address varchar(320) not null,
    message varchar(255) not null,
    verdict varchar(40),
    softs int not null,
    attempts bigint not null,
    counted tinyint not null,
    early int not null,
    spared int not null,
    touched bigint not null,
    primary key (scope, address, message)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

create table timer (
    scope varchar(128) not null,
    address varchar(320) not null,
    kind varchar(190) not null,
    due bigint not null,
    primary key (scope, address, kind)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index timer_due on timer (due, scope, address, kind);

create table retry (
    scope varchar(128) not null,
    address varchar(320) not null,
    message varchar(255) not null,
    policy varchar(190) not null,
    attempt int not null,
    of_all int not null,
    due bigint not null,
    server varchar(190),
    campaign varchar(190),
    primary key (scope, address, message)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index retry_due on retry (due, scope, address, message);

create table outbox (
    pos bigint primary key,
    action_key varchar(255) not null unique,
    scope varchar(128) not null,
    address varchar(320) not null,
    action longtext not null,
    at bigint not null,
    event varchar(255),
    message varchar(255),
    list varchar(190),
    subscriber varchar(190),
    campaign varchar(190),
    status varchar(40),
    bounce_type varchar(40),
    reason longtext,
    tries int not null default 0,
    next_try bigint not null default 0,
    dead tinyint not null default 0,
    last_error longtext
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index outbox_next on outbox (dead, next_try, pos);
create index outbox_address on outbox (scope, address, pos);

create table server (
    id varchar(255) primary key,
    retry_policy varchar(190),
    ip varchar(190)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

create table campaign (
    id varchar(255) primary key,
    sent bigint,
    first_send tinyint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Figures that are kept with the rows they count, in the same transaction; duplicates are left out.
create table tally (
    name varchar(190) not null,
    word varchar(190) not null,
    total bigint not null,
    primary key (name, word)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

create table campaign_tally (
    campaign varchar(190) primary key,
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
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

create table domain_tally (
    domain varchar(255) primary key,
    bounces bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- Per registered domain and day (UTC, days since 1970-01-01).
create table domain_day (
    day bigint not null,
    domain varchar(255) not null,
    hard bigint not null,
    soft bigint not null,
    primary key (day, domain)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

create table domain_code (
    domain varchar(255) not null,
    day bigint not null,
    code varchar(40) not null,
    bounces bigint not null,
    sample longtext,
    sample_at bigint not null,
    primary key (domain, day, code)
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;

-- What operators and programs changed by hand; written with the change.
create table audit (
    seq bigint primary key,
    at bigint not null,
    who varchar(190) not null,
    why longtext not null,
    what varchar(190) not null,
    about longtext not null,
    changed bigint not null
) engine = innodb, character set = utf8mb4, collate = utf8mb4_nopad_bin;
create index audit_at on audit (at);
