package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Arrival;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.Shipment;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The ledger's side of shipments: what a warehouse reports, and what was posted of it to the ERP.
 *
 * <p>Delivery guarantee: repeatable; an older report than the one known changes nothing and sends nothing.
 */
public final class Shipments {

    private final Ledger ledger;
    private final Map<String, StoreRules> rules;
    private final Parking parking;
    private final Queues queues;
    private final Clock clock;
    private final Resends resends = new Resends();

    /** Works on this ledger. */
    public Shipments(Ledger ledger, Parking parking, Map<String, StoreRules> rules, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.parking = parking;
        this.rules = Map.copyOf(rules);
        this.queues = queues;
        this.clock = clock;
    }

    /** Addresses a shipment.v1 document to its order. */
    public void address(Exchange exchange) {
        Shipment shipment = shipment(exchange);
        Headers.address(exchange, shipment.order());
        exchange.getMessage().setBody(Documents.bytes(shipment));
    }

    /**
     * Whether a polled report is worth a message: sets the variable {@code news}. A poll reads its overlap again and again; what the
     * ledger knows, and sent on within the hour where that was needed, would only fill the queue. Changes nothing.
     */
    public void sift(Exchange exchange) {
        Shipment shipment = shipment(exchange);
        boolean old = ledger.shipments(shipment.order()).stream()
                .filter(s -> s.external().equals(shipment.external()))
                .anyMatch(before -> !shipment.changedAt().isAfter(before.changedAt())
                        && (!waits(shipment, before) || resends.isRecent(shipment.external(), clock.instant())));
        exchange.setVariable("news", !old);
    }

    /** Whether a known report left something to do that a crash may have eaten. */
    private static boolean waits(Shipment shipment, ShipmentRow before) {
        return shipment.status().hasLeft()
                && before.changedAt().equals(shipment.changedAt())
                && !(before.postedToErp() && before.shownInStore());
    }

    /**
     * Takes a report into the ledger. Sets the variables {@code left} (to be passed on), {@code erp} and {@code store}.
     *
     * @throws DeliveryFailure.Parking if the order is unknown
     */
    public void record(Exchange exchange) {
        Shipment shipment = shipment(exchange);
        OrderKey key = shipment.order();
        Headers.address(exchange, key);
        exchange.setVariable("left", false);
        OrderRow row = ledger.order(key)
                .orElseThrow(() -> new DeliveryFailure.Parking(
                        shipment.warehouse(),
                        Category.BUSINESS,
                        "unknown-order",
                        "a shipment of the order " + key + ", which was never captured",
                        "Capture the order: backfill --store " + key.store() + " with the day it was last changed"));
        List<ShipmentRow> known = ledger.shipments(key);
        Optional<ShipmentRow> before = known.stream()
                .filter(s -> s.external().equals(shipment.external()))
                .findFirst();
        boolean left = shipment.status().hasLeft();
        exchange.setVariable("erp", row.erp().orElse(rules.get(key.store()).erp()));
        if (before.isPresent() && !shipment.changedAt().isAfter(before.get().changedAt())) {
            // Known, or older. What is known is sent on again only where a crash may have eaten it.
            exchange.setVariable(
                    "left",
                    waits(shipment, before.get())
                            && resends.due(shipment.external(), Arrival.of(exchange), clock.instant()));
            return;
        }
        if (shipment.status() == Shipment.Status.ON_HOLD || shipment.status() == Shipment.Status.EXCEPTION) {
            parking.first(
                    exchange,
                    new DeliveryFailure.Parking(
                            shipment.warehouse(),
                            Category.BUSINESS,
                            "shipment-" + word(shipment.status()),
                            "the warehouse reports the shipment " + shipment.id() + " as " + word(shipment.status()),
                            "Look at the shipment at the warehouse"));
        }
        Step step = step(key, shipment);
        if (left) {
            step.moveTo(allLeft(key, shipment, known) ? OrderState.SHIPPED : OrderState.PARTLY_SHIPPED)
                    .closes(queues.shipmentReported());
        }
        ledger.record(step);
        exchange.setVariable("left", left);
        if (left) {
            resends.sent(shipment.external(), Arrival.of(exchange), clock.instant());
        }
    }

