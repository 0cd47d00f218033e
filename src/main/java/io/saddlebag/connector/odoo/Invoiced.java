package io.saddlebag.connector.odoo;

import java.util.List;

/**
 * The invoices of an order.
 *
 * @param invoices Odoo's ids
 * @param numbers Odoo's numbers
 */
public record Invoiced(List<Long> invoices, List<String> numbers) {

    /** Copies the collections. */
    public Invoiced {
        invoices = List.copyOf(invoices);
        numbers = List.copyOf(numbers);
    }
}
