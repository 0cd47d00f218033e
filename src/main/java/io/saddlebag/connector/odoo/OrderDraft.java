package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.order.Order;

/**
 * An order ready to be posted.
 *
 * @param order the order
 * @param resolved what its names mean in Odoo
 * @param customer its buyer in Odoo
 * @param header header fields from the mapping {@code odoo/sale-order}: an object of field name → text, number or
 *     boolean, itself or below {@code fields}; a column of a load, so {@code team_id/.id} works too
 */
public record OrderDraft(Order order, Resolved resolved, CustomerIds customer, JsonNode header) {}
