-- Which item of an ERP writes a SKU of a store: one only. sku_key: the SKU as a store compares it, without case.
-- for_sale: whether it is on sale there; an item that is not gives way to one that is.
create table product_skus (
    store    ${text} not null,
    sku_key  ${text} not null,
    sku      ${text} not null,
    erp      ${text} not null,
    product  ${text} not null,
    for_sale integer not null,
    primary key (store, sku_key)
) ${clustered};
create index product_skus_item on product_skus (store, erp, product);
