-- What a person decides about a parked message, and what is needed to send it again.
alter table parked add column headers ${text} not null default '';
alter table parked add column edited ${text};
alter table parked add column closed_at bigint;
alter table parked add column replay_due bigint;
create index parked_replay on parked (replay_due) where replay_due is not null;
create index parked_closed on parked (closed_at) where closed_at is not null;

-- Its history: parked, edited, replayed, parked again, skipped, each with who did it.
create table parked_events (
    parked_id ${text} not null,
    at        bigint  not null,
    seq       bigint  not null,
    action    ${text} not null,
    actor     ${text} not null,
    detail    ${text} not null,
    primary key (parked_id, at, seq)
);
