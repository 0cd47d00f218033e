package io.saddlebag.order;

import java.math.BigDecimal;
import java.util.List;

/**
 * What one warehouse is asked to send, contract {@code fulfilment-request.v1}.
 *
 * @param contract always {@code fulfilment-request.v1}
 * @param store the order's store
 * @param orderId the order's id in its store
 * @param orderNumber the number people use
 * @param erpNumber the ERP's order number, empty where there is none
 * @param warehouse configured warehouse name
 * @param part number of this request within the order, from 1: an order may be split over warehouses
 * @param shippingMethod the store's shipping method code, mapped by the warehouse's configuration
 * @param shippingTitle what the buyer chose, in words
 * @param recipient delivery address
 * @param note the buyer's note, may be empty
 * @param lines what to send
 */
public record FulfilmentRequest(
        String contract,
        String store,
        String orderId,
        String orderNumber,
        String erpNumber,
        String warehouse,
        int part,
        String shippingMethod,
        String shippingTitle,
        Order.Address recipient,
        String note,
        List<Line> lines) {

    /** Copies the collection. */
    public FulfilmentRequest {
        lines = List.copyOf(lines);
    }

    /** The order's identity. */
    public OrderKey order() {
        return new OrderKey(store, orderId);
    }

    /** The reference under which the warehouse knows the request: {@code <store>_order_<id>}, with {@code _<part>} from part 2. */
    public String reference() {
        return order().external() + (part == 1 ? "" : "_" + part);
    }

    /** Pieces to send; {@code unitPrice} is net, for customs papers and insurance. */
    public record Line(String lineId, String sku, String name, BigDecimal quantity, BigDecimal unitPrice) {}
}
