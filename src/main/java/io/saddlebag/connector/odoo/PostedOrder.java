package io.saddlebag.connector.odoo;

import java.math.BigDecimal;

/**
 * An order as Odoo holds it.
 *
 * @param id Odoo's id
 * @param number Odoo's number, e.g. {@code S00012}
 * @param state draft, sent, sale, done or cancel
 * @param currencyId Odoo's id of the currency
 * @param currency ISO code
 * @param untaxed total without tax
 * @param tax tax
 * @param total total
 * @param rounding what a rounding line, or the tolerance, makes up for; zero if nothing
 */
public record PostedOrder(
        long id,
        String number,
        String state,
        long currencyId,
        String currency,
        BigDecimal untaxed,
        BigDecimal tax,
        BigDecimal total,
        BigDecimal rounding) {

    /** Whether it is still a quotation. */
    public boolean open() {
        return state.equals("draft") || state.equals("sent");
    }

    PostedOrder withRounding(BigDecimal difference) {
        return new PostedOrder(id, number, state, currencyId, currency, untaxed, tax, total, difference);
    }

    /** Whether it is confirmed. */
    public boolean confirmed() {
        return state.equals("sale") || state.equals("done");
    }
}
