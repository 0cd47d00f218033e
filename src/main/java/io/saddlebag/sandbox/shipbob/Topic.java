package io.saddlebag.sandbox.shipbob;

import java.util.Optional;

/**
 * Webhook topics a subscription may name: those of version 2026-01, and the two of orders that version 2026-07 adds (older
 * versions refuse them). The sandbox sends the topics of orders; returns and billing can be subscribed to and stay silent.
 */
enum Topic {
    ORDER_SHIPPED("order.shipped"),
    ORDER_DELIVERED("order.delivered", "2026-07"),
    DELIVERED("order.shipment.delivered"),
    EXCEPTION("order.shipment.exception"),
    ON_HOLD("order.shipment.on_hold"),
    CANCELLED("order.shipment.cancelled"),
    TRACKING_UPDATED("order.shipment.tracking.updated", "2026-07"),
    RETURN_CREATED("return.created"),
    RETURN_UPDATED("return.updated"),
    RETURN_COMPLETED("return.completed"),
    CHARGE_CREATED("billing.charge.created"),
    REFUND_CREATED("billing.refund.created"),
    CREDIT_CREATED("billing.credit.created");

    private final String wire;
    private final String since;

    Topic(String wire) {
        this(wire, "");
    }

    Topic(String wire, String since) {
        this.wire = wire;
        this.since = since;
    }

    /** Whether a subscription made under this version, a date, may name it. */
    boolean knownTo(String version) {
        return since.compareTo(version) <= 0;
    }

    String wire() {
        return wire;
    }

    static Optional<Topic> of(String wire) {
        for (Topic topic : values()) {
            if (topic.wire.equals(wire)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }
}
