-- Several processes share one store. The row 'event' of sequence is the journal's one writer position: whoever holds it has the turn, and
-- reads from it what others have done since: entries by its number, changes by hand and of servers or campaigns by their counters.
alter table sequence add column by_hand bigint not null default 0;
alter table sequence add column contexts bigint not null default 0;

-- What an engine does again when it rebuilds what it keeps in memory only; null in rows of before.
alter table event add column memo text;

-- Who carries out an action, and until when nobody else does.
alter table outbox add column claimed_by text collate "C";
alter table outbox add column claimed_until bigint not null default 0;
create index outbox_claimed on outbox (scope, address) where claimed_until > 0;
insert into sequence (name, last) values ('claim', 0);
