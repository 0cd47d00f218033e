package io.saddlebag.connector.odoo;

/**
 * How an order stands in Odoo.
 *
 * @param id Odoo's id
 * @param number Odoo's number
 * @param state draft, sent, sale, done or cancel
 * @param delivery pending, started, partial or full; empty where nothing is to be delivered or Odoo has no stock
 * @param invoice no, to invoice, invoiced or upselling
 */
public record OrderStatus(long id, String number, String state, String delivery, String invoice) {}
