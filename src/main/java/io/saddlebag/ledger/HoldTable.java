package io.saddlebag.ledger;

import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Settlement;
import io.saddlebag.ledger.Prices.State;
import io.saddlebag.ledger.Prices.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code price_holds}: at most one of an item is open. */
final class HoldTable {

    private static final String SELECT = "select id, store, sku, erp, before, after, reasons, because, state, held_at,"
            + " expires_at, ended_at, ended_by, why from price_holds";

    private HoldTable() {}

    static Hold hold(Transaction transaction, String store, String erp, Settlement settlement) throws SQLException {
        Prices.Proposal proposal = settlement.proposal();
        Hold hold = new Hold(
                UUID.randomUUID().toString().substring(0, 18).replace("-", ""),
                store,
                proposal.sku(),
                erp,
                proposal.before(),
                proposal.after(),
                settlement.reasons(),
                proposal.because(),
                State.HELD,
                transaction.now(),
                settlement.expiresAt(),
                Optional.empty(),
                "",
                "");
        transaction
                .session()
                .update(
                        "insert into price_holds (id, store, sku, erp, before, after, codes, reasons, because, state,"
                                + " held_at, expires_at, ended_by, why)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'HELD', ?, ?, '', '')",
                        hold.id(),
                        store,
                        hold.sku(),
                        erp,
                        hold.before(),
                        hold.after(),
                        Reasons.codes(hold.reasons()),
                        Reasons.text(hold.reasons()),
                        hold.because(),
                        hold.heldAt(),
                        hold.expiresAt());
        return hold;
    }

    static Optional<Hold> open(Session session, String store, String sku) throws SQLException {
        return session.one(SELECT + " where store = ? and sku = ? and state = 'HELD'", HoldTable::read, store, sku);
    }

    /** Ends an open one; false where it is not open any more. */
    static boolean end(Transaction transaction, String id, State state, String by, String why) throws SQLException {
        return transaction
                        .session()
                        .update(
                                "update price_holds set state = ?, ended_at = ?, ended_by = ?, why = ?"
                                        + " where id = ? and state = 'HELD'",
                                state,
                                transaction.now(),
                                by,
                                why,
                                id)
                == 1;
    }

    static List<Hold> expired(Session session, Instant now, int limit) throws SQLException {
        return session.list(
                SELECT + " where state = 'HELD' and expires_at <= ? order by expires_at, id limit ?",
                HoldTable::read,
                now,
                limit);
    }

    static List<Hold> list(Session session, Filter filter) throws SQLException {
        StringBuilder sql = new StringBuilder(SELECT + " where state = 'HELD'");
        List<Object> values = new ArrayList<>();
        filter.store().ifPresent(store -> {
            sql.append(" and store = ?");
            values.add(store);
        });
        filter.reason().ifPresent(reason -> {
            sql.append(" and codes like ? escape '!'");
            values.add("%," + reason.replace("!", "!!").replace("%", "!%").replace("_", "!_") + ",%");
        });
        filter.skuPrefix().ifPresent(prefix -> {
            sql.append(" and substr(sku, 1, ?) = ?");
            values.add(prefix.length());
            values.add(prefix);
        });
        sql.append(" order by held_at, store, sku limit ?");
        values.add(filter.limit());
        return session.list(sql.toString(), HoldTable::read, values.toArray());
    }

    static Optional<Hold> find(Session session, String id) throws SQLException {
        return session.one(SELECT + " where id = ?", HoldTable::read, id);
    }

    static List<Hold> of(Session session, String store, String sku, int limit) throws SQLException {
        return session.list(
                SELECT + " where store = ? and sku = ? order by held_at desc, id limit ?",
                HoldTable::read,
                store,
                sku,
                limit);
    }

    static List<Waiting> waiting(Session session) throws SQLException {
        return session.list(
                "select store, count(*), min(held_at) from price_holds where state = 'HELD' group by store order by store",
                row -> new Waiting(row.getString(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3))));
    }

    /** Forgets those that ended before a time. */
    static int forget(Session session, Instant before, int most) throws SQLException {
        return session.update(
                "delete from price_holds where id in (select id from price_holds where state <> 'HELD' and ended_at < ?"
                        + " order by ended_at limit ?)",
                before,
                most);
    }

    private static Hold read(ResultSet row) throws SQLException {
        return new Hold(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                Reasons.of(row.getString(7)),
                row.getString(8),
                State.valueOf(row.getString(9)),
                Instant.ofEpochMilli(row.getLong(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                DifferenceTable.instant(row, 12),
                row.getString(13),
                row.getString(14));
    }
}
