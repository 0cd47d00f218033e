package io.saddlebag.simulation;

import io.saddlebag.order.OrderKey;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.woocommerce.SandboxStore;

/**
 * A store with the ERP that takes its orders and the warehouse that sends them, as sandboxes.
 *
 * @param name configured name of the store
 * @param completed status the store shows of an order that is done
 * @param bills whether the daemon sees to the invoice; otherwise a person does
 */
record Trio(
        String name, SandboxStore store, SandboxOdoo erp, SandboxShipBob warehouse, String completed, boolean bills) {

    static Trio of(SandboxPartners partners) {
        return new Trio("main", partners.store(), partners.odoo(), partners.shipBob(), "completed", true);
    }

    OrderKey key(long id) {
        return new OrderKey(name, String.valueOf(id));
    }
}
