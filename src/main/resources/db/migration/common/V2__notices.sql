-- What happened to a feed or a webhook rather than to one order: repaired webhooks, failed polls.
create table notices (
    id       ${text} not null primary key,
    source   ${text} not null,
    severity ${text} not null,
    what     ${text}       not null,
    first_at bigint       not null,
    last_at  bigint       not null,
    times    integer      not null
);
create index notices_last on notices (last_at);
