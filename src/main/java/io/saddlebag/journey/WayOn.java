package io.saddlebag.journey;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderKey;
import java.util.List;
import java.util.Optional;

/** How what is parked at a queue goes on once its cause is gone, in words for a person. */
public final class WayOn {

    private static final int SHORT = 10;

    private final Queues queues;

    /** Knows these queues. */
    public WayOn(Queues queues) {
        this.queues = queues;
    }

    /**
     * Whether trying it again can change anything. What tells a person of something that has happened cannot: the step would
     * find its work done, and the message would be closed without anybody having acted.
     */
    public boolean isRepeatable(Ledger.Parked parked) {
        return !isToldOnly(parked.code()) && !isHeldShipment(parked.queue(), parked.code());
    }

    private static boolean isToldOnly(String code) {
        return code.equals("taken-back-while-posting") || code.endsWith("-after-posting");
    }

    private boolean isHeldShipment(String queue, String code) {
        return queue.equals(queues.shipmentReported()) && code.startsWith("shipment-");
    }

    /** The remedy, followed by what happens then. */
    String after(String remedy, String queue, String code, Optional<OrderKey> order, String id) {
        return remedy.replaceFirst("[ .;,]+$", "") + ". " + sentence(queue, code, order, shortened(id));
    }

    /** The remedy where what failed was a person's edit. */
    String afterEdit(String remedy, String code, String id) {
        return remedy.replaceFirst("[ .;,]+$", "") + ". " + editedSentence(code, shortened(id));
    }

    /** The remedy of a message from now on, that a person edited or whose edit a person took back. */
    public String remedy(Ledger.Parked parked, boolean edited) {
        String id = shortened(parked.id());
        String plain = " " + sentence(parked.queue(), parked.code(), parked.order(), id);
        String ofEdit = " " + editedSentence(parked.code(), id);
        String remedy = parked.remedy();
        for (String end : List.of(plain, ofEdit)) {
            remedy = remedy.endsWith(end) ? remedy.substring(0, remedy.length() - end.length()) : remedy;
        }
        return remedy + (edited ? ofEdit : plain);
    }

    private static String editedSentence(String code, String id) {
        if (isToldOnly(code)) {
            return "Nothing more is done about it by itself; then close this with 'parked skip " + id + " --reason …'";
        }
        return "It was edited, so it is not tried by itself: 'replay " + id + "' tries the edit, 'parked show " + id
                + " --original' prints what it was, and 'parked edit' with that takes the edit back";
    }

    private static String shortened(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT);
    }

    private String sentence(String queue, String code, Optional<OrderKey> order, String id) {
        String replay = "'replay " + id + "'";
        String skip = "'parked skip " + id + " --reason …'";
        if (isToldOnly(code)) {
            return "Nothing more is done about it by itself; then close this with " + skip;
        }
        if (queue.equals(queues.storeEvent())) {
            return "It is looked at again when the order is saved in the store, or now by " + replay;
        }
        if (queue.startsWith(queues.orderToErp() + ".")) {
            return "It is tried again when the order is saved in the store, by itself once an hour, or now by "
                    + replay;
        }
        if (isHeldShipment(queue, code)) {
            return "This closes by itself when the shipment leaves";
        }
        if (queue.startsWith(queues.orderToStore() + ".")) {
            return "It is tried again with the next news of the order, or now by " + replay;
        }
        if (queue.equals(queues.orderPosted()) || queue.startsWith(queues.fulfilmentTo() + ".")) {
            return "Then " + replay + "; or place the order at the warehouse by hand, under the reference "
                    + order.map(OrderKey::external).orElse("STORE_order_ID")
                    + ": what is sent under it goes on by itself, and " + skip + " closes this";
        }
        if (queue.startsWith(queues.orderToInvoice() + ".")) {
            return "Then " + replay + ", or invoice the order in the ERP by hand: the poll of invoices finds it";
        }
        return "Then " + replay + "; if it was done by hand, " + skip;
    }
}
