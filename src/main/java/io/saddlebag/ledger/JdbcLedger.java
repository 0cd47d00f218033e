package io.saddlebag.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.saddlebag.order.OrderKey;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in a relational database. Writes go to a writer thread each (an order always to the same one) and share
 * commits; reads take a connection of the pool and see what is committed.
 */
final class JdbcLedger implements Ledger {

    /** Shards of the counts. Daemons draw theirs; two with the same one only wait for each other's commit. */
    private static final int SHARDS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcLedger.class);

    private final String place;
    private final Clock clock;
    private final HikariDataSource readers;
    private final StepWriter steps;
    private final Dialect dialect;
    private final List<GroupCommit> writers = new ArrayList<>();

    JdbcLedger(Dialect dialect, LedgerSettings settings) {
        this.dialect = dialect;
        this.place = settings.place();
        this.clock = settings.clock();
        this.readers = dialect.readers();
        this.steps = new StepWriter(dialect);
        int first = dialect.writers() == 1 ? 0 : ThreadLocalRandom.current().nextInt(SHARDS);
        for (int i = 0; i < dialect.writers(); i++) {
            BatchCommit commit = new BatchCommit(dialect, place, settings.clock(), (first + i) % SHARDS);
            writers.add(new GroupCommit("ledger-writer-" + i, commit, dialect.batch()));
        }
    }

    /** Reads from a session. */
    interface Read<T> {
        T from(Session session) throws SQLException;
    }

    /** Reads; a pooled connection that was lost meanwhile is replaced once. */
    <T> T read(Read<T> read) {
        try {
            return readOnce(read);
        } catch (SQLException e) {
            if (dialect.failure(e) != Dialect.Failure.DISCONNECTED) {
                throw unreadable(e);
            }
        }
        try {
            return readOnce(read);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private <T> T readOnce(Read<T> read) throws SQLException {
        try (Session session = new Session(readers.getConnection())) {
            return read.from(session);
        }
    }

    private LedgerUnavailable unreadable(SQLException e) {
        return new LedgerUnavailable("the ledger at " + place + " cannot be read: " + e.getMessage(), e);
    }

    /** An order's writes all go through one writer, so that its rows are never contended within this daemon. */
    <T> T write(String lock, Pending.Work<T> work) {
        return writers.get(Math.floorMod(lock.hashCode(), writers.size())).write(lock, work);
    }

    /** The clock that writes go by. */
    Instant now() {
        return clock.instant();
    }

    /** Writes a step as part of a write that is under way. */
    void write(Transaction transaction, Step step) throws SQLException {
        steps.write(transaction, step);
    }

    @Override
    public StepResult record(Step step) {
        StepResult result = write(step.order().toString(), transaction -> steps.write(transaction, step));
        // A newer version may close what an older one was parked for, and be refused itself: that one does not go on.
        if (result.closed() > 0
                && step.events().stream().noneMatch(event -> event.outcome().equals("refused"))) {
            LOG.info("order {}, which was parked, goes on at {}", step.order(), String.join(", ", step.closes()));
        }
        return result;
    }

    @Override
    public void park(Parked parked) {
        String lock = parked.order().map(OrderKey::toString).orElse(parked.id());
        write(lock, transaction -> {
            Optional<OrderRow> row = parked.order().isPresent()
                    ? OrderTable.lock(
                            dialect, transaction.session(), parked.order().get())
                    : Optional.empty();
            ParkedTable.park(
                    transaction, row.filter(ErasedRows::isErased).isPresent() ? ErasedRows.kept(parked) : parked);
            if (row.isPresent()) {
                ParkedTable.recount(transaction, row.get());
            }
            return parked.id();
        });
    }

    @Override
    public int close(OrderKey key, String step, String reason) {
        return write(key.toString(), transaction -> {
            Optional<OrderRow> row = OrderTable.lock(dialect, transaction.session(), key);
            int closed = ParkedTable.close(transaction, key, step, reason);
            if (row.isPresent()) {
                ParkedTable.recount(transaction, row.get());
            }
            return closed;
        });
    }

    @Override
    public void moveCursor(String name, String value) {
        write("cursor " + name, transaction -> transaction
                .session()
                .update(
                        "insert into cursors (name, value) values (?, ?)"
                                + " on conflict (name) do update set value = excluded.value",
                        name,
                        value));
    }

    @Override
    public Optional<String> cursor(String name) {
        return read(session -> session.one("select value from cursors where name = ?", row -> row.getString(1), name));
    }

    @Override
    public Optional<OrderRow> order(OrderKey key) {
        return read(session -> OrderTable.find(session, key));
    }

    @Override
    public Optional<String> document(OrderKey key) {
        return read(session -> OrderTable.document(session, key));
    }

    @Override
    public List<Event> trace(OrderKey key) {
        return read(session -> EventTable.of(session, key));
    }

    @Override
    public List<OrderRow> orders(OrderFilter filter) {
        return read(session -> OrderSearch.list(session, filter));
    }

    @Override
    public boolean isCut(String text) {
        return !text.isBlank() && read(session -> OrderSearch.isCut(session, text));
    }

    @Override
    public Map<String, Long> counts() {
        return read(CountTable::read);
    }

    @Override
    public Optional<OrderKey> find(String system, String kind, String externalId) {
        return read(session -> ReferenceTable.find(session, system, kind, externalId));
    }

    @Override
    public List<CrossReference> references(OrderKey key) {
        return read(session -> ReferenceTable.of(session, key));
    }

    @Override
    public ParkedMessages parkedMessages() {
        return new JdbcParkedMessages(this, dialect);
    }

    @Override
    public AlertLedger alerts() {
        return new JdbcAlertLedger(this);
    }

    @Override
    public AlertFacts alertFacts() {
        return new JdbcAlertFacts(this);
    }

    @Override
    public PartnerPauses partnerPauses() {
        return new JdbcPartnerPauses(this, dialect);
    }

    @Override
    public Products products() {
        return new JdbcProducts(this);
    }

    @Override
    public Drifts drifts() {
        return new JdbcDrifts(this, dialect);
    }

    @Override
    public Finance finance() {
        return new JdbcFinance(this);
    }

    @Override
    public Reconciliations reconciliations() {
        return new JdbcReconciliations(this, dialect);
    }

    @Override
    public Publications publications() {
        return new JdbcPublications(this);
    }

    @Override
    public StoreItems storeItems() {
        return new JdbcStoreItems(this);
    }

    @Override
    public StockLedger stock() {
        return new JdbcStockLedger(this, dialect);
    }

    @Override
    public Prices prices() {
        return new JdbcPrices(this, dialect);
    }

    @Override
    public Adjustments adjustments() {
        return new JdbcAdjustments(this, dialect);
    }

    @Override
    public Figures figures() {
        return new JdbcFigures(this);
    }

    @Override
    public OrderFinds orderFinds() {
        return new JdbcOrderFinds(this);
    }

    @Override
    public Fulfilments fulfilments() {
        return new JdbcFulfilments(this);
    }

    @Override
    public Audit audit() {
        return new JdbcAudit(this, dialect);
    }

    @Override
    public Erasures erasures() {
        return new JdbcErasures(this, dialect);
    }

    @Override
    public List<Parked> parked(Optional<OrderKey> key, int limit) {
        return read(session -> ParkedTable.list(session, key, Math.max(limit, 0)));
    }

    @Override
    public List<ShipmentRow> shipments(OrderKey key) {
        return read(session -> ShipmentTable.of(session, key));
    }

    @Override
    public Map<String, Latency> latencies(Instant since) {
        return read(session -> Timings.latencies(session, since));
    }

    @Override
    public Map<String, Latency> legs(Instant since) {
        return read(session -> Timings.legs(session, since));
    }

    @Override
    public void note(Notice notice) {
        write("notice " + notice.id(), transaction -> NoticeTable.note(transaction.session(), notice));
    }

    @Override
    public List<Notice> notices(int limit) {
        return read(session -> NoticeTable.latest(session, limit));
    }

    /** Writes a row, waits until it is on disk, and reads. */
    @Override
    public Optional<String> trouble() {
        try {
            write("pulse", transaction -> transaction
                    .session()
                    .update(
                            "insert into pulse (shard, at) values (?, ?)"
                                    + " on conflict (shard) do update set at = excluded.at",
                            0,
                            transaction.now()));
            read(session -> session.one("select count(*) from pulse", row -> row.getInt(1)));
            return Optional.empty();
        } catch (LedgerUnavailable | LedgerRefused e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Finishes the writes that were asked for, then closes; later calls throw {@link LedgerUnavailable}. */
    @Override
    public void close() {
        writers.forEach(GroupCommit::close);
        readers.close();
    }
}
