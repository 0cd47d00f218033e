-- Held prices that have ended are found by when they did, to be forgotten.
create index price_holds_ended on price_holds (ended_at) where state <> 'HELD';
