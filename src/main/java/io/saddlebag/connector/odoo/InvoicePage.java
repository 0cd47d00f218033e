package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * Invoices and credit notes that changed.
 *
 * @param rows what {@code account.move} answered, for the mapping {@code odoo/invoice}, with {@code order_names} and
 *     {@code order_ids} added: the sales orders behind its lines
 * @param next cursor of the next poll
 * @param more whether there are more at once
 */
public record InvoicePage(List<JsonNode> rows, Instant next, boolean more) {

    /** Copies the collection. */
    public InvoicePage {
        rows = List.copyOf(rows);
    }
}
