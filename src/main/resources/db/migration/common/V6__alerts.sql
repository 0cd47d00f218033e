-- What somebody has to be told: one unresolved row for each rule and subject. Pending ones have no opened_at yet.
create table alerts (
    id               ${text} not null primary key,
    rule             ${text} not null,
    subject          ${text} not null,
    severity         ${text} not null,
    since_at         bigint  not null,
    first_at         bigint  not null,
    last_at          bigint  not null,
    times            integer not null,
    size             bigint  not null,
    what             ${text} not null,
    action           ${text} not null,
    command          ${text} not null,
    orders           ${text} not null,
    held             ${text} not null,
    opened_at        bigint,
    gone_at          bigint,
    told_at          bigint,
    reminders        integer not null,
    acked_at         bigint,
    acked_by         ${text} not null,
    resolved_at      bigint,
    resolved_because ${text} not null,
    version          integer not null
);
create unique index alerts_unresolved on alerts (rule, subject) where resolved_at is null;
create index alerts_resolved on alerts (resolved_at) where resolved_at is not null;

-- The outbox: written with the alert in one transaction, one row for each message and channel.
create table alert_deliveries (
    id           ${text} not null primary key,
    alert_id     ${text} not null,
    channel      ${text} not null,
    kind         ${text} not null,
    seq          bigint  not null,
    document     ${text} not null,
    created_at   bigint  not null,
    attempts     integer not null,
    next_at      bigint  not null,
    leased       integer not null,
    last_error   ${text} not null,
    delivered_at bigint
);
create index alert_deliveries_due on alert_deliveries (channel, next_at) where delivered_at is null;
create index alert_deliveries_alert on alert_deliveries (alert_id, channel, seq);

-- When something was last seen to happen: a webhook of a store, a poll that read everything.
create table alert_marks (
    name ${text} not null primary key,
    at   bigint  not null
);

-- What every daemon counted, by the minute: refused webhooks, throttled calls.
create table alert_counts (
    kind    ${text} not null,
    subject ${text} not null,
    minute  bigint  not null,
    n       bigint  not null,
    primary key (kind, subject, minute)
) ${clustered};
create index alert_counts_minute on alert_counts (minute);

-- So that the rules stay cheap with a million orders: each index holds only what a rule looks for.
create index orders_unposted on orders (store, due_at) where state = 'CAPTURED' and parked = 0;
create index orders_unreleased on orders (store, posted_at) where state = 'POSTED' and parked = 0;
create index parked_kinds on parked (code, category, parked_at, order_key) where is_open = 1;
create index events_waiting on events (last_at, system) where outcome = 'waiting';
