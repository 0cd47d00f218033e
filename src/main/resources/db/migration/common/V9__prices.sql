-- What an ERP says about the price of each SKU, as it was last read. next_at: when it must be worked out again although
-- nothing changes in the ERP.
create table price_inputs (
    erp      ${text} not null,
    sku      ${text} not null,
    document ${text} not null,
    run      ${text} not null,
    read_at  bigint  not null,
    next_at  bigint,
    primary key (erp, sku)
) ${clustered};
create index price_inputs_next on price_inputs (erp, next_at, sku) where next_at is not null;

-- The price of each SKU in each store that passed the guards or was approved; value is empty until there is one.
create table prices (
    store      ${text} not null,
    sku        ${text} not null,
    erp        ${text} not null,
    value      ${text} not null,
    because    ${text} not null,
    decided_at bigint,
    changed_at bigint,
    refused    ${text} not null,
    code       ${text} not null,
    words      ${text} not null,
    remedy     ${text} not null,
    trouble_at bigint,
    primary key (store, sku)
) ${clustered};
create index prices_changed on prices (store, changed_at) where changed_at is not null;
create index prices_trouble on prices (trouble_at, store, sku) where code <> '';

-- What a run would change, until its end, when it is known how much that is.
create table price_proposals (
    store    ${text} not null,
    sku      ${text} not null,
    erp      ${text} not null,
    run      ${text} not null,
    before   ${text} not null,
    after    ${text} not null,
    reasons  ${text} not null,
    because  ${text} not null,
    changes  integer not null,
    primary key (store, sku)
) ${clustered};
create index price_proposals_run on price_proposals (run, store, sku);

-- Changes that a person has to approve, and what became of them.
create table price_holds (
    id         ${text} not null primary key,
    store      ${text} not null,
    sku        ${text} not null,
    erp        ${text} not null,
    before     ${text} not null,
    after      ${text} not null,
    codes      ${text} not null,
    reasons    ${text} not null,
    because    ${text} not null,
    state      ${text} not null,
    held_at    bigint  not null,
    expires_at bigint  not null,
    ended_at   bigint,
    ended_by   ${text} not null,
    why        ${text} not null
);
create unique index price_holds_open on price_holds (store, sku) where state = 'HELD';
create index price_holds_expiry on price_holds (expires_at) where state = 'HELD';
create index price_holds_sku on price_holds (store, sku, held_at);

-- The audit trail: rows are added, never changed. hash covers the row and the hash of the row before it.
create table audit (
    seq     bigint  not null primary key,
    at      bigint  not null,
    who     ${text} not null,
    what    ${text} not null,
    subject ${text} not null,
    before  ${text} not null,
    after   ${text} not null,
    why     ${text} not null,
    hash    ${text} not null
);
create index audit_subject on audit (subject, seq);

-- Its end; whoever adds a row locks it, so that the chain has one end whoever writes.
create table audit_head (
    id   integer not null primary key,
    seq  bigint  not null,
    hash ${text} not null
);
insert into audit_head (id, seq, hash) values (1, 0, '');
