package io.saddlebag.recovery.reconciliation;

/**
 * The queues a repair may send to.
 *
 * @param storeEvent raw events of all stores
 * @param orderToErp prefix, one queue per ERP
 * @param orderPosted orders the ERP has
 * @param shipmentReported shipments
 * @param shipmentToErp prefix, one queue per ERP
 * @param orderToStore prefix, one queue per store
 * @param orderToInvoice prefix, one queue per ERP
 * @param invoiceChanged invoices
 */
public record RepairQueues(
        String storeEvent,
        String orderToErp,
        String orderPosted,
        String shipmentReported,
        String shipmentToErp,
        String orderToStore,
        String orderToInvoice,
        String invoiceChanged) {}
