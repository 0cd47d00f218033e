-- seq: the number in the change sequence of the stock under which the item has had this SKU; null until it is given, so
-- that a reading of the catalogue never waits for the sequence. 0: since before there were numbers, or it has no SKU.
alter table store_items add column seq bigint default 0;
create index store_items_seq on store_items (seq);
create index store_items_pending on store_items (store, product_id, variation_id) where seq is null;
