-- Items of the ERPs as they were last read, and where each stands in each store.
create table product_documents (
    erp      ${text} not null,
    product  ${text} not null,
    document ${text} not null,
    kept_at  bigint  not null,
    primary key (erp, product)
) ${clustered};

-- state: DRAFT something is missing, SHOWN it is on sale, HIDDEN it is not for sale, LEFT_OUT by the rules, TROUBLED.
-- next_at: when to look at it again; empty: when the ERP says something new.
create table product_listings (
    store      ${text} not null,
    erp        ${text} not null,
    product    ${text} not null,
    sku        ${text} not null,
    state      ${text} not null,
    code       ${text} not null,
    words      ${text} not null,
    remedy     ${text} not null,
    tries      integer not null,
    next_at    bigint,
    changed_at bigint  not null,
    primary key (store, erp, product)
) ${clustered};
create index product_listings_next on product_listings (store, next_at) where next_at is not null;
create index product_listings_trouble on product_listings (changed_at, store, sku) where code <> '';

-- The picture of an item of an ERP: its content's hash, as of the item's own time of change.
create table product_pictures (
    erp        ${text} not null,
    product    ${text} not null,
    changed_at bigint  not null,
    hash       ${text} not null,
    primary key (erp, product)
) ${clustered};

-- Pictures a store has, by the hash of their content: none is uploaded twice.
create table store_pictures (
    store       ${text} not null,
    hash        ${text} not null,
    attachment  ${text} not null,
    uploaded_at bigint  not null,
    primary key (store, hash)
) ${clustered};
