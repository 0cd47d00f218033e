-- What a store shows and the owner of the field did not say: one open row for each field of each subject.
create table drifts (
    id             ${text} not null primary key,
    store          ${text} not null,
    subject        ${text} not null,
    field          ${text} not null,
    expected       ${text} not null,
    found          ${text} not null,
    policy         ${text} not null,
    first_at       bigint  not null,
    last_at        bigint  not null,
    times          integer not null,
    closed_at      bigint,
    closed_because ${text} not null
);
create unique index drifts_open on drifts (store, subject, field) where closed_at is null;
create index drifts_closed on drifts (closed_at) where closed_at is not null;
create index drifts_last on drifts (last_at);
