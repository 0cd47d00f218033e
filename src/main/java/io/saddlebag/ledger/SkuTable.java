package io.saddlebag.ledger;

import io.saddlebag.ledger.Products.Claim;
import io.saddlebag.ledger.Products.Claimed;
import io.saddlebag.ledger.Products.Holder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which item writes which SKU of a store, in SQL. */
final class SkuTable {

    /** An item that is not for sale gives way; everything else stays with whom it has. One statement, so two cannot both win. */
    private static final String CLAIM =
            "insert into product_skus (store, sku_key, sku, erp, product, for_sale) values (?, ?, ?, ?, ?, ?)"
                    + " on conflict (store, sku_key) do update set sku = excluded.sku, erp = excluded.erp,"
                    + " product = excluded.product, for_sale = excluded.for_sale"
                    + " where (product_skus.erp = excluded.erp and product_skus.product = excluded.product)"
                    + " or (product_skus.for_sale = 0 and excluded.for_sale = 1)";

    private SkuTable() {}

    /** The SKUs of an item by how a store compares them, and whether each is for sale. */
    static Map<String, Boolean> of(Session session, String store, String erp, String product) throws SQLException {
        Map<String, Boolean> skus = new LinkedHashMap<>();
        session.list(
                "select sku_key, for_sale from product_skus where store = ? and erp = ? and product = ?",
                row -> skus.put(row.getString(1), row.getInt(2) == 1),
                store,
                erp,
                product);
        return skus;
    }

    /** What an item would have if it got all it claims. */
    static Map<String, Boolean> wanted(Collection<Claim> claims) {
        Map<String, Boolean> wanted = new LinkedHashMap<>();
        claims.forEach(claim -> wanted.merge(StoreItems.key(claim.sku()), claim.forSale(), Boolean::logicalOr));
        return wanted;
    }

    static Claimed claim(Session session, String store, String erp, String product, Collection<Claim> claims)
            throws SQLException {
        Map<String, Boolean> before = of(session, store, erp, product);
        Map<String, Boolean> wanted = wanted(claims);
        boolean freed = false;
        for (Map.Entry<String, Boolean> had : before.entrySet()) {
            if (!wanted.containsKey(had.getKey())) {
                session.update("delete from product_skus where store = ? and sku_key = ?", store, had.getKey());
                freed = true;
            }
        }
        List<Holder> others = new ArrayList<>();
        for (Claim claim : claims) {
            String key = StoreItems.key(claim.sku());
            boolean forSale = wanted.get(key);
            Optional<Boolean> had = Optional.ofNullable(before.get(key));
            if (had.isPresent() && had.get() == forSale) {
                continue;
            }
            freed |= had.isPresent() && had.get();
            if (session.update(CLAIM, store, key, claim.sku(), erp, product, forSale) == 0) {
                session.one(
                                "select erp, product from product_skus where store = ? and sku_key = ?",
                                row -> new Holder(claim.sku(), row.getString(1), row.getString(2)),
                                store,
                                key)
                        .ifPresent(others::add);
            }
        }
        return new Claimed(others, freed);
    }

    static void giveUp(Session session, String erp, String product) throws SQLException {
        session.update("delete from product_skus where erp = ? and product = ?", erp, product);
    }
}
