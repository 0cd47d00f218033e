package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.CrossReference;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.StepResult;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.ledger.StockLedger.DemandLine;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.Lifecycle.Move;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion.Age;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes one step into every table it concerns. The order's row is locked first, so steps of one order take turns. */
final class StepWriter {

    static final String GOT_PAST = "the order got past this step";

    private final Dialect dialect;

    StepWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    StepResult write(Transaction transaction, Step step) throws SQLException {
        Optional<OrderRow> known = OrderTable.lock(dialect, transaction.session(), step.order());
        StepResult result = known.isPresent() ? goOn(transaction, step, known.get()) : begin(transaction, step);
        for (Event event : step.events()) {
            EventTable.write(transaction, event);
        }
        for (CrossReference reference : step.references()) {
            claim(transaction, reference);
        }
        boolean erased = ErasedRows.isErased(result.row());
        for (ShipmentChange change : step.shipments()) {
            ShipmentTable.apply(transaction, step.order(), erased ? ErasedRows.kept(change) : change);
        }
        if (!erased) {
            FoundByTables.tracking(transaction.session(), step.order(), step.tracking());
        }
        return result;
    }

    private StepResult begin(Transaction transaction, Step step) throws SQLException {
        Seen seen = step.seen().orElseThrow(() -> new UnknownOrder(step.order()));
        int closed = close(transaction, step);
        OrderDraft draft = OrderDraft.first(step.order(), seen, transaction.now());
        draft.move(step.moveTo().orElse(OrderState.WAITING), transaction.now());
        step.fields().forEach(draft::set);
        step.goesTo().ifPresent(draft::goTo);
        draft.parked(ParkedTable.open(transaction.session(), step.order()));
        OrderRow row = draft.row();
        OrderTable.insert(transaction.session(), row);
        OrderTable.keepDocument(transaction.session(), row.key(), seen.document());
        DemandTable.begin(transaction, row, step);
        findBySkus(transaction, row, step);
        transaction.count(CountTable.name(row.state(), row.parked()), 1);
        OrderFigures.begin(transaction, row);
        return new StepResult(row, Move.ALLOWED, closed);
    }

    private static void findBySkus(Transaction transaction, OrderRow row, Step step) throws SQLException {
        if (step.sold().isPresent()) {
            List<String> skus =
                    step.sold().get().lines().stream().map(DemandLine::sku).toList();
            FoundByTables.skus(transaction.session(), row.key(), row.placedAt(), skus);
        }
    }

    private StepResult goOn(Transaction transaction, Step step, OrderRow known) throws SQLException {
        OrderDraft draft = OrderDraft.of(known);
        boolean stale = step.seen().isPresent()
                && isOlder(
                        transaction,
                        draft,
                        known,
                        ErasedRows.kept(known, step.seen().get()));
        Move move = stale ? Move.ALREADY_THERE : move(transaction, draft, known, step);
        step.fields().forEach(draft::set);
        if (!stale) {
            step.goesTo().ifPresent(draft::goTo);
        }
        int closed = known.parked() > 0 ? close(transaction, step) : 0;
        if (closed > 0) {
            draft.parked(ParkedTable.open(transaction.session(), step.order()));
        }
        OrderRow row = draft.changedSince(known, transaction.now());
        OrderFigures.follow(transaction, known, row);
        OrderTable.update(transaction.session(), known, row);
        DemandTable.follow(transaction, known, row, step, !stale);
        if (!stale && !known.version().equals(row.version())) {
            findBySkus(transaction, row, step);
        }
        String before = CountTable.name(known.state(), known.parked());
        String after = CountTable.name(row.state(), row.parked());
        if (!before.equals(after)) {
            transaction.count(before, -1);
            transaction.count(after, 1);
        }
        return new StepResult(row, move, closed);
    }

    /**
     * Takes a version that is not older. The same content under a later date only moves the date on, so that what is
     * older than it is told to be.
     */
    private static boolean isOlder(Transaction transaction, OrderDraft draft, OrderRow known, Seen seen)
            throws SQLException {
        Age age = seen.version().against(known.version());
        if (age == Age.OLDER) {
            EventTable.note(
                    transaction,
                    known.key(),
                    "version",
                    seen.version().hash(),
                    "dropped",
                    "version of " + seen.version().modifiedAt() + " is older than the known one of "
                            + known.version().modifiedAt());
            return true;
        }
        if (age == Age.NEWER
                || seen.version().modifiedAt().isAfter(known.version().modifiedAt())) {
            draft.take(seen);
            OrderTable.keepDocument(transaction.session(), known.key(), seen.document());
        }
        return false;
    }

    private static Move move(Transaction transaction, OrderDraft draft, OrderRow known, Step step) throws SQLException {
        if (step.moveTo().isEmpty()) {
            return Move.ALREADY_THERE;
        }
        OrderState wished = step.moveTo().get();
        Move move = Lifecycle.judge(known.state(), wished);
        if (move == Move.ALLOWED) {
            draft.move(wished, transaction.now());
        } else if (move == Move.REFUSED) {
            EventTable.note(
                    transaction,
                    known.key(),
                    "move",
                    known.state() + "-" + wished,
                    "refused",
                    known.state() + "→" + wished + " is no legal move");
        }
        return move;
    }

    private static int close(Transaction transaction, Step step) throws SQLException {
        int closed = 0;
        for (String name : step.closes()) {
            closed += ParkedTable.close(transaction, step.order(), name, GOT_PAST);
        }
        return closed;
    }

    private static void claim(Transaction transaction, CrossReference reference) throws SQLException {
        Optional<OrderKey> owner = ReferenceTable.claim(transaction.session(), reference);
        if (owner.isPresent()) {
            String id = reference.system() + " " + reference.kind() + " " + reference.externalId();
            EventTable.note(
                    transaction,
                    reference.order(),
                    "reference",
                    id,
                    "refused",
                    id + " already belongs to " + owner.get());
        }
    }
}
