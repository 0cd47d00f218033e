package io.saddlebag.pricing;

import io.saddlebag.pricing.StoreTax.ErpTax;
import java.util.List;
import java.util.Map;

/**
 * What an ERP says about the price of an item: enough to tell it at any time.
 *
 * @param currency ISO code of its sales price and cost
 * @param taxes its sales taxes
 * @param lists by the name or id the policies use, with the rules about this item; a list that the ERP does not have is absent
 */
public record ErpItem(String sku, Item item, String currency, List<ErpTax> taxes, Map<String, Rules> lists) {

    /** Copies the collections. */
    public ErpItem {
        taxes = List.copyOf(taxes);
        lists = Map.copyOf(lists);
    }

    /** Rules of a price list, and the currency of its prices. */
    public record Rules(String currency, List<PriceRule> rules) {

        /** Copies the list. */
        public Rules {
            rules = List.copyOf(rules);
        }
    }
}
