package io.saddlebag.sandbox.shipbob;

/**
 * Turns what happens in the warehouse into webhooks: order topics carry the order, shipment topics the shipment, as they are
 * at that moment. The JSON is only made where somebody subscribed.
 */
final class Announcements {

    private final Webhooks webhooks;

    Announcements(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    void order(Topic topic, Order order) {
        webhooks.publish(topic, () -> OrderJson.order(order));
    }

    void shipment(Topic topic, Shipment shipment) {
        webhooks.publish(topic, () -> ShipmentJson.shipment(shipment));
    }
}
