-- Key figures by day (UTC) as histograms: how many took so long. Kept in the transaction of what is measured, in the writer's own
-- shard as order_counts is, so that no two writers wait for each other and no page reads an order to show a figure.
create table figures (
    shard   integer not null,
    day     integer not null,
    figure  ${text} not null,
    subject ${text} not null,
    bucket  integer not null,
    n       bigint  not null,
    primary key (day, figure, subject, bucket, shard)
) ${clustered};
