package io.saddlebag.connector.shipbob;

/** What a webhook of ShipBob says. */
public sealed interface WebhookReading {

    /** It carries everything; also one about somebody else's order, which then reports no shipment. */
    record Reported(ShipmentReport report) implements WebhookReading {}

    /** It names an order, which must be read to know more. */
    record ReadOrder(long orderId) implements WebhookReading {}

    /** Not about shipments. */
    record Ignored(String topic) implements WebhookReading {}

    /** It cannot be read, and names nothing that could be. */
    record Unreadable(String reason) implements WebhookReading {}
}
