package io.saddlebag.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The stores' items in the ledger's database. */
final class JdbcStoreItems implements StoreItems {

    private static final String COLUMNS =
            "store, product_id, variation_id, sku, sku_key, type, status, stocking, stock,"
                    + " backorders, regular_price, sale_price, sale_from, sale_to, modified_at, seen_at";
    private static final String SELECT = "select " + COLUMNS + " from store_items";

    private final JdbcLedger ledger;

    JdbcStoreItems(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void answered(List<Item> items) {
        take(items, (session, store, changed) -> {});
    }

    @Override
    public Set<String> seen(List<Item> items) {
        return take(items, PublicationTable::reopen);
    }

    private Set<String> take(List<Item> items, WithChanged withChanged) {
        Set<String> changed = new TreeSet<>();
        Pages.byStore(items, Item::store).forEach((store, rows) -> {
            for (List<Item> page : Pages.of(rows, Pages.KEYS)) {
                changed.addAll(takePage(store, page, withChanged));
            }
        });
        return changed;
    }

    private Set<String> takePage(String store, List<Item> page, WithChanged withChanged) {
        Map<List<String>, Item> known = new HashMap<>();
        byProduct(store, page.stream().map(Item::productId).distinct().toList())
                .forEach(item -> known.put(List.of(item.productId(), item.variationId()), item));
        Set<String> changed = new TreeSet<>();
        List<Item> different = new ArrayList<>();
        List<Item> same = new ArrayList<>();
        for (Item item : page) {
            Optional<Item> before = Optional.ofNullable(known.get(List.of(item.productId(), item.variationId())));
            if (before.isPresent() && item.tellsTheSameAs(before.get())) {
                same.add(item);
            } else {
                different.add(item);
                changed.add(item.sku());
                before.ifPresent(old -> changed.add(old.sku()));
            }
        }
        changed.remove("");
        write(store, transaction -> {
            for (Item item : different) {
                upsert(transaction.session(), item);
            }
            withChanged.write(transaction.session(), store, changed);
            for (Item item : same) {
                transaction
                        .session()
                        .update(
                                "update store_items set seen_at = ? where store = ? and product_id = ?"
                                        + " and variation_id = ? and seen_at < ?",
                                item.seenAt(),
                                store,
                                item.productId(),
                                item.variationId(),
                                item.seenAt());
            }
            return page.size();
        });
        return changed;
    }

    /** A read that began earlier may be written later, by another daemon: it takes back nothing. */
    private static void upsert(Session session, Item item) throws SQLException {
        session.update(
                "insert into store_items (" + COLUMNS
                        + ", seq) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (store, product_id, variation_id) do update set sku = excluded.sku,"
                        + " sku_key = excluded.sku_key, type = excluded.type, status = excluded.status,"
                        + " stocking = excluded.stocking, stock = excluded.stock, backorders = excluded.backorders,"
                        + " regular_price = excluded.regular_price, sale_price = excluded.sale_price,"
                        + " sale_from = excluded.sale_from, sale_to = excluded.sale_to,"
                        + " modified_at = excluded.modified_at, seen_at = excluded.seen_at,"
                        + " seq = case when store_items.sku_key <> excluded.sku_key then excluded.seq"
                        + " else store_items.seq end where store_items.seen_at <= excluded.seen_at",
                item.store(),
                item.productId(),
                item.variationId(),
                item.sku(),
                item.ownSku() ? StoreItems.key(item.sku()) : "",
                item.type(),
                item.status(),
                item.stocking(),
                item.stock(),
                item.backorders(),
                item.regularPrice(),
                item.salePrice(),
                item.saleFrom(),
                item.saleTo(),
                item.modifiedAt(),
                item.seenAt(),
                item.ownSku() ? Optional.<Long>empty() : Optional.of(0L));
    }

    @Override
    public List<String> forgetUnseen(String store, Instant since, int most) {
        return write(store, transaction -> {
            List<Item> gone = transaction
                    .session()
                    .list(
                            SELECT + " where store = ? and seen_at < ? order by seen_at limit ?",
                            JdbcStoreItems::read,
                            store,
                            since,
                            most);
            for (Item item : gone) {
                transaction
                        .session()
                        .update(
                                "delete from store_items where store = ? and product_id = ? and variation_id = ?"
                                        + " and seen_at < ?",
                                store,
                                item.productId(),
                                item.variationId(),
                                since);
            }
            return gone.stream().map(Item::sku).toList();
        });
    }

    @Override
    public List<Item> bySku(String store, Collection<String> skus) {
        return list(
                store,
                " and sku_key in (",
                skus.stream()
                        .map(StoreItems::key)
                        .filter(key -> !key.isEmpty())
                        .distinct()
                        .toList());
    }

    @Override
    public List<Item> byProduct(String store, Collection<String> productIds) {
        return list(store, " and product_id in (", List.copyOf(productIds));
    }

    private List<Item> list(String store, String condition, List<String> keys) {
        return ledger.read(session -> {
            List<Item> found = new ArrayList<>();
            for (List<String> page : Pages.of(keys, Pages.KEYS)) {
                found.addAll(session.list(
                        SELECT + " where store = ?" + condition + Pages.marks(page)
                                + ") order by product_id, variation_id",
                        JdbcStoreItems::read,
                        Pages.values(store, page)));
            }
            return found;
        });
    }

    @Override
    public List<Item> duplicates(String store, int limit) {
        return ledger.read(session -> session.list(
                SELECT + " where store = ? and status <> 'trash' and sku_key in (select sku_key from store_items"
                        + " where store = ? and sku_key <> '' and status <> 'trash' group by sku_key having count(*) > 1)"
                        + " order by sku_key, product_id, variation_id limit ?",
                JdbcStoreItems::read,
                store,
                store,
                limit));
    }

    @Override
    public List<Item> nameless(String store, int limit) {
        return ledger.read(session -> session.list(
                SELECT + " where store = ? and sku_key = '' and status <> 'trash'"
                        + " and type not in ('variable', 'grouped', 'external')"
                        + " order by product_id, variation_id limit ?",
                JdbcStoreItems::read,
                store,
                limit));
    }

    @Override
    public long count(String store) {
        return ledger.read(
                session -> session.one("select count(*) from store_items where store = ?", row -> row.getLong(1), store)
                        .orElse(0L));
    }

    /** What is written together with items, of the SKUs that changed. */
    @FunctionalInterface
    private interface WithChanged {
        void write(Session session, String store, Set<String> changed) throws SQLException;
    }

    private <T> T write(String store, Pending.Work<T> work) {
        return ledger.write("items " + store, work);
    }

    private static Item read(ResultSet row) throws SQLException {
        long stock = row.getLong(9);
        Optional<Long> counted = row.wasNull() ? Optional.empty() : Optional.of(stock);
        return new Item(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                !row.getString(5).isEmpty(),
                row.getString(6),
                row.getString(7),
                Stocking.valueOf(row.getString(8)),
                counted,
                row.getString(10),
                row.getString(11),
                row.getString(12),
                DifferenceTable.instant(row, 13),
                DifferenceTable.instant(row, 14),
                Instant.ofEpochMilli(row.getLong(15)),
                Instant.ofEpochMilli(row.getLong(16)));
    }
}
