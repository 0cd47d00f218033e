package io.saddlebag.ledger;

import io.saddlebag.ledger.Prices.Input;
import io.saddlebag.ledger.Prices.Price;
import io.saddlebag.ledger.Prices.Proposal;
import io.saddlebag.ledger.Prices.Standing;
import io.saddlebag.ledger.Prices.Tally;
import io.saddlebag.ledger.Prices.Trouble;
import io.saddlebag.ledger.Prices.Troubled;
import io.saddlebag.ledger.Publications.Aspect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code price_inputs}, {@code prices} and {@code price_proposals}. */
final class PriceTable {

    private static final String INPUT = "select sku, document, next_at from price_inputs";
    private static final String PRICE =
            "select store, sku, erp, value, because, decided_at, refused, code, words, remedy, trouble_at from prices";

    private PriceTable() {}

    static void keep(Transaction transaction, String erp, String run, Input input) throws SQLException {
        transaction
                .session()
                .update(
                        "insert into price_inputs (erp, sku, document, run, read_at, next_at) values (?, ?, ?, ?, ?, ?)"
                                + " on conflict (erp, sku) do update set document = excluded.document, run = excluded.run,"
                                + " read_at = excluded.read_at, next_at = excluded.next_at",
                        erp,
                        input.sku(),
                        input.document(),
                        run,
                        transaction.now(),
                        input.nextAt());
    }

    static int forgetUnread(Session session, String erp, String run, Instant since) throws SQLException {
        return session.update("delete from price_inputs where erp = ? and run <> ? and read_at < ?", erp, run, since);
    }

    static Optional<Instant> firstReadOf(Session session, String erp, String run) throws SQLException {
        return session.one(
                        "select min(read_at) from price_inputs where erp = ? and run = ?",
                        row -> DifferenceTable.instant(row, 1),
                        erp,
                        run)
                .flatMap(found -> found);
    }

    static List<Input> due(Session session, String erp, Instant now, int limit) throws SQLException {
        return session.list(
                INPUT + " where erp = ? and next_at <= ? order by next_at, sku limit ?",
                PriceTable::input,
                erp,
                now,
                limit);
    }

    static Optional<Input> input(Session session, String erp, String sku) throws SQLException {
        return session.one(INPUT + " where erp = ? and sku = ?", PriceTable::input, erp, sku);
    }

    private static Input input(ResultSet row) throws SQLException {
        return new Input(row.getString(1), row.getString(2), DifferenceTable.instant(row, 3));
    }

    static int dueAll(Session session, String erp, Instant now) throws SQLException {
        return session.update("update price_inputs set next_at = ? where erp = ?", now, erp);
    }

    static Map<String, Standing> standing(Session session, String store, Collection<String> skus) throws SQLException {
        Map<String, Standing> found = new HashMap<>();
        if (skus.isEmpty()) {
            return found;
        }
        List<Object> values = new ArrayList<>(List.of(store));
        values.addAll(skus);
        session.list(
                "select p.sku, p.value, p.refused, h.after from prices p left join price_holds h"
                        + " on h.store = p.store and h.sku = p.sku and h.state = 'HELD' where p.store = ? and p.sku in ("
                        + String.join(", ", Collections.nCopies(skus.size(), "?")) + ")",
                row -> found.put(
                        row.getString(1),
                        new Standing(
                                row.getString(2),
                                row.getString(3),
                                Optional.ofNullable(row.getString(4)).orElse(""))),
                values.toArray());
        return found;
    }

    /** A row for what is known of an item, without a price as yet; what is there already stays. */
    static void meet(Session session, String store, String sku, String erp) throws SQLException {
        session.update(
                "insert into prices (store, sku, erp, value, because, refused, code, words, remedy)"
                        + " values (?, ?, ?, '', '', '', '', '', '') on conflict (store, sku) do nothing",
                store,
                sku,
                erp);
    }

    static void trouble(Transaction transaction, String store, Trouble trouble) throws SQLException {
        transaction
                .session()
                .update(
                        "update prices set trouble_at = case when code = ? then trouble_at else ? end, code = ?, words = ?,"
                                + " remedy = ? where store = ? and sku = ?",
                        trouble.code(),
                        transaction.now(),
                        trouble.code(),
                        trouble.words(),
                        trouble.remedy(),
                        store,
                        trouble.sku());
    }

