package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step of one order, built up and handed to {@link Ledger#record(Step)}; written together or not at all. */
public final class Step {

    private final OrderKey order;
    private Optional<OrderState> moveTo = Optional.empty();
    private Optional<Seen> seen = Optional.empty();
    private final Map<Field, String> fields = new LinkedHashMap<>();
    private final List<Ledger.Event> events = new ArrayList<>();
    private final List<Ledger.CrossReference> references = new ArrayList<>();
    private final List<ShipmentChange> shipments = new ArrayList<>();
    private final List<String> closes = new ArrayList<>();
    private Optional<StockLedger.Sold> sold = Optional.empty();
    private Optional<String> releasedTo = Optional.empty();
    private Optional<String> goesTo = Optional.empty();
    private final List<String> tracking = new ArrayList<>();

    private Step(OrderKey order) {
        this.order = order;
    }

    /** A step of this order. */
    public static Step of(OrderKey order) {
        return new Step(order);
    }

    /** What a store's version of an order brings: the row is created at the first, replaced at a newer one. */
    public record Seen(
            OrderVersion version,
            String number,
            String storeStatus,
            String currency,
            String total,
            String email,
            Instant placedAt,
            String document) {}

    /** A column of the order's row that a step may set. */
    public enum Field {
        ERP,
        ERP_ID,
        ERP_NUMBER,
        INVOICE_NUMBER,
        INVOICE_STATE,
        STORE_SHOWS
    }

    /** A shipment seen or worked on; empty parts stay as they are. A version older than the known one changes nothing. */
    public record ShipmentChange(
            String external,
            String warehouse,
            Optional<String> status,
            Optional<Instant> changedAt,
            Optional<String> document,
            Optional<Boolean> postedToErp,
            Optional<Boolean> shownInStore) {}

    /** Wishes a move; the table in {@link io.saddlebag.order.Lifecycle} decides. */
    public Step moveTo(OrderState state) {
        moveTo = Optional.of(state);
        return this;
    }

    /** Takes this version as the newest. */
    public Step seen(Seen version) {
        seen = Optional.of(version);
        return this;
    }

    /** Sets a column. */
    public Step set(Field field, String value) {
        fields.put(field, value);
        return this;
    }

    /** Adds to the trace. {@code discriminator} tells repeats of one step (same) from another turn (different). */
    public Step event(
            Instant at,
            String step,
            String discriminator,
            String system,
            String outcome,
            Duration latency,
            String externalId,
            String detail) {
        events.add(new Ledger.Event(
                order + "/" + step + "/" + discriminator,
                order,
                at,
                at,
                step,
                system,
                outcome,
                1,
                latency,
                externalId,
                detail));
        return this;
    }

    /** Remembers a partner's id. */
    public Step reference(String system, String kind, String externalId) {
        references.add(new Ledger.CrossReference(order, system, kind, externalId));
        return this;
    }

    /** Remembers a shipment, or what was done for it. */
    public Step shipment(ShipmentChange change) {
        shipments.add(change);
        return this;
    }

    /** Closes open parked messages of this order at the given step: it got past it. */
    public Step closes(String step) {
        closes.add(step);
        return this;
    }

    /** What the version has sold; counts if the version is taken. */
    public Step sold(StockLedger.Sold lines) {
        sold = Optional.of(lines);
        return this;
    }

    /** The warehouse has acknowledged that it is to send the order. */
    public Step releasedTo(String warehouse) {
        releasedTo = Optional.of(warehouse);
        return this;
    }

    /** From here on the order is with this partner, until it goes to another one. */
    public Step goesTo(String partner) {
        goesTo = Optional.of(partner);
        return this;
    }

    /** Remembers a parcel's number, to find the order by. */
    public Step tracking(String number) {
        tracking.add(number);
        return this;
    }

    /** The order. */
    public OrderKey order() {
        return order;
    }

    Optional<OrderState> moveTo() {
        return moveTo;
    }

    Optional<Seen> seen() {
        return seen;
    }

    Map<Field, String> fields() {
        return fields;
    }

    List<Ledger.Event> events() {
        return events;
    }

    List<Ledger.CrossReference> references() {
        return references;
    }

    List<ShipmentChange> shipments() {
        return shipments;
    }

    List<String> closes() {
        return closes;
    }

    Optional<StockLedger.Sold> sold() {
        return sold;
    }

    Optional<String> releasedTo() {
        return releasedTo;
    }

    /** Whom the order goes to; who acknowledged it has it. */
    Optional<String> goesTo() {
        return releasedTo.or(() -> goesTo);
    }

    List<String> tracking() {
        return tracking;
    }
}
