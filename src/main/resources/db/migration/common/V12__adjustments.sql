-- Corrections of stock that one partner reported and another is to follow: one row for each event of a source, applied once.
create table adjustments (
    source          ${text} not null,
    event           ${text} not null,
    location        ${text} not null,
    target          ${text} not null,
    place           ${text} not null,
    sku             ${text} not null,
    delta           bigint  not null,
    at              bigint  not null,
    state           ${text} not null,
    quantity_before ${text} not null,
    quantity_after  ${text} not null,
    seen_at         bigint  not null,
    changed_at      bigint  not null,
    primary key (source, event)
);
create index adjustments_seen on adjustments (seen_at);