    static void untrouble(Session session, String store, String sku) throws SQLException {
        session.update(
                "update prices set code = '', words = '', remedy = '', trouble_at = null"
                        + " where store = ? and sku = ? and code <> ''",
                store,
                sku);
    }

    static void decide(Transaction transaction, String store, String sku, String value, String because, boolean changes)
            throws SQLException {
        transaction
                .session()
                .update(
                        "update prices set value = ?, because = ?, decided_at = ?, refused = '',"
                                + " changed_at = case when ? = 1 then ? else changed_at end where store = ? and sku = ?",
                        value,
                        because,
                        transaction.now(),
                        changes,
                        transaction.now(),
                        store,
                        sku);
    }

    static void refuse(Session session, String store, String sku, String value) throws SQLException {
        session.update("update prices set refused = ? where store = ? and sku = ?", value, store, sku);
    }

    static void propose(Session session, String store, String erp, String run, Proposal proposal) throws SQLException {
        session.update(
                "insert into price_proposals (store, sku, erp, run, before, after, reasons, because, changes)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (store, sku) do update set erp = excluded.erp,"
                        + " run = excluded.run, before = excluded.before, after = excluded.after,"
                        + " reasons = excluded.reasons, because = excluded.because, changes = excluded.changes",
                store,
                proposal.sku(),
                erp,
                run,
                proposal.before(),
                proposal.after(),
                Reasons.text(proposal.reasons()),
                proposal.because(),
                proposal.changes());
    }

    /** Has a price worked out again, and forgets it with its wish if no store was ever shown it; whether that was so. */
    static boolean reconsider(Transaction transaction, String store, String sku) throws SQLException {
        Session session = transaction.session();
        withdraw(session, store, sku);
        session.update(
                "update price_inputs set next_at = ? where sku = ? and erp ="
                        + " (select erp from prices where store = ? and sku = ?)",
                transaction.now(),
                sku,
                store,
                sku);
        boolean shown = session.one(
                        "select 1 from publications where store = ? and sku = ? and aspect = ? and shown is not null",
                        row -> true,
                        store,
                        sku,
                        Aspect.PRICE)
                .isPresent();
        if (shown) {
            return false;
        }
        session.update("delete from publications where store = ? and sku = ? and aspect = ?", store, sku, Aspect.PRICE);
        session.update("update prices set value = '' where store = ? and sku = ?", store, sku);
        return true;
    }

    static void withdraw(Session session, String store, String sku) throws SQLException {
        session.update("delete from price_proposals where store = ? and sku = ?", store, sku);
    }

    static List<Proposal> proposals(Session session, String store, String run, int limit) throws SQLException {
        return session.list(
                "select sku, before, after, reasons, because, changes from price_proposals where run = ? and store = ?"
                        + " order by sku limit ?",
                row -> new Proposal(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Reasons.of(row.getString(4)),
                        row.getString(5),
                        row.getInt(6) == 1),
                run,
                store,
                limit);
    }

    static Tally tally(Session session, String store, String run, Instant since) throws SQLException {
        return new Tally(
                count(
                        session,
                        "select count(*) from price_proposals where run = ? and store = ? and changes = 1",
                        run,
                        store),
                count(session, "select count(*) from prices where store = ? and changed_at > ?", store, since),
                count(session, "select count(*) from prices where store = ?", store));
    }

    private static long count(Session session, String sql, Object... values) throws SQLException {
        return session.one(sql, row -> row.getLong(1), values).orElse(0L);
    }

    static Optional<Price> find(Session session, String store, String sku) throws SQLException {
        return session.one(PRICE + " where store = ? and sku = ?", PriceTable::price, store, sku);
    }

    static List<Price> troubles(Session session, Optional<String> store, int limit) throws SQLException {
        String order = " order by trouble_at, store, sku limit ?";
        return store.isPresent()
                ? session.list(PRICE + " where code <> '' and store = ?" + order, PriceTable::price, store.get(), limit)
                : session.list(PRICE + " where code <> ''" + order, PriceTable::price, limit);
    }

    static List<Troubled> troubled(Session session) throws SQLException {
        return session.list(
                "select store, count(*), min(trouble_at) from prices where code <> '' group by store order by store",
                row -> new Troubled(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))));
    }

    private static Price price(ResultSet row) throws SQLException {
        return new Price(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                DifferenceTable.instant(row, 6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                DifferenceTable.instant(row, 11));
    }
}
