package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.order.OrderVersions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/**
 * The ledger's side of posting an order to an ERP.
 *
 * <p>Delivery guarantee: repeatable. Between {@link #begin} and {@link #posted} only repeatable partner calls stand; an
 * order that is posted already is announced again.
 */
public final class Posting {

    private static final String BEGUN = "post-begun";

    private final Ledger ledger;
    private final Parking parking;
    private final Queues queues;
    private final Edits edits;
    private final Clock clock;

    /** Works on this ledger. */
    public Posting(Ledger ledger, Parking parking, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.parking = parking;
        this.queues = queues;
        this.edits = new Edits(ledger);
        this.clock = clock;
    }

    /**
     * Looks whether the order still is to be posted, and writes the intent before the ERP is asked: what the ERP may hold
     * after a crash is known from it. Sets the variables {@code todo} ({@code post}, {@code again} to announce only, or {@code skip}),
     * {@code order} (the record), {@code earlierVersion} (the ERP may hold the order as it was before) and {@code started}.
     */
    public void begin(Exchange exchange, String erp) {
        Order order = Body.of(exchange, Order.class);
        OrderKey key = order.key();
        Headers.address(exchange, key);
        exchange.setVariable("order", order);
        Timing.start(exchange);
        Optional<OrderRow> row = ledger.order(key);
        String queue = queues.orderToErp() + "." + erp;
        String todo = row.map(r -> todo(exchange, r, order, queue)).orElse("skip");
        exchange.setVariable("todo", todo);
        String version = OrderVersions.of(order).hash();
        if ("again".equals(todo) && cameTooLate(row.orElseThrow(), order)) {
            // Captured while an earlier version was being posted: nobody has seen that the ERP lacks the change.
            parking.first(exchange, Refusals.late(row.orElseThrow(), Refusals.Change.EDITED));
            exchange.setVariable("todo", "skip");
        } else if ("post".equals(todo)) {
            boolean earlier = begun(key).anyMatch(hash -> !hash.equals(version));
            exchange.setVariable("earlierVersion", earlier);
            if (row.orElseThrow().parked() > 0) {
                edits.supersedeOlder(row.orElseThrow(), queue);
            }
            ledger.record(Step.of(key)
                    .event(
                            clock.instant(),
                            BEGUN,
                            version,
                            erp,
                            "noted",
                            Duration.ZERO,
                            "",
                            "about to be posted to " + erp));
        } else if (row.isPresent()
                && row.get().erpId().isEmpty()
                && row.get().state() != OrderState.CAPTURED
                && begun(key).anyMatch(version::equals)) {
            parking.first(exchange, takenBack(erp, "an order whose source is " + key.external() + ", perhaps"));
        }
    }

    /** Whether it is the newest version of an order that is posted, and not the one that was. */
    private boolean cameTooLate(OrderRow row, Order order) {
        OrderVersion version = OrderVersions.of(order);
        return version.against(row.version()) == OrderVersion.Age.SAME
                && begun(row.key()).findAny().isPresent()
                && begun(row.key()).noneMatch(version.hash()::equals);
    }

    /** Versions of the order whose posting was begun. */
    private Stream<String> begun(OrderKey key) {
        String prefix = key + "/" + BEGUN + "/";
        return ledger.trace(key).stream()
                .map(Ledger.Event::id)
                .filter(id -> id.startsWith(prefix))
                .map(id -> id.substring(prefix.length()));
    }

    private String todo(Exchange exchange, OrderRow row, Order order, String queue) {
        boolean edited = Edits.isEdited(exchange, queue);
        if (Lifecycle.reached(row.state(), OrderState.POSTED)) {
            return "again";
        }
        if (row.state() != OrderState.CAPTURED) {
            if (edited) {
                edits.discard(exchange, "the order is not to be posted any more");
            }
            return "skip";
        }
        if (edited) { // by a person, who knows better than the store, unless the store has changed it since
            return editedTodo(exchange, row, order, queue);
        }
        // A newer version of a captured order has sent a message of its own, behind this one in the order's group.
        if (OrderVersions.of(order).against(row.version()) != OrderVersion.Age.SAME) {
            return "skip";
        }
        Optional<Message> edit = edits.inForce(row.key(), queue, row.version());
        edit.ifPresent(message -> ledger.record(edits.kept(Step.of(row.key()), message, clock.instant())));
        return edit.isPresent() ? "skip" : "post";
    }

    private String editedTodo(Exchange exchange, OrderRow row, Order order, String queue) {
        Optional<String> id = Edits.parkedId(exchange);
        boolean known = id.flatMap(ledger.parkedMessages()::find).isPresent();
        boolean inForce = known
                ? ledger.parkedMessages().edited(row.key(), queue).stream()
                        .filter(message -> message.parked().id().equals(id.orElse("")))
                        .anyMatch(message -> edits.isFor(row.version(), message))
                : !order.modifiedAt().isBefore(row.version().modifiedAt());
        if (!inForce) {
            edits.discard(exchange, Edits.newer(row.version()));
        }
        return inForce ? "post" : "skip";
    }

    /**
     * Records the posted order: variables {@code erpId}, {@code erpNumber}, {@code existed}.
     *
     * @throws DeliveryFailure.Parking if the store took the order back while it was being posted
     */
    public void posted(Exchange exchange, String erp) {
        OrderKey key = Headers.order(exchange);
        String id = exchange.getVariable("erpId", String.class);
        String number = exchange.getVariable("erpNumber", String.class);
        boolean existed = exchange.getVariable("existed", false, Boolean.class);
        boolean takenBack = ledger.order(key)
                .filter(row -> Lifecycle.judge(row.state(), OrderState.POSTED) == Lifecycle.Move.REFUSED)
                .isPresent();
        if (takenBack) {
            parking.first(exchange, takenBack(erp, number));
        }
        Step step = Step.of(key);
        if (!takenBack) {
            step.closes(queues.orderToErp() + "." + erp);
        }
        Ledger.StepResult result = ledger.record(step.moveTo(OrderState.POSTED)
                .set(Step.Field.ERP, erp)
                .set(Step.Field.ERP_ID, id)
                .set(Step.Field.ERP_NUMBER, number)
                .reference(erp, "order", id)
                .reference(erp, "order-number", number)
                .event(
                        clock.instant(),
                        "post-order",
                        erp,
                        erp,
                        existed ? "already-there" : "done",
                        Timing.elapsed(exchange),
                        number,
                        "confirmed as " + number
                                + Optional.ofNullable(exchange.getVariable("postingNote", String.class))
                                        .map(n -> ", " + n)
                                        .orElse("")));
        if (takenBack) {
            exchange.setVariable("todo", "skip");
        } else if (result.move() == Lifecycle.Move.REFUSED) {
            throw takenBack(erp, number);
        }
    }

    private static DeliveryFailure.Parking takenBack(String erp, String number) {
        return new DeliveryFailure.Parking(
                erp,
                Category.BUSINESS,
                "taken-back-while-posting",
                "the store took the order back while it was being posted; " + erp + " has it as " + number,
                "Cancel " + number + " in " + erp);
    }

    /** Makes the body a reference to the order, for the store's queue. */
    public void storeRefresh(Exchange exchange) {
        OrderReference.send(exchange, Headers.order(exchange));
    }
}
