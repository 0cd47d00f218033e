-- From where something was done: a network address, the command line, the daemon itself. Empty in entries from before, whose
-- hash does not cover it.
alter table audit add column origin ${text} not null default '';
create index audit_who on audit (who, seq);
create index audit_what on audit (what, seq);
create index audit_at on audit (at, seq);

-- So that pages stay quick where much differs or is held.
create index drifts_subject on drifts (subject);
create index drifts_open_last on drifts (last_at, id) where closed_at is null;
create index price_holds_held on price_holds (held_at, store, sku) where state = 'HELD';
create index differences_state on differences (state, first_seen, id);
