package io.saddlebag.connector.odoo;

import io.saddlebag.pricing.PriceList;
import java.math.BigDecimal;

/**
 * What a SKU costs in Odoo.
 *
 * @param salesPrice the product's own sales price, in the company's currency
 * @param priceList name of the price list, empty where only the sales price counts
 * @param price the price, or why it cannot be said
 */
public record ListedPrice(BigDecimal salesPrice, String priceList, PriceList.Price price) {}
