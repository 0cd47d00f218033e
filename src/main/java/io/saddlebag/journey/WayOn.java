package io.saddlebag.journey;

import io.saddlebag.order.OrderKey;
import java.util.Optional;

/**
 * How what is parked at a queue goes on once its cause is gone, in words for a person. This version has no command that sends
 * a parked message again, so it tells what does: the events that make a step come again, or what is to be done by hand.
 */
final class WayOn {

    private final Queues queues;

    WayOn(Queues queues) {
        this.queues = queues;
    }

    /** The remedy, followed by what happens then. */
    String after(String remedy, String queue, String code, Optional<OrderKey> order) {
        return remedy.replaceFirst("[ .;,]+$", "") + ". " + sentence(queue, code, order);
    }

    private String sentence(String queue, String code, Optional<OrderKey> order) {
        if (code.equals("taken-back-while-posting")) {
            return "Nothing more is done for the order, and this message stays listed";
        }
        if (code.endsWith("-after-posting")) {
            return "The order goes its way as it was posted, and this message stays listed";
        }
        if (queue.equals(queues.storeEvent())) {
            return "It is looked at again when the order is saved in the store";
        }
        if (isOf(queue, queues.orderToErp())) {
            return "It is tried again when the order is saved in the store, after a restart, and by itself once an hour";
        }
        if (queue.equals(queues.orderPosted()) || isOf(queue, queues.fulfilmentTo())) {
            return "It is not tried again: place the order at the warehouse by hand, under the reference "
                    + order.map(OrderKey::external).orElse("STORE_order_ID")
                    + "; what is sent under it goes on by itself, and this message stays listed";
        }
        if (isOf(queue, queues.warehouseEvent())) {
            return "The polls of shipments read the same; this message stays listed";
        }
        if (queue.equals(queues.shipmentReported())) {
            return code.startsWith("shipment-")
                    ? "This message closes by itself when the shipment leaves"
                    : "The shipment is taken when the warehouse next reports a change of it";
        }
        if (isOf(queue, queues.shipmentToErp())) {
            return "It is tried again when the warehouse next reports a change of this shipment; until then its delivery is"
                    + " not in the ERP, and the order is not invoiced by us";
        }
        if (isOf(queue, queues.orderToInvoice())) {
            return "It is not tried again: invoice the order in the ERP by hand; the poll of invoices finds it, and the order"
                    + " goes on";
        }
        if (isOf(queue, queues.orderToStore())) {
            return "It is tried again with the next news of the order (a shipment, an invoice)";
        }
        return "It is not tried again, and this message stays listed";
    }

    private static boolean isOf(String queue, String prefix) {
        return queue.startsWith(prefix + ".");
    }
}
