-- Rows that a page passes over are counted in the index, duplicates or not.
drop index event_at;
create index event_at on event (at, seq, duplicate);
