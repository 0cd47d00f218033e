package io.saddlebag.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One store order in the canonical form of contract {@code order.v1}. Amounts are in {@link #currency()}, exactly as
 * the store states them; line, shipping and fee totals exclude tax and include discounts (WooCommerce REST always
 * reports them so, also where shop prices include tax).
 *
 * @param contract always {@code order.v1}
 * @param store configured store name
 * @param id the store's order id
 * @param number the number people use
 * @param status the store's own status, e.g. {@code processing}
 * @param currency ISO 4217 code
 * @param pricesIncludeTax whether the shop's prices included tax when the order was placed
 * @param createdAt placed
 * @param modifiedAt last changed, one-second resolution at the source
 * @param paidAt paid, empty while unpaid
 * @param customer who bought
 * @param billing invoice address
 * @param shipping delivery address; falls back on billing where the store has none
 * @param paymentMethod code of the payment method
 * @param paymentTitle name of the payment method
 * @param transactionId the gateway's reference, may be empty
 * @param customerNote the buyer's note, may be empty
 * @param lines items
 * @param shippingLines shipping charges
 * @param fees further charges (negative for discounts given as a fee)
 * @param coupons coupons used; for people, never for arithmetic
 * @param taxLines totals by tax rate
 * @param shippingTotal shipping without tax
 * @param shippingTax tax on shipping
 * @param discountTotal discount already taken off the lines, without tax
 * @param totalTax all tax
 * @param total what the buyer pays
 * @param refunds refunds so far
 * @param meta visible metadata, for mappings that need a plugin's field
 */
public record Order(
        String contract,
        String store,
        String id,
        String number,
        String status,
        String currency,
        boolean pricesIncludeTax,
        Instant createdAt,
        Instant modifiedAt,
        Optional<Instant> paidAt,
        Customer customer,
        Address billing,
        Address shipping,
        String paymentMethod,
        String paymentTitle,
        String transactionId,
        String customerNote,
        List<Line> lines,
        List<Charge> shippingLines,
        List<Charge> fees,
        List<Coupon> coupons,
        List<TaxLine> taxLines,
        BigDecimal shippingTotal,
        BigDecimal shippingTax,
        BigDecimal discountTotal,
        BigDecimal totalTax,
        BigDecimal total,
        List<Refund> refunds,
        Map<String, String> meta) {

    /** Copies the collections. */
    public Order {
        lines = List.copyOf(lines);
        shippingLines = List.copyOf(shippingLines);
        fees = List.copyOf(fees);
        coupons = List.copyOf(coupons);
        taxLines = List.copyOf(taxLines);
        refunds = List.copyOf(refunds);
        meta = Map.copyOf(meta);
    }

    /** The same order with another status. */
    public Order withStatus(String other) {
        return with(other, lines);
    }

    /** The same order with other lines, e.g. without a bundle's parents. */
    public Order withLines(List<Line> others) {
        return with(status, others);
    }

    private Order with(String otherStatus, List<Line> otherLines) {
        return new Order(
                contract,
                store,
                id,
                number,
                otherStatus,
                currency,
                pricesIncludeTax,
                createdAt,
                modifiedAt,
                paidAt,
                customer,
                billing,
                shipping,
                paymentMethod,
                paymentTitle,
                transactionId,
                customerNote,
                otherLines,
                shippingLines,
                fees,
                coupons,
                taxLines,
                shippingTotal,
                shippingTax,
                discountTotal,
                totalTax,
                total,
                refunds,
                meta);
    }

    /** The order's identity. */
    public OrderKey key() {
        return new OrderKey(store, id);
    }

    /**
     * Who bought.
     *
     * @param id the store's customer id, empty for a guest
     * @param email as typed
     * @param vatNumber VAT number where a plugin records one, else empty
     */
    public record Customer(Optional<String> id, String email, String vatNumber) {}

    /** A postal address; every part may be empty. {@code country} is ISO 3166 alpha-2, {@code state} the store's code. */
    public record Address(
            String firstName,
            String lastName,
            String company,
            String address1,
            String address2,
            String city,
            String state,
            String postcode,
            String country,
            String email,
            String phone) {

        /** First and last name, or the company where both are empty. */
        public String name() {
            String person = (firstName + " " + lastName).strip();
            return person.isEmpty() ? company : person;
        }
    }

    /**
     * One item line.
     *
     * @param id the store's line id: the line's identity
     * @param productId product, {@code "0"} where the store no longer knows it
     * @param variationId variation, empty for a simple product
     * @param sku for look-up, may be empty
     * @param name as sold
     * @param quantity pieces; WooCommerce core sells whole ones, plugins may not
     * @param subtotal before discounts, without tax
     * @param total after discounts, without tax
     * @param totalTax tax on {@code total}
     * @param taxClass the store's tax class, empty for standard
     * @param taxes tax by rate
     * @param meta visible item metadata (size, engraving, bundle parent …)
     */
    public record Line(
            String id,
            String productId,
            Optional<String> variationId,
            String sku,
            String name,
            BigDecimal quantity,
            BigDecimal subtotal,
            BigDecimal total,
            BigDecimal totalTax,
            String taxClass,
            List<Tax> taxes,
            Map<String, String> meta) {

        /** Copies the collections. */
        public Line {
            taxes = List.copyOf(taxes);
            meta = Map.copyOf(meta);
        }
    }

    /**
     * A shipping charge or a fee.
     *
     * @param id the store's line id
     * @param code shipping method id, empty for a fee
     * @param title as shown to the buyer
     * @param total without tax
     * @param totalTax tax on it
     * @param taxes tax by rate
     */
    public record Charge(String id, String code, String title, BigDecimal total, BigDecimal totalTax, List<Tax> taxes) {

        /** Copies the collection. */
        public Charge {
            taxes = List.copyOf(taxes);
        }
    }

    /** Tax of one rate on one line. */
    public record Tax(String rateId, BigDecimal total) {}

    /** A coupon used. */
    public record Coupon(String code, BigDecimal discount, BigDecimal discountTax) {}

    /**
     * Totals of one tax rate.
     *
     * @param rateId the store's rate id
     * @param rateCode e.g. {@code DE-UST.-1}
     * @param percent the rate, empty where the store does not say
     * @param taxTotal tax on lines and fees
     * @param shippingTaxTotal tax on shipping
     */
    public record TaxLine(
            String rateId,
            String rateCode,
            String label,
            Optional<BigDecimal> percent,
            boolean compound,
            BigDecimal taxTotal,
            BigDecimal shippingTaxTotal) {}

    /** A refund of the order; {@code total} is negative. */
    public record Refund(String id, BigDecimal total, String reason) {}
}
