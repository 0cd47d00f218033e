package io.saddlebag.order;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Tells versions of an order apart by what matters to the business: status, currency, amounts, addresses, item lines,
 * shipping, fees, coupons, taxes, the buyer's note, VAT number and refunds. Dates, metadata, the order of lists,
 * trailing zeros of an amount and the payment's reference do not count: they change without anybody having to act.
 */
public final class OrderVersions {

    private static final int HEX_DIGITS = 32;

    private OrderVersions() {}

    /** The version of an order, as the ledger keeps it. */
    public static OrderVersion of(Order order) {
        return new OrderVersion(order.modifiedAt(), hash(order, order.status()));
    }

    /**
     * Hash of everything that matters but the status: equal hashes mean that only the status may have changed.
     *
     * @return SHA-256, hexadecimal, first 32 characters
     */
    public static String contentHash(Order order) {
        return hash(order, "");
    }

    private static String hash(Order o, String status) {
        Text text = new Text()
                .add(status)
                .add(o.currency())
                .add(Boolean.toString(o.pricesIncludeTax()))
                .add(o.customer().email())
                .add(o.customer().vatNumber())
                .add(address(o.billing()))
                .add(address(o.shipping()))
                .add(o.customerNote())
                .add(amounts(o.total(), o.totalTax(), o.shippingTotal(), o.shippingTax(), o.discountTotal()))
                .add(unordered(o.lines(), OrderVersions::line))
                .add(unordered(o.shippingLines(), OrderVersions::charge))
                .add(unordered(o.fees(), OrderVersions::charge))
                .add(unordered(o.coupons(), c -> new Text()
                        .add(c.code())
                        .add(amounts(c.discount(), c.discountTax()))
                        .toString()))
                .add(unordered(o.taxLines(), t -> new Text()
                        .add(t.rateId())
                        .add(amounts(t.taxTotal(), t.shippingTaxTotal()))
                        .toString()))
                .add(unordered(
                        o.refunds(),
                        r -> new Text().add(r.id()).add(amounts(r.total())).toString()));
        return sha256(text.toString()).substring(0, HEX_DIGITS);
    }

    private static String line(Order.Line line) {
        return new Text()
                .add(line.id())
                .add(line.productId())
                .add(line.variationId().orElse(""))
                .add(line.sku())
                .add(line.name())
                .add(line.taxClass())
                .add(amounts(line.quantity(), line.subtotal(), line.total(), line.totalTax()))
                .add(taxes(line.taxes()))
                .toString();
    }

    private static String charge(Order.Charge charge) {
        return new Text()
                .add(charge.id())
                .add(charge.code())
                .add(charge.title())
                .add(amounts(charge.total(), charge.totalTax()))
                .add(taxes(charge.taxes()))
                .toString();
    }

    private static String taxes(List<Order.Tax> taxes) {
        return unordered(
                taxes, t -> new Text().add(t.rateId()).add(amounts(t.total())).toString());
    }

    private static String address(Order.Address a) {
        Text text = new Text();
        for (String part : List.of(
                a.firstName(),
                a.lastName(),
                a.company(),
                a.address1(),
                a.address2(),
                a.city(),
                a.state(),
                a.postcode(),
                a.country(),
                a.email(),
                a.phone())) {
            text.add(part);
        }
        return text.toString();
    }

    private static String amounts(BigDecimal... amounts) {
        Text text = new Text();
        Arrays.stream(amounts).map(OrderVersions::amount).forEach(text::add);
        return text.toString();
    }

    /** 5.40, 5.4 and 5.400000 are one amount. */
    private static String amount(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static <T> String unordered(List<T> items, Function<T, String> toText) {
        List<String> texts = new ArrayList<>(items.stream().map(toText).toList());
        texts.sort(null);
        Text text = new Text();
        texts.forEach(text::add);
        return text.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    /** Text in which no two different sequences of parts look alike: each part is preceded by its length. */
    private static final class Text {
        private final StringBuilder out = new StringBuilder();

        Text add(String part) {
            out.append(part.length()).append(':').append(part);
            return this;
        }

        @Override
        public String toString() {
            return out.toString();
        }
    }
}
