package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stock in the ledger's database. What takes numbers of the sequence goes through one writer and comes last in its batch
 * (its lock sorts behind every order key), so that nobody who holds the sequence waits for an order.
 */
final class JdbcStockLedger implements StockLedger {

    private static final String LOCK = "~stock";
    private static final int PAGE = 5_000;

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcStockLedger(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public int report(Page page, List<LevelRow> levels) {
        return ledger.write(LOCK, transaction -> {
            StockSequence sequence = StockSequence.lock(dialect, transaction.session());
            FeedTable.note(transaction, page);
            int changed = LevelTable.report(transaction.session(), sequence, page.reading(), levels);
            sequence.keep();
            return changed;
        });
    }

    @Override
    public int items(Page page, List<ItemRow> items) {
        return ledger.write(LOCK, transaction -> {
            StockSequence sequence = StockSequence.lock(dialect, transaction.session());
            FeedTable.note(transaction, page);
            int changed = ItemTable.report(transaction.session(), sequence, page.reading(), items);
            sequence.keep();
            return changed;
        });
    }

    @Override
    public boolean finish(Reading reading, int pages) {
        return ledger.write(LOCK, transaction -> {
            StockSequence sequence = StockSequence.lock(dialect, transaction.session());
            if (!FeedTable.hasAll(transaction.session(), reading, pages)) {
                return false;
            }
            if (reading.complete()) {
                LevelTable.zeroUnseen(transaction.session(), sequence, reading);
                ItemTable.retireUnseen(transaction.session(), sequence, reading);
            }
            FeedTable.move(transaction, sequence, reading);
            sequence.keep();
            return true;
        });
    }

    @Override
    public List<FeedRow> feeds() {
        return ledger.read(FeedTable::all).stream().map(Change.OfFeed::feed).toList();
    }

    @Override
    public List<Level> levels(String sku) {
        return ledger.read(session -> LevelTable.of(session, sku));
    }

    @Override
    public Optional<DemandRow> demand(OrderKey order) {
        return ledger.read(session -> DemandTable.find(session, order));
    }

    /** The last number is read first: all up to it is committed, and what each table is asked for is bounded by it. */
    @Override
    public List<Change> changes(long after, int limit) {
        if (ledger.read(session -> DemandTable.isPending(session) || StoreItemTable.isPending(session))) {
            ledger.write(LOCK, transaction -> {
                StockSequence sequence = StockSequence.lock(dialect, transaction.session());
                DemandTable.number(dialect, transaction.session(), sequence);
                StoreItemTable.number(dialect, transaction.session(), sequence);
                sequence.keep();
                return true;
            });
        }
        return ledger.read(session -> {
            long last = StockSequence.last(session);
            List<Change> changes = new ArrayList<>();
            if (last > after) {
                changes.addAll(LevelTable.changes(session, after, last, limit));
                changes.addAll(ItemTable.changes(session, after, last, limit));
                changes.addAll(DemandTable.changes(session, after, last, limit));
                changes.addAll(FeedTable.changes(session, after, last, limit));
                changes.addAll(StoreItemTable.changes(session, after, last, limit));
                changes.sort(Comparator.comparingLong(Change::seq));
            }
            return changes.size() > limit ? List.copyOf(changes.subList(0, limit)) : changes;
        });
    }

    @Override
    public long rebuild(Consumer<Change> each) {
        long last = ledger.read(StockSequence::last);
        each(
                each,
                (Optional<Change.OfLevel> after) -> session -> LevelTable.page(
                        session,
                        after.map(change -> change.level().sku()).orElse(""),
                        after.map(Change.OfLevel::source).orElse(""),
                        after.map(change -> change.level().location()).orElse(""),
                        PAGE));
        each(
                each,
                (Optional<Change.OfItem> after) -> session -> ItemTable.page(
                        session,
                        after.map(Change.OfItem::source).orElse(""),
                        after.map(change -> change.item().sku()).orElse(""),
                        PAGE));
        each(
                each,
                (Optional<Change.OfDemand> after) -> session -> DemandTable.page(
                        session,
                        after.map(change -> change.demand().order().toString()).orElse(""),
                        PAGE));
        ledger.read(FeedTable::all).forEach(each);
        return last;
    }

    /** Reads a table page by page, each after the last row of the one before. */
    private <C extends Change> void each(
            Consumer<Change> each, Function<Optional<C>, JdbcLedger.Read<List<C>>> pageAfter) {
        Optional<C> last = Optional.empty();
        List<C> page;
        do {
            page = ledger.read(pageAfter.apply(last));
            page.forEach(each);
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
        } while (page.size() == PAGE);
    }

    @Override
    public Set<OrderKey> known(Map<OrderKey, Instant> orders, long upTo) {
        return ledger.read(session -> DemandTable.known(session, orders, upTo));
    }

    @Override
    public int forget(Instant before, int most) {
        return ledger.write(
                LOCK, transaction -> DemandTable.forget(transaction.session(), transaction.now(), before, most));
    }

    @Override
    public List<Undemanded> withoutDemand(Optional<OrderKey> after, int limit) {
        return ledger.read(session ->
                DemandTable.withoutDemand(session, after.map(OrderKey::toString).orElse(""), limit));
    }

    @Override
    public void fill(OrderKey order, Sold sold) {
        ledger.write(order.toString(), transaction -> {
            Optional<OrderRow> row = OrderTable.lock(dialect, transaction.session(), order);
            if (row.isPresent()) {
                DemandTable.fill(transaction, row.get(), sold);
            }
            return true;
        });
    }
}
