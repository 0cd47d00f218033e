package io.saddlebag.ledger;

import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.Backlog;
import io.saddlebag.ledger.Publications.Due;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.Publications.State;
import io.saddlebag.ledger.Publications.Trouble;
import io.saddlebag.ledger.Publications.Turn;
import io.saddlebag.ledger.Publications.Wish;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code publications}. */
final class PublicationTable {

    static final String SELECT =
            "select store, sku, aspect, wished, because, wished_at, state, urgency, due_since, next_at, tries, shown,"
                    + " shown_at, code, words, remedy, troubled_at from publications";
    private static final String DUE =
            "select store, sku, aspect, wished, urgency, due_since, tries, shown from publications";
    private static final String KEY = " where store = ? and sku = ? and aspect = ?";

    private PublicationTable() {}

    /** How long a wish waits counts from the first that the store does not have; its urgency only grows while it waits. */
    static boolean wish(Transaction transaction, Wish wish) throws SQLException {
        return transaction
                        .session()
                        .update(
                                "insert into publications (store, sku, aspect, sku_key, wished, because, wished_at, state, urgency,"
                                        + " due_since, tries, code, words, remedy, resync)"
                                        + " values (?, ?, ?, ?, ?, ?, ?, 'DUE', ?, ?, 0, '', '', '', 0)"
                                        + " on conflict (store, sku, aspect) do update set wished = excluded.wished,"
                                        + " because = excluded.because, wished_at = excluded.wished_at, state = 'DUE',"
                                        + " urgency = case when publications.state = 'DUE'"
                                        + " and publications.urgency < excluded.urgency then publications.urgency"
                                        + " else excluded.urgency end,"
                                        + " due_since = case when publications.state = 'SHOWN' then excluded.due_since"
                                        + " else publications.due_since end,"
                                        + " next_at = null, tries = 0"
                                        + " where publications.wished <> excluded.wished",
                                wish.store(),
                                wish.sku(),
                                wish.aspect(),
                                StoreItems.key(wish.sku()),
                                wish.value(),
                                wish.because(),
                                transaction.now(),
                                wish.urgency(),
                                transaction.now())
                == 1;
    }

    /** Has a row written again although its wish is the same: the store was found to show something else. */
    static boolean repeat(Transaction transaction, String store, String sku, Aspect aspect, int urgency, String because)
            throws SQLException {
        return transaction
                        .session()
                        .update(
                                "update publications set state = 'DUE', urgency = ?, because = ?, due_since = ?,"
                                        + " next_at = null, tries = 0" + KEY + " and state = 'SHOWN'",
                                urgency,
                                because,
                                transaction.now(),
                                store,
                                sku,
                                aspect)
                == 1;
    }

    static List<Due> due(Session session, String store, int limit) throws SQLException {
        return session.list(
                DUE + " where store = ? and state = 'DUE' order by urgency, due_since, sku, aspect limit ?",
                PublicationTable::readDue,
                store,
                limit);
    }

    static List<Due> dueAgain(Session session, String store, int limit, Instant now) throws SQLException {
        return session.list(
                DUE + " where store = ? and state = 'LATER' and next_at <= ? order by next_at, sku, aspect limit ?",
                PublicationTable::readDue,
                store,
                now,
                limit);
    }

    static void shown(Transaction transaction, Shown shown) throws SQLException {
        Session session = transaction.session();
        session.update(
                "update publications set shown = ?, shown_at = ?, code = '', words = '', remedy = '', troubled_at = null,"
                        + " tries = 0, next_at = case when wished = ? then cast(? as bigint) else null end,"
                        + " state = case when wished = ? then ? else 'DUE' end,"
                        + " resync = case when wished = ? then 0 else resync end" + KEY,
                shown.shown(),
                transaction.now(),
                shown.value(),
                shown.lookAgain(),
                shown.value(),
                shown.lookAgain().isPresent() ? State.LATER : State.SHOWN,
                shown.value(),
                shown.store(),
                shown.sku(),
                shown.aspect());
    }

    static void refused(Transaction transaction, Trouble trouble) throws SQLException {
        transaction
                .session()
                .update(
                        "update publications set state = ?, next_at = ?, tries = tries + 1,"
                                + " troubled_at = case when code = ? then troubled_at else ? end,"
                                + " code = ?, words = ?, remedy = ?" + KEY + " and wished = ?",
                        trouble.nextTry().isPresent() ? State.LATER : State.REFUSED,
                        trouble.nextTry(),
                        trouble.code(),
                        transaction.now(),
                        trouble.code(),
                        trouble.words(),
                        trouble.remedy(),
                        trouble.store(),
                        trouble.sku(),
                        trouble.aspect(),
                        trouble.value());
    }

