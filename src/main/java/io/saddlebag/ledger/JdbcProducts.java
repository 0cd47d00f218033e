package io.saddlebag.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Items and their pictures in the ledger's database. */
final class JdbcProducts implements Products {

    private static final String LISTING = "select store, erp, product, sku, state, code, words, remedy, tries, next_at,"
            + " changed_at from product_listings";

    private final JdbcLedger ledger;

    JdbcProducts(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public boolean keep(String erp, String product, String document) {
        return ledger.write(
                lock(erp, product),
                transaction -> transaction
                                .session()
                                .update(
                                        "insert into product_documents (erp, product, document, kept_at) values (?, ?, ?, ?)"
                                                + " on conflict (erp, product) do update set document = excluded.document,"
                                                + " kept_at = excluded.kept_at"
                                                + " where product_documents.document <> excluded.document",
                                        erp,
                                        product,
                                        document,
                                        transaction.now())
                        > 0);
    }

    @Override
    public Optional<String> document(String erp, String product) {
        return ledger.read(session -> session.one(
                "select document from product_documents where erp = ? and product = ?",
                row -> row.getString(1),
                erp,
                product));
    }

    /** An item that stays where it was keeps the time it came there. */
    @Override
    public void list(Listing listing) {
        ledger.write(lock(listing.erp(), listing.product()), transaction -> transaction
                .session()
                .update(
                        "insert into product_listings (store, erp, product, sku, state, code, words, remedy, tries, next_at,"
                                + " changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (store, erp, product) do update set sku = excluded.sku,"
                                + " changed_at = case when product_listings.state = excluded.state"
                                + " and product_listings.code = excluded.code then product_listings.changed_at"
                                + " else excluded.changed_at end,"
                                + " state = excluded.state, code = excluded.code, words = excluded.words,"
                                + " remedy = excluded.remedy, tries = excluded.tries, next_at = excluded.next_at",
                        listing.store(),
                        listing.erp(),
                        listing.product(),
                        listing.sku(),
                        listing.state(),
                        listing.code(),
                        listing.words(),
                        listing.remedy(),
                        listing.tries(),
                        listing.nextAt(),
                        listing.changedAt()));
    }

    @Override
    public Optional<Listing> listing(String store, String erp, String product) {
        return ledger.read(session -> session.one(
                LISTING + " where store = ? and erp = ? and product = ?", JdbcProducts::listing, store, erp, product));
    }

    @Override
    public List<Listing> due(String store, Instant now, int limit) {
        return ledger.read(session -> session.list(
                LISTING + " where store = ? and next_at <= ? order by next_at limit ?",
                JdbcProducts::listing,
                store,
                now,
                limit));
    }

    @Override
    public List<Listing> listings(Optional<String> store, boolean troubled, int limit) {
        String only = troubled ? " and code <> ''" : "";
        return ledger.read(session -> store.isPresent()
                ? session.list(
                        LISTING + " where store = ?" + only + " order by changed_at, store, sku limit ?",
                        JdbcProducts::listing,
                        store.get(),
                        limit)
                : session.list(
                        LISTING + " where 1 = 1" + only + " order by changed_at, store, sku limit ?",
                        JdbcProducts::listing,
                        limit));
    }

    @Override
    public List<Count> counts() {
        return ledger.read(session -> session.list(
                "select store, state, count(*) from product_listings group by store, state order by store, state",
                row -> new Count(row.getString(1), State.valueOf(row.getString(2)), row.getLong(3))));
    }

    @Override
    public List<Troubled> troubled() {
        return ledger.read(session -> session.list(
                "select store, count(*), min(changed_at) from product_listings where code <> '' group by store"
                        + " order by store",
                row -> new Troubled(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)))));
    }

    @Override
    public int lookAgain(String store, String code, Instant now) {
        return ledger.write(lock(store, code), transaction -> transaction
                .session()
                .update(
                        "update product_listings set next_at = ? where code <> '' and code = ? and store = ?",
                        now,
                        code,
                        store));
    }

    /** Nearly always an item claims what it has: that costs no write. */
    @Override
    public Claimed claim(String store, String erp, String product, Collection<Claim> claims) {
        if (ledger.read(session -> SkuTable.of(session, store, erp, product)).equals(SkuTable.wanted(claims))) {
            return new Claimed(List.of(), false);
        }
        return ledger.write(
                lock(store, "skus"), transaction -> SkuTable.claim(transaction.session(), store, erp, product, claims));
    }

    @Override
    public void giveUp(String erp, String product) {
        ledger.write(lock(erp, product), transaction -> {
            SkuTable.giveUp(transaction.session(), erp, product);
            return true;
        });
    }

    @Override
    public Optional<Picture> picture(String erp, String product) {
        return ledger.read(session -> session.one(
                "select changed_at, hash from product_pictures where erp = ? and product = ?",
                row -> new Picture(Instant.ofEpochMilli(row.getLong(1)), row.getString(2)),
                erp,
                product));
    }

    @Override
    public void picture(String erp, String product, Picture picture) {
        ledger.write(lock(erp, product), transaction -> transaction
                .session()
                .update(
                        "insert into product_pictures (erp, product, changed_at, hash) values (?, ?, ?, ?)"
                                + " on conflict (erp, product) do update set changed_at = excluded.changed_at,"
                                + " hash = excluded.hash",
                        erp,
                        product,
                        picture.changedAt(),
                        picture.hash()));
    }

    @Override
    public Optional<String> attachment(String store, String hash) {
        return ledger.read(session -> session.one(
                "select attachment from store_pictures where store = ? and hash = ?",
                row -> row.getString(1),
                store,
                hash));
    }

    @Override
    public void uploaded(String store, String hash, String attachment) {
        ledger.write(lock(store, hash), transaction -> transaction
                .session()
                .update(
                        "insert into store_pictures (store, hash, attachment, uploaded_at) values (?, ?, ?, ?)"
                                + " on conflict (store, hash) do update set attachment = excluded.attachment",
                        store,
                        hash,
                        attachment,
                        transaction.now()));
    }

    @Override
    public void forgetPicture(String store, String hash) {
        ledger.write(lock(store, hash), transaction -> transaction
                .session()
                .update("delete from store_pictures where store = ? and hash = ?", store, hash));
    }

    private static String lock(String one, String other) {
        return "product " + one + "/" + other;
    }

    private static Listing listing(ResultSet row) throws SQLException {
        return new Listing(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                State.valueOf(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                DifferenceTable.instant(row, 10),
                Instant.ofEpochMilli(row.getLong(11)));
    }
}
