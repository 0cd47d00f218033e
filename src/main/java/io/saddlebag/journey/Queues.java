package io.saddlebag.journey;

import io.saddlebag.settings.Section;

/**
 * Names of the queues; {@code saddlebag.queue.*}. A queue stands wherever the next step talks to another system.
 *
 * @param storeEvent raw events of all stores
 * @param orderToErp prefix, one queue per ERP
 * @param orderPosted orders the ERP has
 * @param fulfilmentTo prefix, one queue per warehouse
 * @param warehouseEvent prefix, raw events, one queue per warehouse
 * @param shipmentReported shipments, canonical
 * @param shipmentToErp prefix, one queue per ERP
 * @param orderToStore prefix, one queue per store
 * @param orderToInvoice prefix, one queue per ERP
 * @param invoiceChanged invoices, canonical
 * @param stockLevel stock levels, canonical
 * @param poll prefix of the polls' ticks
 * @param deadLetters what the broker gave up delivering
 */
public record Queues(
        String storeEvent,
        String orderToErp,
        String orderPosted,
        String fulfilmentTo,
        String warehouseEvent,
        String shipmentReported,
        String shipmentToErp,
        String orderToStore,
        String orderToInvoice,
        String invoiceChanged,
        String stockLevel,
        String poll,
        String deadLetters) {

    /** Reads {@code saddlebag.queue.*}. */
    public static Queues from(Section section) {
        return new Queues(
                section.required("store-event"),
                section.required("order-to-erp"),
                section.required("order-posted"),
                section.required("fulfilment-to"),
                section.required("warehouse-event"),
                section.required("shipment-reported"),
                section.required("shipment-to-erp"),
                section.required("order-to-store"),
                section.required("order-to-invoice"),
                section.required("invoice-changed"),
                section.required("stock-level"),
                section.required("poll"),
                section.required("dead-letters"));
    }
}
