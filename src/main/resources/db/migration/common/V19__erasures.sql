-- Who was erased on request, as a keyed hash: an order of before that is read again is not kept with his data. What is erased of
-- an order stands in its own row: the pseudonym is where its e-mail address was.
create table erasures (
    person    ${text} not null primary key,
    pseudonym ${text} not null,
    first_at  bigint  not null,
    last_at   bigint  not null
) ${clustered};

-- The key of the hashes, made at the first erasure. Who can read all of the ledger could try an address he guesses.
create table erasure_key (
    id     integer not null primary key,
    secret ${text} not null
);
