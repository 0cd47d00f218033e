package io.saddlebag.connector.odoo;

/**
 * A buyer in Odoo.
 *
 * @param partner the commercial partner: company or person
 * @param invoice partner record with the invoice address; may be the same
 * @param delivery partner record with the delivery address; may be the same
 */
public record CustomerIds(long partner, long invoice, long delivery) {}
