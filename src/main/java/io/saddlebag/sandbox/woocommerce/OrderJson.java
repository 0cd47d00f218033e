package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes orders and refunds as REST v3 does: money as padded strings, only {@code price} a number (03-orders/). */
final class OrderJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StoreState state;
    private final Addresses addresses;
    private final LineJson lines = new LineJson();

    OrderJson(StoreState state, Addresses addresses) {
        this.state = state;
        this.addresses = addresses;
    }

    LineJson lines() {
        return lines;
    }

    ObjectNode order(Order order) {
        return order(order, 2);
    }

    /** @param places decimals of every amount ({@code dp}) */
    ObjectNode order(Order order, int places) {
        Instant now = state.clock().exactly();
        boolean half = order.halfMade(now);
        String status = order.statusAt(now);
        ObjectNode o = JSON.objectNode();
        o.put("id", order.id).put("parent_id", 0).put("status", status);
        o.put("currency", order.currency).put("version", "10.5.2");
        o.put("prices_include_tax", order.pricesIncludeTax);
        o.put("date_created", state.clock().local(order.created));
        o.put("date_modified", state.clock().local(order.modifiedAt(now)));
        o.put("discount_total", money(half ? BigDecimal.ZERO : order.discountTotal, places));
        o.put("discount_tax", money(half ? BigDecimal.ZERO : order.discountTax, places));
        o.put("shipping_total", money(half ? BigDecimal.ZERO : order.shippingTotal, places));
        o.put("shipping_tax", money(half ? BigDecimal.ZERO : order.shippingTax, places));
        o.put("cart_tax", money(half ? BigDecimal.ZERO : order.cartTax, places));
        BigDecimal total = half ? BigDecimal.ZERO : order.total;
        o.put("total", money(total, places));
        o.put("total_tax", money(half ? BigDecimal.ZERO : order.cartTax.add(order.shippingTax), places));
        o.put("customer_id", order.customerId).put("order_key", order.key);
        o.set("billing", order.billing);
        o.set("shipping", order.shipping);
        o.put("payment_method", order.paymentMethod).put("payment_method_title", order.paymentMethodTitle);
        o.put("transaction_id", order.transactionId).put("customer_ip_address", order.customerIp);
        o.put("customer_user_agent", order.userAgent).put("created_via", order.createdVia);
        o.put("customer_note", order.customerNote);
        date(o, "date_completed", half ? Optional.empty() : order.completed, false);
        date(o, "date_paid", half ? Optional.empty() : order.paid, false);
        o.put("cart_hash", order.cartHash).put("number", Long.toString(order.id));
        o.set("meta_data", order.meta.plain(true));
        parts(o, order, places, half);
        o.put(
                "payment_url",
                addresses.site() + "/checkout/order-pay/" + order.id + "/?pay_for_order=true&key=" + order.key);
        o.put("is_editable", OrderStatus.editable(status));
        o.put("needs_payment", OrderStatus.payable(status) && total.signum() > 0);
        o.put("needs_processing", order.lines.stream().anyMatch(l -> l.product
                .filter(p -> !p.virtual)
                .isPresent()));
        o.put("date_created_gmt", state.clock().gmt(order.created));
        o.put("date_modified_gmt", state.clock().gmt(order.modifiedAt(now)));
        date(o, "date_completed_gmt", half ? Optional.empty() : order.completed, true);
        date(o, "date_paid_gmt", half ? Optional.empty() : order.paid, true);
        o.put("currency_symbol", state.settings().currencySymbol(order.currency));
        o.set("_links", links(order));
        return o;
    }

    private void parts(ObjectNode o, Order order, int places, boolean half) {
        ArrayNode items = o.putArray("line_items");
        order.lines.forEach(line -> items.add(lines.line(line, places)));
        ArrayNode taxes = o.putArray("tax_lines");
        ArrayNode shipping = o.putArray("shipping_lines");
        ArrayNode fees = o.putArray("fee_lines");
        ArrayNode coupons = o.putArray("coupon_lines");
        ArrayNode refunds = o.putArray("refunds");
        if (half) {
            return;
        }
        order.taxLines.forEach(tax -> taxes.add(lines.tax(tax, places)));
        order.shippingLines.forEach(charge -> shipping.add(lines.shipping(charge, places)));
        order.fees.forEach(charge -> fees.add(lines.fee(charge, places)));
        order.coupons.forEach(coupon -> coupons.add(lines.coupon(coupon)));
        for (int i = order.refunds.size() - 1; i >= 0; i--) {
            Refund refund = order.refunds.get(i);
            refunds.addObject()
                    .put("id", refund.id())
                    .put("reason", refund.reason())
                    .put("total", "-" + money(refund.amount(), places));
        }
    }

    private ObjectNode links(Order order) {
        ObjectNode links = addresses.links("/wc/v3/orders", order.id);
        links.putArray("email_templates")
                .addObject()
                .put("embeddable", true)
                .put("href", addresses.rest("/wc/v3/orders/" + order.id + "/actions/email_templates"));
        if (order.customerId > 0) {
            links.putArray("customer").addObject().put("href", addresses.rest("/wc/v3/customers/" + order.customerId));
        }
        return links;
    }

    /** @param parent whether to name the order, as the list over all orders does (03-refunds/global-refunds-list) */
    ObjectNode refund(Refund refund, int places, boolean parent) {
        ObjectNode o = JSON.objectNode().put("id", refund.id());
        if (parent) {
            o.put("parent_id", refund.order().id);
        }
        o.put("date_created", state.clock().local(refund.created()));
        o.put("date_created_gmt", state.clock().gmt(refund.created()));
        o.put("amount", money(refund.amount(), places)).put("reason", refund.reason());
        o.put("refunded_by", 1).put("refunded_payment", false);
        o.putArray("meta_data")
                .addObject()
                .put("id", refund.metaId())
                .put("key", "_refund_type")
                .put("value", refund.full() ? "full" : "partial");
        ArrayNode items = o.putArray("line_items");
        refund.items().forEach(item -> items.add(lines.refunded(item, places)));
        ArrayNode shipping = o.putArray("shipping_lines");
        ArrayNode taxes = o.putArray("tax_lines");
        refund.taxLines().forEach(tax -> taxes.add(lines.tax(tax, places)));
        ArrayNode fees = o.putArray("fee_lines");
        refund.charges().forEach(c -> (c.shipping() ? shipping : fees).add(lines.refunded(c, places)));
        String collection = "/wc/v3/orders/" + refund.order().id + "/refunds";
        ObjectNode links = addresses.links(collection + "/" + refund.id(), collection, "GET", "DELETE");
        addresses.up(links, "/wc/v3/orders/" + refund.order().id);
        o.set("_links", links);
        return o;
    }

    ObjectNode note(Order order, Order.Note note) {
        ObjectNode o = JSON.objectNode().put("id", note.id()).put("author", note.author());
        o.put("date_created", state.clock().local(note.created()));
        o.put("date_created_gmt", state.clock().gmt(note.created()));
        o.put("note", note.text()).put("customer_note", note.toCustomer());
        String collection = "/wc/v3/orders/" + order.id + "/notes";
        ObjectNode links = addresses.links(collection + "/" + note.id(), collection, "GET", "DELETE");
        addresses.up(links, "/wc/v3/orders/" + order.id);
        o.set("_links", links);
        return o;
    }

    private void date(ObjectNode o, String field, Optional<Instant> time, boolean gmt) {
        if (time.isEmpty()) {
            o.putNull(field);
        } else {
            o.put(field, gmt ? state.clock().gmt(time.get()) : state.clock().local(time.get()));
        }
    }

    static String money(BigDecimal amount, int places) {
        return amount.setScale(places, RoundingMode.HALF_UP).toPlainString();
    }

    /** PHP writes a whole float without its point. */
    static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? JSON.numberNode((long) value)
                : JSON.numberNode(value);
    }

    static ArrayNode taxes(Map<Long, Order.Tax> taxes, int places, boolean subtotals) {
        ArrayNode rows = JSON.arrayNode();
        taxes.forEach((rate, tax) -> rows.addObject()
                .put("id", rate)
                .put("total", money(tax.total(), places))
                .put("subtotal", subtotals ? money(tax.subtotal(), places) : ""));
        return rows;
    }
}
