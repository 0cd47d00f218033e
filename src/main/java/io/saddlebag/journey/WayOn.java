package io.saddlebag.journey;

/** How what is parked at a queue goes on once its cause is gone, in words for a person. */
final class WayOn {

    private static final int SHORT = 10;

    private final Queues queues;

    WayOn(Queues queues) {
        this.queues = queues;
    }

    /** The remedy, followed by what happens then. */
    String after(String remedy, String queue, String code, String id) {
        return remedy.replaceFirst("[ .;,]+$", "") + ". "
                + sentence(queue, code, id.length() <= SHORT ? id : id.substring(0, SHORT));
    }

    private String sentence(String queue, String code, String id) {
        String replay = "'replay " + id + "'";
        String skip = "'parked skip " + id + " --reason …'";
        if (code.equals("taken-back-while-posting") || code.endsWith("-after-posting")) {
            return "Nothing more is done about it by itself; then close this with " + skip;
        }
        if (queue.equals(queues.storeEvent())) {
            return "It is looked at again when the order is saved in the store, or now by " + replay;
        }
        if (queue.startsWith(queues.orderToErp() + ".")) {
            return "It is tried again when the order is saved in the store, by itself once an hour, or now by "
                    + replay;
        }
        if (queue.equals(queues.shipmentReported()) && code.startsWith("shipment-")) {
            return "This closes by itself when the shipment leaves";
        }
        if (queue.startsWith(queues.orderToStore() + ".")) {
            return "It is tried again with the next news of the order, or now by " + replay;
        }
        return "Then " + replay + "; if it was done by hand, " + skip;
    }
}
