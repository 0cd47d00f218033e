-- One schema for both databases. Placeholders: ${text} sorts by bytes in either database (so that a prefix is a range),
-- ${clustered} keeps rows inside the primary key where the database can. Instants are epoch milliseconds, flags 0 or 1.

create table orders (
    order_key      ${text} not null primary key,
    store          ${text} not null,
    id             ${text} not null,
    number         ${text} not null,
    state          ${text} not null,
    parked         integer not null,
    modified_at    bigint  not null,
    hash           ${text} not null,
    store_status   ${text} not null,
    currency       ${text} not null,
    total          ${text} not null,
    email          ${text} not null,
    email_lower    ${text} not null,
    erp            ${text},
    erp_id         ${text},
    erp_number     ${text},
    invoice_number ${text},
    invoice_state  ${text} not null,
    store_shows    ${text},
    placed_at      bigint  not null,
    seen_at        bigint  not null,
    due_at         bigint,
    posted_at      bigint,
    released_at    bigint,
    shipped_at     bigint,
    completed_at   bigint,
    changed_at     bigint  not null
);
create index orders_changed on orders (changed_at);
create index orders_state on orders (state, changed_at);
create index orders_parked on orders (changed_at) where parked > 0;
create index orders_id on orders (id);
create index orders_number on orders (lower(number));
create index orders_email on orders (email_lower);
create index orders_erp_number on orders (lower(erp_number)) where erp_number is not null;
create index orders_invoice_number on orders (lower(invoice_number)) where invoice_number is not null;

-- Apart from the order, so that lists and counts stay small.
create table order_documents (
    order_key ${text} not null primary key,
    document  ${text} not null
);

-- Sums of all shards are the counts of orders per state (or PARKED). A writer keeps to its own shard: no two of them
-- wait for each other, and nothing ever counts a million orders.
create table order_counts (
    shard integer not null,
    state ${text} not null,
    n     bigint  not null,
    primary key (shard, state)
) ${clustered};

create table events (
    order_key   ${text} not null,
    id          ${text} not null,
    seq         bigint  not null,
    at          bigint  not null,
    last_at     bigint  not null,
    step        ${text} not null,
    system      ${text} not null,
    outcome     ${text} not null,
    attempts    integer not null,
    latency_us  bigint  not null,
    external_id ${text} not null,
    detail      ${text} not null,
    primary key (order_key, id)
) ${clustered};

create table cross_references (
    system      ${text} not null,
    kind        ${text} not null,
    external_id ${text} not null,
    order_key   ${text} not null,
    primary key (system, kind, external_id)
) ${clustered};
create index cross_references_order on cross_references (order_key);

create table shipments (
    order_key      ${text} not null,
    external       ${text} not null,
    warehouse      ${text} not null,
    status         ${text} not null,
    changed_at     bigint  not null,
    posted_to_erp  integer not null,
    shown_in_store integer not null,
    document       ${text} not null,
    primary key (order_key, external)
) ${clustered};

create table parked (
    id             ${text} not null primary key,
    order_key      ${text},
    step           ${text} not null,
    route          ${text} not null,
    queue          ${text} not null,
    category       ${text} not null,
    code           ${text} not null,
    cause          ${text} not null,
    remedy         ${text} not null,
    payload        ${text} not null,
    attempts       integer not null,
    parked_at      bigint  not null,
    is_open        integer not null,
    closed_because ${text}
);
create index parked_open on parked (parked_at) where is_open = 1;
create index parked_order on parked (order_key, is_open);

create table cursors (
    name  ${text} not null primary key,
    value ${text} not null
) ${clustered};

-- One row per shard, written to learn whether the database can be written.
create table pulse (
    shard integer not null primary key,
    at    bigint  not null
);
