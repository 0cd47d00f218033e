package io.saddlebag.ledger;

import java.sql.SQLException;

/**
 * The change sequence of the stock tables, in one row. A database sequence would not do: with several writers a lower number
 * may be committed after a higher one, and a reader would pass it by. Here the row is locked until the commit, so numbers
 * are committed in their order.
 */
final class StockSequence {

    private final Session session;
    private final long first;
    private long last;

    private StockSequence(Session session, long last) {
        this.session = session;
        this.first = last;
        this.last = last;
    }

    /** The sequence, until this transaction ends; all who write levels take turns here. */
    static StockSequence lock(Dialect dialect, Session session) throws SQLException {
        long value = session.one(
                        "select value from stock_sequence where id = 1" + dialect.forUpdate(), row -> row.getLong(1))
                .orElseThrow();
        return new StockSequence(session, value);
    }

    /** The last number that was committed. */
    static long last(Session session) throws SQLException {
        return session.one("select value from stock_sequence where id = 1", row -> row.getLong(1))
                .orElseThrow();
    }

    long next() {
        return ++last;
    }

    /** Writes how far numbers were given. */
    void keep() throws SQLException {
        if (last != first) {
            session.update("update stock_sequence set value = ? where id = 1", last);
        }
    }
}
