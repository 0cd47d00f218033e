package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.StatusPolicy;
import java.util.Set;

/**
 * What is agreed about the orders of one store.
 *
 * @param erp configured name of its ERP
 * @param warehouses configured names of the warehouses that send them
 * @param policy which statuses are due
 * @param completedStatus the status of an order that has left wholly; empty where none is written
 * @param createsInvoices whether we create invoices, or only watch for them
 * @param invoicesWhenPosted whether an invoice is due once the order is posted, and not only once it is shipped
 */
public record Rules(
        String store,
        String erp,
        Set<String> warehouses,
        StatusPolicy policy,
        String completedStatus,
        boolean createsInvoices,
        boolean invoicesWhenPosted) {

    /** Copies the set. */
    public Rules {
        warehouses = Set.copyOf(warehouses);
    }

    /** Whether a status takes an order back without paying for it: a refunded one was sold, and credited. */
    boolean takesBack(String status) {
        return policy.cancelled().contains(status) && !status.equals("refunded");
    }
}
