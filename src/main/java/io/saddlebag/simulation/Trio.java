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
 * @param manners how the daemon is told to treat the store's orders
 */
record Trio(String name, SandboxStore store, SandboxOdoo erp, SandboxShipBob warehouse, Manners manners) {

    /**
     * How the daemon is told to treat a store's orders.
     *
     * @param due status of an order that is posted
     * @param waits status of one that may become due
     * @param cancelled status that takes one back
     * @param completed status the store shows of an order that is done; empty: the daemon sets none
     * @param notes whether it writes notes
     * @param bills whether it sees to the invoice; otherwise a person does
     */
    record Manners(String due, String waits, String cancelled, String completed, boolean notes, boolean bills) {

        static Manners usual() {
            return new Manners("processing", "pending", "cancelled", "completed", true, true);
        }
    }

    static Trio of(SandboxPartners partners) {
        return new Trio("main", partners.store(), partners.odoo(), partners.shipBob(), Manners.usual());
    }

    OrderKey key(long id) {
        return new OrderKey(name, String.valueOf(id));
    }
}
