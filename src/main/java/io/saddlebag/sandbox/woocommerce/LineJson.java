package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Writes the lines of orders and refunds (03-orders/create-full-pending, 03-refunds/full-with-lines). */
final class LineJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    ObjectNode line(Order.Line line, int places) {
        BigDecimal subtotalTax = sum(line.taxes, true);
        BigDecimal totalTax = sum(line.taxes, false);
        ObjectNode o = JSON.objectNode();
        o.put("id", line.id).put("name", line.name);
        o.put("product_id", line.productId()).put("variation_id", line.variationId());
        o.put("quantity", line.quantity).put("tax_class", line.taxClass());
        o.put("subtotal", OrderJson.money(line.subtotal, places));
        o.put("subtotal_tax", OrderJson.money(subtotalTax, places));
        o.put("total", OrderJson.money(line.total, places));
        o.put("total_tax", OrderJson.money(totalTax, places));
        o.set("taxes", OrderJson.taxes(line.taxes, places, true));
        o.set("meta_data", line.meta.labelled());
        about(o, line, line.quantity == 0 ? 0 : line.total.doubleValue() / line.quantity);
        return o;
    }

    ObjectNode refunded(Refund.Item item, int places) {
        BigDecimal total = item.total().negate();
        BigDecimal tax = item.taxes().values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .negate();
        ObjectNode o = JSON.objectNode();
        o.put("id", item.id()).put("name", item.line().name);
        o.put("product_id", item.line().productId())
                .put("variation_id", item.line().variationId());
        o.put("quantity", -item.quantity()).put("tax_class", item.line().taxClass());
        o.put("subtotal", OrderJson.money(total, places)).put("subtotal_tax", OrderJson.money(tax, places));
        o.put("total", OrderJson.money(total, places)).put("total_tax", OrderJson.money(tax, places));
        ArrayNode taxes = o.putArray("taxes");
        item.taxes().forEach((rate, amount) -> taxes.addObject()
                .put("id", rate)
                .put("total", OrderJson.money(amount.negate(), places))
                .put("subtotal", OrderJson.money(amount.negate(), places)));
        o.set("meta_data", refundedItem(item.metaId(), item.line().id));
        about(o, item.line(), item.quantity() == 0 ? 0 : item.total().doubleValue() / item.quantity());
        return o;
    }

    ObjectNode refunded(Refund.ChargeItem item, int places) {
        ObjectNode o = item.shipping() ? shipping(item.charge(), places) : fee(item.charge(), places);
        BigDecimal tax = item.taxes().values().stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .negate();
        o.put("id", item.id());
        o.put("total", OrderJson.money(item.total().negate(), places)).put("total_tax", OrderJson.money(tax, places));
        ArrayNode taxes = o.putArray("taxes");
        item.taxes().forEach((rate, amount) -> taxes.addObject()
                .put("id", rate)
                .put("total", OrderJson.money(amount.negate(), places))
                .put("subtotal", ""));
        o.set("meta_data", refundedItem(item.metaId(), item.charge().id));
        return o;
    }

    private static ArrayNode refundedItem(long metaId, long item) {
        ArrayNode meta = JSON.arrayNode();
        String id = Long.toString(item);
        meta.addObject()
                .put("id", metaId)
                .put("key", "_refunded_item_id")
                .put("value", id)
                .put("display_key", "_refunded_item_id")
                .put("display_value", id);
        return meta;
    }

    private static void about(ObjectNode o, Order.Line line, double price) {
        if (line.product.isPresent()) {
            o.put("sku", line.product.get().sku).put("global_unique_id", line.product.get().gtin);
        } else {
            o.putNull("sku").putNull("global_unique_id");
        }
        o.set("price", OrderJson.number(price));
        ObjectNode image = o.putObject("image");
        if (line.product.isPresent() && line.variationId() == 0) {
            image.put("id", "");
        } else {
            image.put("id", 0);
        }
        image.put("src", "");
        if (line.parentName.isEmpty()) {
            o.putNull("parent_name");
        } else {
            o.put("parent_name", line.parentName);
        }
    }

    ObjectNode tax(Order.TaxLine tax, int places) {
        ObjectNode o = JSON.objectNode();
        o.put("id", tax.id())
                .put("rate_code", tax.rate().code())
                .put("rate_id", tax.rate().id());
        o.put("label", tax.rate().name()).put("compound", false);
        o.put("tax_total", OrderJson.money(tax.goods(), places));
        o.put("shipping_tax_total", OrderJson.money(tax.shipping(), places));
        o.set("rate_percent", OrderJson.number(tax.rate().rate().doubleValue()));
        o.putArray("meta_data");
        return o;
    }

    ObjectNode shipping(Order.Charge charge, int places) {
        ObjectNode o = JSON.objectNode();
        o.put("id", charge.id).put("method_title", charge.title).put("method_id", charge.methodId);
        o.put("instance_id", charge.instanceId).put("total", OrderJson.money(charge.total, places));
        o.put("total_tax", OrderJson.money(sum(charge.taxes, false), places));
        o.set("taxes", OrderJson.taxes(charge.taxes, places, false));
        o.put("tax_status", charge.taxStatus).set("meta_data", charge.meta.labelled());
        return o;
    }

    ObjectNode fee(Order.Charge charge, int places) {
        ObjectNode o = JSON.objectNode();
        o.put("id", charge.id).put("name", charge.title).put("tax_class", charge.taxClass);
        o.put("tax_status", charge.taxStatus).put("amount", "");
        o.put("total", OrderJson.money(charge.total, places));
        o.put("total_tax", OrderJson.money(sum(charge.taxes, false), places));
        o.set("taxes", OrderJson.taxes(charge.taxes, places, false));
        o.set("meta_data", charge.meta.labelled());
        return o;
    }

    /** The discount is not padded: {@code "5.4"} (facts 12). */
    ObjectNode coupon(Order.UsedCoupon used) {
        Coupon coupon = used.coupon();
        String info = "[" + coupon.id() + ",\"" + coupon.code() + "\"," + (coupon.percent() ? "\"percent\"" : "null")
                + "," + OrderJson.number(coupon.amount().doubleValue()) + "]";
        ObjectNode o = JSON.objectNode();
        o.put("id", used.id()).put("code", coupon.code());
        o.put("discount", bare(used.discount())).put("discount_tax", bare(used.discountTax()));
        o.putArray("meta_data")
                .addObject()
                .put("id", used.metaId())
                .put("key", "coupon_info")
                .put("value", info)
                .put("display_key", "coupon_info")
                .put("display_value", info);
        o.put("discount_type", coupon.type());
        o.set("nominal_amount", OrderJson.number(coupon.amount().doubleValue()));
        o.put("free_shipping", false);
        return o;
    }

    private static String bare(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal sum(Map<Long, Order.Tax> taxes, boolean subtotal) {
        return taxes.values().stream()
                .map(t -> (subtotal ? t.subtotal() : t.total()).setScale(2, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
