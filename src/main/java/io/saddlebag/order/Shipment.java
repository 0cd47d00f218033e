package io.saddlebag.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One shipment as a warehouse reports it, contract {@code shipment.v1}.
 *
 * @param contract always {@code shipment.v1}
 * @param store the order's store
 * @param orderId the order's id in its store
 * @param warehouse configured warehouse name
 * @param id the warehouse's shipment id, unique per warehouse
 * @param status what happened to it
 * @param changedAt when it last changed, the warehouse's clock
 * @param lines what is in it
 * @param parcels tracking, one per parcel; empty until known
 */
public record Shipment(
        String contract,
        String store,
        String orderId,
        String warehouse,
        String id,
        Status status,
        Instant changedAt,
        List<Line> lines,
        List<Parcel> parcels) {

    /** Copies the collections. */
    public Shipment {
        lines = List.copyOf(lines);
        parcels = List.copyOf(parcels);
    }

    /** The order's identity. */
    public OrderKey order() {
        return new OrderKey(store, orderId);
    }

    /** The deterministic external key: {@code <store>_shipment_<warehouse>_<id>}. */
    public String external() {
        return store + "_shipment_" + warehouse + "_" + id;
    }

    /** What happened to a shipment. */
    public enum Status {
        /** Being picked or packed: nothing has left. */
        PROCESSING,
        /** Held by the warehouse; a person there or here must act. */
        ON_HOLD,
        /** Cannot be fulfilled as it is. */
        EXCEPTION,
        /** Left the warehouse. */
        SHIPPED,
        /** At the customer's door. */
        DELIVERED,
        /** Will never leave. */
        CANCELLED;

        /** Whether the goods have left. */
        public boolean hasLeft() {
            return this == SHIPPED || this == DELIVERED;
        }
    }

    /**
     * Pieces of one order line in this shipment.
     *
     * @param lineId the store's order line id, empty where the warehouse only reports the SKU
     */
    public record Line(Optional<String> lineId, String sku, BigDecimal quantity) {}

    /** A parcel's tracking; the URL may be empty. */
    public record Parcel(String carrier, String trackingNumber, String trackingUrl) {}
}
