package io.saddlebag.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a batch of writes in one transaction. Each write stands behind a savepoint: one that cannot be done fails alone.
 * Where the transaction as a whole fails, nothing of it is kept and every caller gets {@link LedgerUnavailable}; a lost
 * connection or a deadlock is tried again first. A commit whose answer was lost is reported as failed and may still
 * have happened: writes are repeatable for that.
 */
final class BatchCommit implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchCommit.class);
    private static final int TRIES = 3;

    private final Dialect dialect;
    private final String place;
    private final Clock clock;
    private final int shard;
    private final long own = ThreadLocalRandom.current().nextLong(900_000);
    private Session session;
    private long lastSequence;

    BatchCommit(Dialect dialect, String place, Clock clock, int shard) {
        this.dialect = dialect;
        this.place = place;
        this.clock = clock;
        this.shard = shard;
    }

    /** Writes the batch and answers its callers. Never throws. */
    void run(List<Pending<?>> batch) {
        batch.sort(Comparator.comparing(Pending::lock));
        try {
            run(batch, 1);
        } catch (RuntimeException | Error e) {
            discard();
            LOG.error("the ledger's writer failed on a batch of {} writes; their callers try again", batch.size(), e);
            fail(batch, e);
        }
    }

    private void run(List<Pending<?>> batch, int turn) {
        boolean committing = false;
        try {
            Sums sums = write(batch);
            for (Map.Entry<String, Long> change : sums.counts().entrySet()) {
                CountTable.add(session, shard, change.getKey(), change.getValue());
            }
            FigureTable.add(session, shard, sums.figures());
            committing = true;
            dialect.commit(session);
        } catch (SQLException e) {
            boolean clean = rolledBack();
            Dialect.Failure failure = dialect.failure(e);
            if (failure == Dialect.Failure.CONFLICT && turn < TRIES && clean) {
                // alone, a write holds few locks, so it will get through
                for (Pending<?> each : batch) {
                    run(List.of(each), turn + 1);
                }
                return;
            }
            if (failure == Dialect.Failure.DISCONNECTED && turn == 1 && !committing) {
                discard();
                run(batch, turn + 1);
                return;
            }
            fail(batch, e);
            return;
        }
        batch.forEach(Pending::deliver);
    }

    /** What the writes of a batch add to the sums. */
    private record Sums(Map<String, Long> counts, Map<FigureTable.Key, Long> figures) {}

    private Sums write(List<Pending<?>> batch) throws SQLException {
        if (session == null) {
            session = new Session(dialect.connect());
        }
        dialect.begin(session);
        Sums sums = new Sums(new TreeMap<>(), new TreeMap<>());
        for (Pending<?> each : batch) {
            session.update("savepoint one_write");
            Transaction transaction =
                    new Transaction(session, clock.instant().truncatedTo(ChronoUnit.MILLIS), this::nextSequence);
            try {
                each.run(transaction);
                session.update("release savepoint one_write");
                transaction.counts().forEach((state, change) -> sums.counts().merge(state, change, Long::sum));
                transaction.figures().forEach((key, n) -> sums.figures().merge(key, n, Long::sum));
            } catch (SQLException e) {
                if (dialect.failure(e) != Dialect.Failure.REFUSED) {
                    throw e;
                }
                session.update("rollback to savepoint one_write");
                each.refuse(new LedgerRefused("the ledger's database refused a write of " + each.lock(), e));
            } catch (RuntimeException e) {
                session.update("rollback to savepoint one_write");
                each.refuse(e);
            }
        }
        return sums;
    }

    /** Grows within a process, and differs from what another daemon on the same database draws in the same millisecond. */
    private long nextSequence() {
        lastSequence = Math.max(lastSequence + 1, clock.millis() * 1_000_000 + own);
        return lastSequence;
    }

    /** Leaves the transaction; where even that fails the connection is given up, which leaves it too. */
    private boolean rolledBack() {
        if (session == null) {
            return false;
        }
        try {
            dialect.rollback(session);
            return true;
        } catch (SQLException e) {
            LOG.debug("the ledger's writer gives up its connection", e);
            discard();
            return false;
        }
    }

    private void discard() {
        if (session == null) {
            return;
        }
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("the ledger's writer could not close a broken connection", e);
        }
        session = null;
    }

    private void fail(List<Pending<?>> batch, Throwable why) {
        LedgerUnavailable answer = new LedgerUnavailable(
                "the ledger at " + place + " cannot be written: " + why.getMessage() + "; nothing was written", why);
        batch.forEach(each -> each.fail(answer));
    }

    @Override
    public void close() {
        discard();
    }
}