    /** What was refused, or is to be tried later, is due; how many rows that are. */
    static int reopen(Session session, String store, Collection<String> skus) throws SQLException {
        int reopened = 0;
        for (String key : skus.stream().map(StoreItems::key).distinct().sorted().toList()) {
            reopened += session.update(
                    "update publications set state = 'DUE', next_at = null, tries = 0"
                            + " where store = ? and sku_key = ? and state in ('REFUSED', 'LATER')",
                    store,
                    key);
        }
        return reopened;
    }

    /** Has the rows of an aspect that were refused with a code written after all. */
    static int reopen(Session session, String store, String code, Aspect aspect) throws SQLException {
        return session.update(
                "update publications set state = 'DUE', next_at = null, tries = 0"
                        + " where store = ? and aspect = ? and state in ('REFUSED', 'LATER') and code <> '' and code = ?",
                store,
                aspect,
                code);
    }

    /** Begins a turn of deciding, after the last one of anybody. */
    static Turn turn(Session session, String what) throws SQLException {
        session.update(
                "insert into cursors (name, value) values (?, '1') on conflict (name) do update"
                        + " set value = cast(cast(cursors.value as bigint) + 1 as text)",
                turnOf(what));
        return new Turn(
                what,
                session.one(
                                "select value from cursors where name = ?",
                                row -> Long.parseLong(row.getString(1)),
                                turnOf(what))
                        .orElseThrow());
    }

    /** Whether nobody has begun another turn; nobody does until this transaction ends. */
    static boolean holds(Session session, Turn turn) throws SQLException {
        return session.update(
                        "update cursors set value = value where name = ? and value = ?",
                        turnOf(turn.what()),
                        String.valueOf(turn.number()))
                == 1;
    }

    private static String turnOf(String what) {
        return "turn-of-" + what;
    }

    /** Makes rows between two SKUs due again, and tells how many these are. */
    static int again(Transaction transaction, String store, String after, String last) throws SQLException {
        return transaction
                .session()
                .update(
                        "update publications set resync = 1, next_at = null, tries = 0,"
                                + " urgency = case when state = 'DUE' then urgency else " + Publications.RESYNC_URGENCY
                                + " end, due_since = case when state = 'SHOWN' then ? else due_since end, state = 'DUE'"
                                + " where store = ? and sku > ? and sku <= ?",
                        transaction.now(),
                        store,
                        after,
                        last);
    }

    /** The last SKU of the next page of a store; empty behind the last. */
    static Optional<String> pageEnd(Session session, String store, String after, int rows) throws SQLException {
        return session.one(
                        "select max(sku) from (select sku from publications where store = ? and sku > ?"
                                + " order by sku limit ?) page",
                        row -> Optional.ofNullable(row.getString(1)),
                        store,
                        after,
                        rows)
                .flatMap(last -> last);
    }

    static long count(Session session, String condition, String store) throws SQLException {
        return session.one(
                        "select count(*) from publications where store = ?" + condition, row -> row.getLong(1), store)
                .orElse(0L);
    }

    static List<Backlog> backlog(Session session) throws SQLException {
        return session.list(
                "select store, aspect, count(*), min(due_since) from publications where state = 'DUE'"
                        + " group by store, aspect order by store, aspect",
                row -> new Backlog(
                        row.getString(1),
                        Aspect.valueOf(row.getString(2)),
                        row.getLong(3),
                        Instant.ofEpochMilli(row.getLong(4))));
    }

    static PublicationRow read(ResultSet row) throws SQLException {
        return new PublicationRow(
                row.getString(1),
                row.getString(2),
                Aspect.valueOf(row.getString(3)),
                row.getString(4),
                row.getString(5),
                Instant.ofEpochMilli(row.getLong(6)),
                State.valueOf(row.getString(7)),
                row.getInt(8),
                Instant.ofEpochMilli(row.getLong(9)),
                DifferenceTable.instant(row, 10),
                row.getInt(11),
                Optional.ofNullable(row.getString(12)),
                DifferenceTable.instant(row, 13),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                DifferenceTable.instant(row, 17));
    }

    private static Due readDue(ResultSet row) throws SQLException {
        return new Due(
                row.getString(1),
                row.getString(2),
                Aspect.valueOf(row.getString(3)),
                row.getString(4),
                row.getInt(5),
                Instant.ofEpochMilli(row.getLong(6)),
                row.getInt(7),
                Optional.ofNullable(row.getString(8)));
    }
}