    private Step step(OrderKey key, Shipment shipment) {
        String tracking = shipment.parcels().stream()
                .map(Shipment.Parcel::trackingNumber)
                .filter(n -> !n.isEmpty())
                .reduce((a, b) -> a + ", " + b)
                .map(n -> ", tracking " + n)
                .orElse("");
        Step step = Step.of(key);
        shipment.parcels().forEach(parcel -> step.tracking(parcel.trackingNumber()));
        return step.shipment(new Step.ShipmentChange(
                        shipment.external(),
                        shipment.warehouse(),
                        Optional.of(word(shipment.status())),
                        Optional.of(shipment.changedAt()),
                        Optional.of(Documents.text(shipment)),
                        Optional.empty(),
                        Optional.empty()))
                .reference(shipment.warehouse(), "shipment", shipment.id())
                .event(
                        clock.instant(),
                        "shipment",
                        shipment.external() + "/" + word(shipment.status()) + tracking,
                        shipment.warehouse(),
                        "done",
                        Duration.ZERO,
                        shipment.id(),
                        word(shipment.status()) + ", " + shipment.lines().size() + " line(s)" + tracking);
    }

    private boolean allLeft(OrderKey key, Shipment shipment, List<ShipmentRow> known) {
        List<Shipment> left = new ArrayList<>();
        left.add(shipment);
        known.stream()
                .filter(s -> !s.external().equals(shipment.external()))
                .map(s -> Documents.read(s.document(), Shipment.class))
                .filter(s -> s.status().hasLeft())
                .forEach(left::add);
        return ledger.document(key)
                .map(text -> Documents.read(text, Order.class))
                .map(order -> Pieces.allLeft(Release.shippable(order, rules.get(key.store())), left))
                .orElse(false);
    }

    /** Makes the body a reference to the order, for the store's queue. */
    public void storeRefresh(Exchange exchange) {
        OrderReference.send(exchange, Headers.order(exchange));
    }

    /**
     * Looks whether the shipment still is to be posted to the ERP. Sets the variables {@code todo} ({@code post} or
     * {@code again}), {@code shipment} (the record) and {@code erpId}.
     *
     * @throws DeliveryFailure.Waiting while the order itself is not in the ERP yet
     */
    public void begin(Exchange exchange) {
        Shipment shipment = shipment(exchange);
        OrderKey key = shipment.order();
        Headers.address(exchange, key);
        Timing.start(exchange);
        OrderRow row = ledger.order(key)
                .filter(r -> r.erpId().isPresent())
                .orElseThrow(() -> new DeliveryFailure.Waiting(
                        "saddlebag",
                        Category.TRANSIENT,
                        "the order " + key + " is not in the ERP yet",
                        Optional.empty()));
        exchange.setVariable("shipment", shipment);
        exchange.setVariable("erpId", row.erpId().get());
        boolean posted = ledger.shipments(key).stream()
                .anyMatch(s -> s.external().equals(shipment.external()) && s.postedToErp());
        exchange.setVariable("todo", posted ? "again" : "post");
    }

    /** Records that the ERP has the delivery: variable {@code deliveryNumber}. */
    public void delivered(Exchange exchange, String erp) {
        Shipment shipment = exchange.getVariable("shipment", Shipment.class);
        String number = exchange.getVariable("deliveryNumber", "", String.class);
        boolean existed = exchange.getVariable("existed", false, Boolean.class);
        ledger.record(Step.of(shipment.order())
                .shipment(new Step.ShipmentChange(
                        shipment.external(),
                        shipment.warehouse(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(true),
                        Optional.empty()))
                .reference(erp, "delivery", number)
                .closes(queues.shipmentToErp() + "." + erp)
                .event(
                        clock.instant(),
                        "post-delivery",
                        shipment.external(),
                        erp,
                        existed ? "already-there" : "done",
                        Timing.elapsed(exchange),
                        number,
                        "delivery " + number + " of shipment " + shipment.id()));
    }

    static Shipment shipment(Exchange exchange) {
        return Body.of(exchange, Shipment.class);
    }

    private static String word(Shipment.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
