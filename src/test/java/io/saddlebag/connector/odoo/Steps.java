package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;

/** The steps of a route, one after the other. */
final class Steps {

    private Steps() {}

    static Outcome<PostedOrder> post(Odoo odoo, Order order) {
        return compared(odoo, order).then(p -> odoo.confirm(order, OdooLab.NO_HEADER, p.id()));
    }

    static Outcome<PostedOrder> compared(Odoo odoo, Order order) {
        return draft(odoo, order).then(d -> odoo.createOrder(d).then(p -> odoo.compareTotals(d, p)));
    }

    static Outcome<OrderDraft> draft(Odoo odoo, Order order) {
        return odoo.resolve(order).then(resolved -> odoo.customer(OdooLab.customer(order))
                .map(customer -> new OrderDraft(order, resolved, customer, OdooLab.NO_HEADER)));
    }

    /** The value, or a failing test that says why there is none. */
    static <T> T value(Outcome<T> outcome) {
        return outcome.orThrow("odoo", "test");
    }
}
