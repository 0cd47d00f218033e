package io.saddlebag.ledger;

import io.saddlebag.ledger.Figures.Figure;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** Publications in the ledger's database; all writes of a store go through one writer, a page in a transaction. */
final class JdbcPublications implements Publications {

    /** Rows in one transaction, so that orders written meanwhile wait for a page and not for a re-sync. */
    private static final int PAGE = 1000;

    private static final Comparator<Due> SOONEST = Comparator.comparingInt(Due::urgency)
            .thenComparing(Due::since)
            .thenComparing(Due::sku)
            .thenComparing(Due::aspect);

    private final JdbcLedger ledger;

    JdbcPublications(JdbcLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Turn turn(String what) {
        return ledger.write("turn " + what, transaction -> PublicationTable.turn(transaction.session(), what));
    }

    @Override
    public int wish(Collection<Wish> wishes) {
        return wish(wishes, session -> true).orElse(0);
    }

    @Override
    public OptionalInt wish(Turn turn, Collection<Wish> wishes) {
        return wish(wishes, session -> PublicationTable.holds(session, turn));
    }

    private OptionalInt wish(Collection<Wish> wishes, Guard guard) {
        Map<Row, Wish> latest = new HashMap<>();
        wishes.forEach(wish -> latest.put(new Row(wish.store(), wish.sku(), wish.aspect()), wish));
        int due = 0;
        for (Map.Entry<String, List<Wish>> store :
                Pages.byStore(latest.values(), Wish::store).entrySet()) {
            for (List<Wish> page : Pages.of(sorted(store.getValue(), Wish::sku, Wish::aspect), PAGE)) {
                OptionalInt rows = wishPage(store.getKey(), page, guard);
                if (rows.isEmpty()) {
                    return rows;
                }
                due += rows.getAsInt();
            }
        }
        return OptionalInt.of(due);
    }

    /** Most of what is computed anew is what it was: only what changed bothers the writer. */
    private OptionalInt wishPage(String store, List<Wish> page, Guard guard) {
        Map<Row, String> wished = new HashMap<>();
        of(store, page.stream().map(Wish::sku).distinct().toList())
                .forEach(row -> wished.put(new Row(row.store(), row.sku(), row.aspect()), row.wished()));
        List<Wish> changed = page.stream()
                .filter(wish -> !wish.value().equals(wished.get(new Row(wish.store(), wish.sku(), wish.aspect()))))
                .toList();
        if (changed.isEmpty()) {
            return OptionalInt.of(0);
        }
        return write(store, transaction -> {
            if (!guard.allows(transaction.session())) {
                return OptionalInt.empty();
            }
            int due = 0;
            for (Wish wish : changed) {
                if (PublicationTable.wish(transaction, wish)) {
                    due++;
                }
            }
            return OptionalInt.of(due);
        });
    }

    @Override
    public List<Due> due(String store, int limit, Instant now) {
        return ledger.read(session -> Stream.concat(
                        PublicationTable.due(session, store, limit).stream(),
                        PublicationTable.dueAgain(session, store, limit, now).stream())
                .sorted(SOONEST)
                .limit(limit)
                .toList());
    }

    @Override
    public void shown(Collection<Shown> shown) {
        Pages.byStore(shown, Shown::store)
                .forEach((store, rows) -> each(
                        store,
                        sorted(rows, Shown::sku, Shown::aspect),
                        (transaction, row) -> PublicationTable.shown(transaction, row)));
    }

    @Override
    public void refused(Collection<Trouble> troubles) {
        Pages.byStore(troubles, Trouble::store)
                .forEach((store, rows) -> each(
                        store,
                        sorted(rows, Trouble::sku, Trouble::aspect),
                        (transaction, row) -> PublicationTable.refused(transaction, row)));
    }

    @Override
    public void readAgain(String store, int levels, int deviating) {
        write(store, transaction -> {
            count(transaction, Figure.CHECKED, store, levels);
            count(transaction, Figure.DEVIATING, store, deviating);
            return levels;
        });
    }

    private static void count(Transaction transaction, Figure figure, String store, int many) {
        for (int i = 0; i < many; i++) {
            transaction.measure(FigureTable.Key.counted(transaction.now(), figure, store));
        }
    }

    @Override
    public int reopen(String store, Collection<String> skus) {
        List<String> closed = of(store, skus).stream()
                .filter(row -> row.state() == State.REFUSED || row.state() == State.LATER)
                .map(PublicationRow::sku)
                .distinct()
                .sorted()
                .toList();
        int reopened = 0;
        for (List<String> page : Pages.of(closed, PAGE)) {
            reopened += write(store, transaction -> PublicationTable.reopen(transaction.session(), store, page));
        }
        return reopened;
    }

    @Override
    public int reopen(String store, String code, Collection<Aspect> aspects) {
        int reopened = 0;
        for (Aspect aspect : aspects) {
            reopened +=
                    write(store, transaction -> PublicationTable.reopen(transaction.session(), store, code, aspect));
        }
        return reopened;
    }

    @Override
    public Optional<PublicationRow> find(String store, String sku, Aspect aspect) {
        return ledger.read(session -> session.one(
                PublicationTable.SELECT + " where store = ? and sku = ? and aspect = ?",
                PublicationTable::read,
                store,
                sku,
                aspect));
    }

    @Override
    public List<PublicationRow> of(String store, Collection<String> skus) {
        return ledger.read(session -> {
            List<PublicationRow> found = new ArrayList<>();
            for (List<String> page :
                    Pages.of(skus.stream().map(StoreItems::key).distinct().toList(), Pages.KEYS)) {
                found.addAll(session.list(
                        PublicationTable.SELECT + " where store = ? and sku_key in (" + Pages.marks(page) + ")",
                        PublicationTable::read,
                        Pages.values(store, page)));
            }
            return found;
        });
    }

    @Override
    public List<PublicationRow> troubles(Optional<String> store, int limit) {
        String oldest = " order by troubled_at, store, sku, aspect limit ?";
        return ledger.read(session -> store.isPresent()
                ? session.list(
                        PublicationTable.SELECT + " where code <> '' and store = ?" + oldest,
                        PublicationTable::read,
                        store.get(),
                        limit)
                : session.list(PublicationTable.SELECT + " where code <> ''" + oldest, PublicationTable::read, limit));
    }

    /** Page by page; where it is interrupted, asking again begins anew. */
    @Override
    public int again(String store) {
        write(store, transaction -> transaction
                .session()
                .update(
                        "insert into publication_resyncs (store, asked_at, total, reached) values (?, ?, 0, '')"
                                + " on conflict (store) do update set asked_at = excluded.asked_at, total = 0,"
                                + " reached = ''",
                        store,
                        transaction.now()));
        int total = 0;
        Optional<String> reached = Optional.of("");
        while (reached.isPresent()) {
            String after = reached.get();
            Optional<String> last = ledger.read(session -> PublicationTable.pageEnd(session, store, after, PAGE));
            if (last.isPresent()) {
                total += againUntil(store, after, last.get());
            }
            reached = last;
        }
        return total;
    }

    private int againUntil(String store, String after, String last) {
        return write(store, transaction -> {
            int rows = PublicationTable.again(transaction, store, after, last);
            transaction
                    .session()
                    .update(
                            "update publication_resyncs set total = total + ?, reached = ? where store = ?",
                            rows,
                            last,
                            store);
            return rows;
        });
    }

    @Override
    public Progress progress(String store) {
        return ledger.read(session -> {
            long waiting = PublicationTable.count(session, " and state = 'DUE'", store)
                    + PublicationTable.count(session, " and state = 'LATER'", store);
            long resyncing = PublicationTable.count(session, " and resync = 1", store);
            Optional<Resync> resync = session.one(
                    "select asked_at, total from publication_resyncs where store = ?",
                    row -> new Resync(Instant.ofEpochMilli(row.getLong(1)), row.getLong(2)),
                    store);
            long total = resync.map(Resync::total).orElse(0L);
            return new Progress(
                    store,
                    PublicationTable.count(session, "", store),
                    waiting,
                    PublicationTable.count(session, " and code <> ''", store),
                    resync.map(Resync::askedAt),
                    total,
                    Math.max(0, total - resyncing));
        });
    }

    @Override
    public List<Backlog> backlog() {
        return ledger.read(PublicationTable::backlog);
    }

    @Override
    public boolean repeat(String store, String sku, Aspect aspect, int urgency, String because) {
        return write(store, transaction -> PublicationTable.repeat(transaction, store, sku, aspect, urgency, because));
    }

    private <R> void each(String store, List<R> rows, RowWrite<R> write) {
        for (List<R> page : Pages.of(rows, PAGE)) {
            write(store, transaction -> {
                for (R row : page) {
                    write.write(transaction, row);
                }
                return page.size();
            });
        }
    }

    /** In the order of their keys, so that daemons that write the same rows wait for each other instead of both failing. */
    private static <R> List<R> sorted(List<R> rows, Function<R, String> sku, Function<R, Aspect> aspect) {
        return rows.stream()
                .sorted(Comparator.comparing(sku).thenComparing(aspect))
                .toList();
    }

    private <T> T write(String store, Pending.Work<T> work) {
        return ledger.write("publications " + store, work);
    }

    /** Whether something may be wished still. */
    @FunctionalInterface
    private interface Guard {
        boolean allows(Session session) throws SQLException;
    }

    private interface RowWrite<R> {
        void write(Transaction transaction, R row) throws SQLException;
    }

    private record Row(String store, String sku, Aspect aspect) {}

    private record Resync(Instant askedAt, long total) {}
}
