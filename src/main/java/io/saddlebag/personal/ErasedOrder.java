package io.saddlebag.personal;

import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderVersions;
import io.saddlebag.order.Shipment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of an order whose buyer was erased: the financial record. Number, dates, status, lines with SKU and amounts,
 * taxes, totals, refunds, payment's method and reference stay, and the country and state the taxes are of; who bought, where it
 * went, what he wrote, and whatever plugins added go.
 */
public final class ErasedOrder {

    private ErasedOrder() {}

    /** Whether it is one. */
    public static boolean is(Order order) {
        return Pseudonyms.is(order.customer().email());
    }

    /** The order as it is kept under its buyer's pseudonym. */
    public static Order of(Order order, String pseudonym) {
        return new Order(
                order.contract(),
                order.store(),
                order.id(),
                order.number(),
                order.status(),
                order.currency(),
                order.pricesIncludeTax(),
                order.createdAt(),
                order.modifiedAt(),
                order.paidAt(),
                new Order.Customer(Optional.empty(), pseudonym, ""),
                taxed(order.billing()),
                taxed(order.shipping()),
                order.paymentMethod(),
                order.paymentTitle(),
                order.transactionId(),
                "",
                order.lines().stream().map(ErasedOrder::plain).toList(),
                order.shippingLines(),
                order.fees(),
                order.coupons(),
                order.taxLines(),
                order.shippingTotal(),
                order.shippingTax(),
                order.discountTotal(),
                order.totalTax(),
                order.total(),
                order.refunds().stream()
                        .map(refund -> new Order.Refund(refund.id(), refund.total(), ""))
                        .toList(),
                Map.of());
    }

    private static Order.Address taxed(Order.Address address) {
        return new Order.Address("", "", "", "", "", "", address.state(), "", address.country(), "", "");
    }

    private static Order.Line plain(Order.Line line) {
        return new Order.Line(
                line.id(),
                line.productId(),
                line.variationId(),
                line.sku(),
                line.name(),
                line.quantity(),
                line.subtotal(),
                line.total(),
                line.totalTax(),
                line.taxClass(),
                line.taxes(),
                Map.of());
    }

    /**
     * A kept document and the hash its version then has.
     *
     * @param hash empty where the document is no order, and its version stays what it was
     */
    public record Kept(String document, Optional<String> hash) {}

    /** An {@code order.v1} as text. */
    public static Kept of(String document, String pseudonym) {
        try {
            Order order = of(Documents.read(document, Order.class), pseudonym);
            return new Kept(
                    Documents.text(order), Optional.of(OrderVersions.of(order).hash()));
        } catch (NotJson e) { // of another time, or of a test
            return new Kept(MaskedDocument.blank(document), Optional.empty());
        }
    }

    /** The store's customer id in an {@code order.v1} as text; empty for a guest. */
    public static Optional<String> customer(String document) {
        try {
            return Documents.read(document, Order.class).customer().id();
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    /** A {@code shipment.v1} as text, without the parcels, by whose numbers carriers tell who got them. */
    public static String shipment(String document) {
        try {
            Shipment shipment = Documents.read(document, Shipment.class);
            return Documents.text(new Shipment(
                    shipment.contract(),
                    shipment.store(),
                    shipment.orderId(),
                    shipment.warehouse(),
                    shipment.id(),
                    shipment.status(),
                    shipment.changedAt(),
                    shipment.lines(),
                    List.of()));
        } catch (NotJson e) {
            return MaskedDocument.blank(document);
        }
    }
}
