-- What each item of a store shall show: the latest wish for a store, SKU and aspect, and what the store is known to show.
-- sku_key: the SKU as a store compares it, without case.
-- state: DUE to be written, LATER to be tried again at next_at, REFUSED until something changes, SHOWN nothing to do.
create table publications (
    store       ${text} not null,
    sku         ${text} not null,
    aspect      ${text} not null,
    sku_key     ${text} not null,
    wished      ${text} not null,
    because     ${text} not null,
    wished_at   bigint  not null,
    state       ${text} not null,
    urgency     integer not null,
    due_since   bigint  not null,
    next_at     bigint,
    tries       integer not null,
    shown       ${text},
    shown_at    bigint,
    code        ${text} not null,
    words       ${text} not null,
    remedy      ${text} not null,
    troubled_at bigint,
    resync      integer not null,
    primary key (store, sku, aspect)
) ${clustered};
create index publications_sku on publications (store, sku_key);
create index publications_due on publications (store, urgency, due_since, sku, aspect) where state = 'DUE';
create index publications_later on publications (store, next_at, sku, aspect) where state = 'LATER';
create index publications_trouble on publications (troubled_at, store, sku, aspect) where code <> '';
create index publications_resync on publications (store, sku, aspect) where resync = 1;

-- The latest full re-sync of each store: how many rows it made due, and how far it has got at that.
create table publication_resyncs (
    store    ${text} not null primary key,
    asked_at bigint  not null,
    total    bigint  not null,
    reached  ${text}
);
-- What each store's catalogue holds. sku_key: the SKU as a store compares it, without case; empty where the item has none
-- of its own. seen_at: when a read last came across it.
create table store_items (
    store         ${text} not null,
    product_id    ${text} not null,
    variation_id  ${text} not null,
    sku           ${text} not null,
    sku_key       ${text} not null,
    type          ${text} not null,
    status        ${text} not null,
    stocking      ${text} not null,
    stock         bigint,
    backorders    ${text} not null,
    regular_price ${text} not null,
    sale_price    ${text} not null,
    sale_from     bigint,
    sale_to       bigint,
    modified_at   bigint  not null,
    seen_at       bigint  not null,
    primary key (store, product_id, variation_id)
) ${clustered};
create index store_items_sku on store_items (store, sku_key);
create index store_items_seen on store_items (store, seen_at);
