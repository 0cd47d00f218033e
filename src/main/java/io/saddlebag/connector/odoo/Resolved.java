package io.saddlebag.connector.odoo;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the names in one order mean in Odoo; found by {@link Odoo#resolve}.
 *
 * @param items store line id → what the line is posted with
 * @param shipping store shipping line id → what it is posted with
 * @param fees store fee line id → what it is posted with
 * @param rounding product of rounding lines, where one is set
 * @param currency id of the order's currency
 * @param pricelist pricelist that carries the currency; empty where it is the company's own
 * @param company company, where the settings name one
 * @param warehouse Odoo warehouse, where the settings name one
 * @param priceDecimals digits of a unit price
 */
public record Resolved(
        Map<String, Item> items,
        Map<String, Item> shipping,
        Map<String, Item> fees,
        OptionalLong rounding,
        long currency,
        OptionalLong pricelist,
        OptionalLong company,
        OptionalLong warehouse,
        int priceDecimals) {

    /** Copies the collections. */
    public Resolved {
        items = Map.copyOf(items);
        shipping = Map.copyOf(shipping);
        fees = Map.copyOf(fees);
    }

    /**
     * What one line is posted with.
     *
     * @param product Odoo product id
     * @param taxes Odoo tax ids; empty means no tax
     * @param priceIncludesTax whether these taxes are part of the unit price
     */
    public record Item(long product, List<Long> taxes, boolean priceIncludesTax) {

        /** Copies the collection. */
        public Item {
            taxes = List.copyOf(taxes);
        }
    }
}
