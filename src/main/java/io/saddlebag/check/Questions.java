package io.saddlebag.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What can be asked of the partners while somebody waits. Nothing is changed anywhere. Each may throw {@link
 * io.saddlebag.delivery.DeliveryFailure}.
 */
public interface Questions {

    /**
     * The ERP a caller means.
     *
     * @param erp configured name, where the caller names it
     * @param store configured name of a store, whose ERP is meant otherwise
     * @throws IllegalArgumentException if neither is known, or nothing is named and there are several; the message says what there is
     */
    String erp(Optional<String> erp, Optional<String> store);

    /**
     * Checks that a store is configured.
     *
     * @throws IllegalArgumentException if it is not; the message says which are
     */
    void knowStore(String store);

    /**
     * Whether an order would be posted: mapping, contract, status, totals, SKUs, and what the ERP says of products, taxes and
     * currency.
     *
     * @param order as WooCommerce's REST API shows it
     */
    Found order(String store, JsonNode order);

    /** The same for an order the store already has, read from it now. */
    Found storedOrder(String store, String id);

    /**
     * What a piece costs in the ERP.
     *
     * @param currency ISO code
     * @param offered the price a caller wants to sell at; refused if the ERP's is another
     */
    Found price(String erp, String sku, BigDecimal quantity, String currency, Optional<BigDecimal> offered);

    /** Whether the ERP has these quantities, by SKU, not promised to anybody. */
    Found stock(String erp, Map<String, BigDecimal> quantities);

    /** Whether the ERP knows a customer, and sells to them. One of both may be empty. */
    Found customer(String erp, String email, String vatNumber);
}
