-- What the ERP was told of an order's need when it took the order; empty where that is all of it. What the store has sold of the
-- order since is in no number of the ERP's.
alter table stock_demand add column known ${text};
