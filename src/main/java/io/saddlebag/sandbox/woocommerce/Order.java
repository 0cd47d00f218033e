package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One order as the shop stores it. Amounts in the order's currency, unrounded to six places like the shop's. */
final class Order {

    /** Tax of one rate on one line; what a shipping or fee line has no subtotal for stays zero there. */
    record Tax(BigDecimal total, BigDecimal subtotal) {}

    /** One product line. Mutable: quantity and totals can be edited. */
    static final class Line {
        final long id;
        final Meta meta = new Meta();
        final Map<Long, Tax> taxes = new LinkedHashMap<>();
        Optional<Product> product = Optional.empty();
        String name = "";
        String parentName = "";
        int quantity = 1;
        int reduced;
        int restocked;
        BigDecimal subtotal = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;

        Line(long id) {
            this.id = id;
        }

        long productId() {
            return product.map(p -> p.variation() ? p.parentId : p.id).orElse(0L);
        }

        long variationId() {
            return product.filter(Product::variation).map(p -> p.id).orElse(0L);
        }

        String taxClass() {
            return product.map(p -> p.taxClass).orElse("");
        }
    }

    /** A shipping or a fee line. */
    static final class Charge {
        final long id;
        final Meta meta = new Meta();
        final Map<Long, Tax> taxes = new LinkedHashMap<>();
        String title = "";
        String methodId = "";
        String instanceId = "";
        String taxClass = "";
        String taxStatus = "taxable";
        BigDecimal total = BigDecimal.ZERO;

        Charge(long id) {
            this.id = id;
        }
    }

    /** A coupon used on the order, with the discount it gave. */
    record UsedCoupon(long id, Coupon coupon, long metaId, BigDecimal discount, BigDecimal discountTax) {}

    /** The sum of one rate over the order. */
    record TaxLine(long id, TaxRate rate, BigDecimal goods, BigDecimal shipping) {}

    /** A remark; {@code toCustomer} ones are mailed. */
    record Note(long id, String author, String text, boolean toCustomer, Instant created) {}

    final long id;
    final Instant created;
    final Meta meta = new Meta();
    final List<Line> lines = new ArrayList<>();
    final List<Charge> shippingLines = new ArrayList<>();
    final List<Charge> fees = new ArrayList<>();
    final List<UsedCoupon> coupons = new ArrayList<>();
    final List<TaxLine> taxLines = new ArrayList<>();
    final List<Refund> refunds = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();
    final ObjectNode billing;
    final ObjectNode shipping;
    final String key;

    String status = "pending";
    String currency;
    boolean pricesIncludeTax;
    boolean stockReduced;
    long customerId;
    String paymentMethod = "";
    String paymentMethodTitle = "";
    String transactionId = "";
    String customerIp = "";
    String userAgent = "";
    String createdVia = "rest-api";
    String customerNote = "";
    String cartHash = "";
    Optional<Instant> paid = Optional.empty();
    Optional<Instant> completed = Optional.empty();
    /** Until then others see the order half made: pending, 0.00, no shipping (04-lists/half-made-orders-seen). */
    Instant halfMadeUntil = Instant.MIN;

    Instant modified;

    BigDecimal discountTotal = BigDecimal.ZERO;
    BigDecimal discountTax = BigDecimal.ZERO;
    BigDecimal shippingTotal = BigDecimal.ZERO;
    BigDecimal shippingTax = BigDecimal.ZERO;
    BigDecimal cartTax = BigDecimal.ZERO;
    BigDecimal total = BigDecimal.ZERO;

    Order(long id, Instant created, String currency, String key, ObjectNode billing, ObjectNode shipping) {
        this.id = id;
        this.created = created;
        this.modified = created;
        this.currency = currency;
        this.key = key;
        this.billing = billing;
        this.shipping = shipping;
    }

    boolean halfMade(Instant now) {
        return now.isBefore(halfMadeUntil);
    }

    String statusAt(Instant now) {
        return halfMade(now) ? "pending" : status;
    }

    Instant modifiedAt(Instant now) {
        return halfMade(now) ? created : modified;
    }

    BigDecimal refunded() {
        return refunds.stream().map(Refund::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
