package io.saddlebag.connector.odoo;

import io.saddlebag.order.OrderKey;

/** The deterministic external ids of an order and its lines; {@code <namespace>.<store>_order_<id>…}. */
record ExternalIds(String namespace, OrderKey order) {

    String self() {
        return namespace + "." + order.external();
    }

    /** A line, or the second part of a line whose total takes two unit prices. */
    String line(String lineId, boolean secondPart) {
        return self() + "_line_" + lineId + (secondPart ? "_b" : "");
    }

    String rounding() {
        return self() + "_rounding";
    }
}
