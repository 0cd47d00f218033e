package io.saddlebag.journey;

/**
 * What is decided per ERP.
 *
 * @param erp configured name
 * @param createsInvoices whether we create invoices, or only watch for them
 * @param invoiceOn {@code shipped} or {@code posted}
 */
public record ErpRules(String erp, boolean createsInvoices, String invoiceOn) {}
