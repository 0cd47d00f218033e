package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sourcing.Sourcing;
import io.saddlebag.sourcing.SourcingDecision;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The ledger's side of releasing an order to its warehouses.
 *
 * <p>Delivery guarantee: repeatable; a request's reference is deterministic, so a repeat asks for the same thing.
 */
public final class Release {

    private final Ledger ledger;
    private final Map<String, StoreRules> rules;
    private final Queues queues;
    private final Clock clock;

    /** Works on this ledger. */
    public Release(Ledger ledger, Map<String, StoreRules> rules, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.rules = Map.copyOf(rules);
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Chooses the warehouses of a posted order; the body becomes the list of requests. Sets the variables {@code nothing} (no
     * line needs shipping), {@code erp} and {@code store}.
     */
    public void source(Exchange exchange) {
        Order order = Body.of(exchange, Order.class);
        OrderKey key = order.key();
        Headers.address(exchange, key);
        OrderRow row = ledger.order(key)
                .orElseThrow(() -> new IllegalStateException("the posted order " + key + " is not in the ledger"));
        StoreRules rule = rules.get(key.store());
        exchange.setVariable("erp", row.erp().orElse(rule.erp()));
        SourcingDecision decision = new Sourcing(List.copyOf(rule.noShippingSkus()))
                .decide(kept(order, rule), row.erpNumber().orElse(""), rule.warehouses());
        exchange.setVariable("nothing", decision.kind() == SourcingDecision.Kind.NOTHING_TO_SHIP);
        Step step = Step.of(key)
                .event(
                        clock.instant(),
                        "source",
                        decision.kind().name(),
                        "saddlebag",
                        decision.kind() == SourcingDecision.Kind.NO_WAREHOUSE ? "refused" : "done",
                        Duration.ZERO,
                        "",
                        decision.reason());
        if (decision.kind() == SourcingDecision.Kind.NOTHING_TO_SHIP) {
            step.moveTo(OrderState.SHIPPED);
        }
        decision.requests().forEach(request -> step.goesTo(request.warehouse()));
        ledger.record(step);
        if (decision.kind() == SourcingDecision.Kind.NO_WAREHOUSE) {
            throw new DeliveryFailure.Parking(
                    "saddlebag",
                    Category.BUSINESS,
                    "no-warehouse",
                    decision.reason(),
                    "Set saddlebag.store." + key.store() + ".warehouse for the orders to come");
        }
        if (decision.kind() == SourcingDecision.Kind.RELEASE && saysSent(order, rule)) {
            throw new DeliveryFailure.Parking(
                    "saddlebag",
                    Category.BUSINESS,
                    "completed-before-release",
                    "the store called the order " + order.status() + " before a warehouse was asked to send it",
                    "If it has been sent, post its delivery in the ERP by hand, and that is all");
        }
        exchange.getMessage().setBody(decision.requests());
    }

    /** Completed means sent (WooCommerce's documentation of order statuses); sent twice costs more than asking once. */
    private static boolean saysSent(Order order, StoreRules rule) {
        return order.status().equals("completed") || order.status().equals(rule.completedStatus());
    }

    private static Order kept(Order order, StoreRules rule) {
        return order.withLines(rule.kits().of(order));
    }

    /** The lines of an order that a warehouse sends. */
    static List<Order.Line> shippable(Order order, StoreRules rule) {
        return new Sourcing(List.copyOf(rule.noShippingSkus())).shippable(kept(order, rule));
    }

    /** Makes one request of the list the message. Sets the variable {@code warehouse}. */
    public void address(Exchange exchange) {
        FulfilmentRequest request = exchange.getMessage().getBody(FulfilmentRequest.class);
        Headers.address(exchange, request.order());
        exchange.setVariable("warehouse", request.warehouse());
        exchange.getMessage().setBody(Documents.bytes(request));
    }

    /**
     * Looks whether the request still stands. Sets the variables {@code todo} ({@code post} or {@code skip}) and {@code request} (the
     * record).
     */
    public void begin(Exchange exchange) {
        FulfilmentRequest request = Body.of(exchange, FulfilmentRequest.class);
        OrderKey key = request.order();
        Headers.address(exchange, key);
        Timing.start(exchange);
        exchange.setVariable("request", request);
        exchange.getMessage().setBody(Documents.tree(request));
        boolean wanted = ledger.order(key)
                .filter(row -> Lifecycle.reached(row.state(), OrderState.POSTED))
                .isPresent();
        boolean released = ledger.references(key).stream()
                .anyMatch(r -> r.system().equals(request.warehouse())
                        && r.kind().equals("fulfilment")
                        && r.externalId().endsWith("/" + request.part()));
        exchange.setVariable("todo", wanted && !released ? "post" : "skip");
    }

    /** Records that the warehouse has the request: variables {@code warehouseOrderId}, {@code existed}. */
    public void released(Exchange exchange, String warehouse) {
        FulfilmentRequest request = exchange.getVariable("request", FulfilmentRequest.class);
        String id = exchange.getVariable("warehouseOrderId", String.class);
        boolean existed = exchange.getVariable("existed", false, Boolean.class);
        ledger.record(Step.of(request.order())
                .moveTo(OrderState.RELEASED)
                .releasedTo(warehouse)
                .reference(warehouse, "fulfilment", id + "/" + request.part())
                .closes(queues.fulfilmentTo() + "." + warehouse)
                .event(
                        clock.instant(),
                        "release",
                        request.reference(),
                        warehouse,
                        existed ? "already-there" : "done",
                        Timing.elapsed(exchange),
                        id,
                        "asked " + warehouse + " to send " + request.lines().size() + " line(s) as "
                                + request.reference()));
    }
}
