-- Whom an order is with, and what else people know of it: SKUs and tracking numbers. Only what is open is looked at here, so
-- that a ledger of a million orders is brought up to date in seconds.

-- Its ERP until a warehouse is asked, then the warehouse; empty where it waits in the store, or nothing is expected any more.
alter table orders add column partner ${text};
update orders set partner = case when state in ('RELEASED', 'PARTLY_SHIPPED')
    then coalesce((select min(r.system) from cross_references r where r.order_key = orders.order_key and r.kind = 'fulfilment'), erp)
    else erp end
    where state in ('POSTED', 'RELEASED', 'PARTLY_SHIPPED', 'SHIPPED');
create index orders_partner on orders (partner, state, changed_at) where partner is not null;

-- lower(), so that only lists of a store's orders use it and each alert rule keeps the index that was made for it.
create index orders_store on orders (lower(store), state, changed_at);

-- What orders are found by, in lower case. Never taken away: what an order once held is found as well.
create table order_skus (
    sku       ${text} not null,
    placed_at bigint  not null,
    order_key ${text} not null,
    primary key (sku, placed_at, order_key)
) ${clustered};
create table tracking_numbers (
    tracking_number ${text} not null,
    order_key       ${text} not null,
    primary key (tracking_number, order_key)
) ${clustered};

-- Each holds only what somebody should look at.
create index parked_steps on parked (step, parked_at) where is_open = 1;
create index shipments_unshown on shipments (warehouse, changed_at)
    where shown_in_store = 0 and status in ('shipped', 'delivered');
create index shipments_stopped on shipments (warehouse, changed_at) where status in ('on-hold', 'exception');
