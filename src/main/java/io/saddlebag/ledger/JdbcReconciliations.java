package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reconciliation in the ledger's database; all its writes go through one writer. */
final class JdbcReconciliations implements Reconciliations {

    private static final String LOCK = "reconciliation";
    private static final int FEW = 10;

    private final JdbcLedger ledger;
    private final Dialect dialect;

    JdbcReconciliations(JdbcLedger ledger, Dialect dialect) {
        this.ledger = ledger;
        this.dialect = dialect;
    }

    @Override
    public List<Surveyed> placed(String store, Instant from, Instant to, Optional<OrderRow> after, int most) {
        return ledger.read(session -> SurveyTables.placed(session, store, from, to, after, most));
    }

    @Override
    public List<Surveyed> of(Collection<OrderKey> keys) {
        return ledger.read(session -> SurveyTables.of(session, keys));
    }

    @Override
    public Set<OrderKey> known(Collection<OrderKey> keys) {
        return ledger.read(session -> SurveyTables.known(session, keys));
    }

    @Override
    public Optional<Instant> firstSeen(String store) {
        return ledger.read(session -> session.one(
                        "select min(seen_at) from orders where store = ?",
                        row -> DifferenceTable.instant(row, 1),
                        store)
                .flatMap(found -> found));
    }

    @Override
    public void ask(Run run) {
        write(transaction -> {
            RunTable.ask(transaction.session(), run);
            return true;
        });
    }

    @Override
    public boolean begin(String run, Duration dead) {
        return write(transaction -> RunTable.begin(transaction, run, dead));
    }

    @Override
    public void progress(String run, long compared) {
        write(transaction -> {
            RunTable.progress(transaction, run, compared);
            return true;
        });
    }

    @Override
    public void end(String run, RunState state, String reason, long compared) {
        write(transaction -> {
            RunTable.end(transaction, run, state, reason, compared);
            return true;
        });
    }

    @Override
    public Optional<Run> run(String id) {
        return ledger.read(session -> RunTable.find(session, id));
    }

    @Override
    public List<Run> runs(Optional<String> store, int limit) {
        return ledger.read(session -> RunTable.list(session, store, limit));
    }

    @Override
    public Optional<Run> lastEnded(String store, boolean complete) {
        return ledger.read(session -> RunTable.lastEnded(session, store, complete));
    }

    @Override
    public void found(String run, List<Found> differences) {
        if (differences.isEmpty()) {
            return;
        }
        write(transaction -> {
            int opened = 0;
            for (Found difference : differences) {
                if (DifferenceTable.found(transaction, run, difference)) {
                    opened++;
                }
            }
            RunTable.counted(transaction.session(), run, opened, 0);
            return opened;
        });
    }

    @Override
    public int closeUnseen(String run) {
        return write(transaction -> {
            Optional<Run> known = RunTable.find(transaction.session(), run);
            int closed = known.isEmpty() ? 0 : DifferenceTable.closeUnseen(transaction, known.get());
            RunTable.counted(transaction.session(), run, 0, closed);
            return closed;
        });
    }

    @Override
    public int closeUnseen(String run, Collection<OrderKey> orders) {
        return write(transaction -> {
            int closed = DifferenceTable.closeUnseen(transaction, run, orders);
            RunTable.counted(transaction.session(), run, 0, closed);
            return closed;
        });
    }

    @Override
    public void passedOver(String run, Collection<OrderKey> orders) {
        if (!orders.isEmpty()) {
            write(transaction -> DifferenceTable.passedOver(transaction.session(), run, orders));
        }
    }

    @Override
    public List<Difference> differences(Filter filter) {
        return ledger.read(session -> DifferenceTable.list(session, filter));
    }

    @Override
    public Optional<Difference> difference(String id) {
        return ledger.read(session -> DifferenceTable.find(session, id));
    }

    @Override
    public List<String> startingWith(String beginning) {
        return ledger.read(session -> session.list(
                "select id from differences where id >= ? and id < ? order by id limit ?",
                row -> row.getString(1),
                beginning,
                beginning + "\uDBFF\uDFFF",
                FEW));
    }

    @Override
    public boolean repaired(String id, Actor actor, String result) {
        return decided(
                Audit.Entry.by(actor, "repair-asked", subject(id), "", "", result),
                transaction -> DifferenceTable.decide(
                        transaction,
                        id,
                        "repair",
                        actor.who(),
                        result,
                        "repaired_at = ?, repaired_by = ?, repair_result = ?",
                        result));
    }

    @Override
    public boolean accept(String id, Actor actor, String reason) {
        return decided(
                Audit.Entry.by(actor, "accepted", subject(id), "", "", reason),
                transaction -> DifferenceTable.decide(
                        transaction,
                        id,
                        DifferenceTable.ACCEPTED,
                        actor.who(),
                        reason,
                        "state = 'ACCEPTED', closed_at = ?, closed_because = 'accepted by ' || ? || ': ' || ?",
                        reason));
    }

    @Override
    public List<Open> open() {
        return ledger.read(DifferenceTable::open);
    }

    @Override
    public int forget(Instant before, int most) {
        return write(transaction -> DifferenceTable.forget(transaction.session(), before, most)
                + RunTable.forget(transaction.session(), before, most));
    }

    private static String subject(String id) {
        return "difference/" + id;
    }

    /** The decision and its entry in one transaction. */
    private boolean decided(Audit.Entry entry, Pending.Work<Boolean> decision) {
        return write(transaction -> {
            boolean taken = decision.run(transaction);
            if (taken) {
                AuditTable.add(transaction, dialect, List.of(entry));
            }
            return taken;
        });
    }

    private <T> T write(Pending.Work<T> work) {
        return ledger.write(LOCK, work);
    }
}
