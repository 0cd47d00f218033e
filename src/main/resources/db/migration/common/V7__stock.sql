-- Stock: how much of each SKU lies where, how far each source has been read, and what stores have sold of it.

-- The one change sequence over all tables below. Whoever takes numbers holds this row until he commits: a number is never
-- seen before a lower one is.
create table stock_sequence (
    id    integer not null primary key,
    value bigint  not null
);
insert into stock_sequence (id, value) values (1, 0);

-- at: when the level was read; what was read earlier changes nothing of it. seen_run: the last full reading that named it.
-- The SKU stands first, so that the key finds all places of a SKU.
create table stock_levels (
    sku      ${text} not null,
    source   ${text} not null,
    location ${text} not null,
    on_hand  bigint  not null,
    reserved bigint  not null,
    held     bigint  not null,
    incoming ${text} not null,
    at       bigint  not null,
    seen_run ${text} not null,
    seq      bigint  not null,
    primary key (sku, source, location)
) ${clustered};
create index stock_levels_seq on stock_levels (seq);

create table stock_feeds (
    source      ${text} not null primary key,
    as_of       bigint  not null,
    complete_at bigint,
    seq         bigint  not null
) ${clustered};

-- Which pages of a reading have been recorded: a reading that lacks one ends nothing.
create table stock_pages (
    source   ${text} not null,
    run      ${text} not null,
    page     integer not null,
    noted_at bigint  not null,
    primary key (source, run, page)
) ${clustered};

create table stock_items (
    source   ${text} not null,
    sku      ${text} not null,
    category ${text} not null,
    active   integer not null,
    at       bigint  not null,
    seen_run ${text} not null,
    seq      bigint  not null,
    primary key (source, sku)
) ${clustered};
create index stock_items_seq on stock_items (seq);

-- What an order needs of the stock, one row for each order; no lines: released, kept a while for those who catch up.
-- seq is null from a change until its number is given, so that orders never wait for the sequence.
create table stock_demand (
    order_key   ${text} not null primary key,
    lines       ${text} not null,
    posted_at   bigint,
    warehouse   ${text},
    released_at bigint,
    changed_at  bigint  not null,
    seq         bigint
) ${clustered};
create index stock_demand_seq on stock_demand (seq);
create index stock_demand_pending on stock_demand (order_key) where seq is null;
create index stock_demand_released on stock_demand (changed_at) where lines = '';
