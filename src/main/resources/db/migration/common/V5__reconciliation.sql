-- Orders of a store by the time they were placed: reconciliation reads windows of them, page by page.
create index orders_placed on orders (store, placed_at, order_key);

-- Comparisons of one store with its ledger, ERP and warehouses over one window.
create table reconciliation_runs (
    id         ${text} not null primary key,
    store      ${text} not null,
    from_at    bigint  not null,
    to_at      bigint  not null,
    asked_by   ${text} not null,
    asked_at   bigint  not null,
    state      ${text} not null,
    reason     ${text} not null,
    started_at bigint,
    alive_at   bigint,
    ended_at   bigint,
    compared   bigint  not null,
    found      bigint  not null,
    opened     bigint  not null,
    closed     bigint  not null
);
create index reconciliation_runs_asked on reconciliation_runs (asked_at);

-- What was found to differ: one row for each thing, however often it is seen.
create table differences (
    id             ${text} not null primary key,
    kind           ${text} not null,
    store          ${text} not null,
    order_key      ${text},
    system         ${text} not null,
    subject        ${text} not null,
    amount         ${text} not null,
    currency       ${text} not null,
    detail         ${text} not null,
    repair         ${text} not null,
    parked_id      ${text},
    about_at       bigint  not null,
    first_seen     bigint  not null,
    last_seen      bigint  not null,
    last_run       ${text} not null,
    state          ${text} not null,
    closed_at      bigint,
    closed_because ${text},
    repaired_at    bigint,
    repaired_by    ${text},
    repair_result  ${text}
);
create index differences_store on differences (store, state, about_at);
create index differences_open on differences (first_seen) where state = 'OPEN';
create index differences_order on differences (order_key) where order_key is not null;
create index differences_closed on differences (closed_at) where closed_at is not null;

-- Its history: found, found again, repair asked for, accepted, closed, each with who did it.
create table difference_events (
    difference_id ${text} not null,
    at            bigint  not null,
    seq           bigint  not null,
    action        ${text} not null,
    actor         ${text} not null,
    detail        ${text} not null,
    primary key (difference_id, at, seq)
);
