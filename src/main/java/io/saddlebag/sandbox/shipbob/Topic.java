package io.saddlebag.sandbox.shipbob;

import java.util.Optional;

/**
 * Webhook topics a subscription may name: those of version 2026-01 and the two order topics version 2026-07 adds. The
 * sandbox sends the order topics; returns and billing can be subscribed to and stay silent.
 */
enum Topic {
    ORDER_SHIPPED("order.shipped"),
    ORDER_DELIVERED("order.delivered"),
    DELIVERED("order.shipment.delivered"),
    EXCEPTION("order.shipment.exception"),
    ON_HOLD("order.shipment.on_hold"),
    CANCELLED("order.shipment.cancelled"),
    TRACKING_UPDATED("order.shipment.tracking.updated"),
    RETURN_CREATED("return.created"),
    RETURN_UPDATED("return.updated"),
    RETURN_COMPLETED("return.completed"),
    CHARGE_CREATED("billing.charge.created"),
    REFUND_CREATED("billing.refund.created"),
    CREDIT_CREATED("billing.credit.created");

    private final String wire;

    Topic(String wire) {
        this.wire = wire;
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
