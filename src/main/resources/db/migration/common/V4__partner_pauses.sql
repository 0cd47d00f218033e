-- When the exchange with a partner stood still: because it was out of order (forced 0), or because a person wanted it so
-- (forced 1, with who and why). A row without lifted_at is in force; there is one of each kind at most.
create table partner_pauses (
    partner    ${text} not null,
    forced     integer not null,
    since      bigint  not null,
    category   ${text} not null,
    reason     ${text} not null,
    paused_by  ${text} not null,
    lifted_at  bigint,
    lifted_by  ${text},
    lifted_why ${text}
);
create unique index partner_pauses_open on partner_pauses (partner, forced) where lifted_at is null;
create index partner_pauses_since on partner_pauses (since);

-- Calls counted against a partner's daily quota since it began anew. Daemons take some at a time, before they use them.
create table partner_quotas (
    partner ${text} not null primary key,
    begun   bigint  not null,
    used    bigint  not null
) ${clustered};
