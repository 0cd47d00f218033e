package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Adds, changes and removes an order's lines as a client posts them (03-orders/add-line, remove-line-qty0, ...). */
final class LineEditor {

    private static final List<String> KINDS = List.of("line_items", "shipping_lines", "fee_lines", "coupon_lines");

    private final StoreState state;
    private final OrderTotals totals;
    private final StockKeeper stock;

    LineEditor(StoreState state, OrderTotals totals, StockKeeper stock) {
        this.state = state;
        this.totals = totals;
        this.stock = stock;
    }

    boolean edits(ObjectNode body) {
        return KINDS.stream().anyMatch(kind -> body.path(kind).isArray());
    }

    /** Refuses new lines without a product, before anything is done. */
    void check(ObjectNode body) {
        for (JsonNode one : body.path("line_items")) {
            if (one.path("id").asLong(0) == 0
                    && one.path("product_id").asLong(0) == 0
                    && one.path("variation_id").asLong(0) == 0
                    && one.path("sku").asText("").isEmpty()) {
                throw new RestError(
                        400, "woocommerce_rest_required_product_reference", "Product ID or SKU is required.");
            }
            if (one.path("id").asLong(0) == 0
                    && one.has("quantity")
                    && one.path("quantity").asInt(1) == 0) {
                // a defect of the real shop: removing a line that has no id yet ends in a PHP error
                throw RestError.fatal("Uncaught TypeError: remove_item(): Argument #3 must be of type int, null given");
            }
        }
    }

    /** @return the products whose stock moved because a line went; the rest follows the order's status */
    List<Product> apply(Order order, ObjectNode body, Consumer<Order> leftBehind) {
        List<Product> touched = new ArrayList<>();
        for (JsonNode one : body.path("line_items")) {
            touched.addAll(item(order, one));
        }
        for (JsonNode one : body.path("shipping_lines")) {
            charge(order, order.shippingLines, one);
        }
        for (JsonNode one : body.path("fee_lines")) {
            charge(order, order.fees, one);
        }
        if (body.path("coupon_lines").isArray()) {
            coupons(order, body.path("coupon_lines"), leftBehind);
        }
        return touched;
    }

    private List<Product> item(Order order, JsonNode posted) {
        long id = posted.path("id").asLong(0);
        if (id == 0) {
            order.lines.add(newLine(order, posted));
            return List.of();
        }
        Order.Line line =
                order.lines.stream().filter(l -> l.id == id).findFirst().orElseThrow(LineEditor::notOfThisOrder);
        boolean removed = posted.has("product_id") && posted.get("product_id").isNull()
                || posted.has("quantity") && posted.path("quantity").asInt(1) == 0;
        if (removed) {
            order.lines.remove(line);
            return stock.drop(line);
        }
        line.quantity = posted.path("quantity").asInt(line.quantity);
        amounts(line, posted);
        line.meta.merge(posted.get("meta_data"), state::nextMeta);
        return List.of();
    }

    private Order.Line newLine(Order order, JsonNode posted) {
        Order.Line line = new Order.Line(state.nextItem());
        line.quantity = posted.path("quantity").asInt(1);
        line.product = product(posted);
        line.product.ifPresent(product -> {
            describe(line, product);
            line.subtotal = totals.net(product, line.quantity, order.pricesIncludeTax);
            line.total = line.subtotal;
        });
        amounts(line, posted);
        if (posted.hasNonNull("name")) {
            line.name = posted.get("name").asText();
        }
        line.meta.merge(posted.get("meta_data"), state::nextMeta);
        return line;
    }

    private Optional<Product> product(JsonNode posted) {
        for (String field : List.of("variation_id", "product_id")) {
            long id = posted.path(field).asLong(0);
            if (id > 0) {
                return state.product(id).filter(p -> !p.trashed());
            }
        }
        return state.bySku(posted.path("sku").asText("")).filter(p -> !p.trashed());
    }

    private void describe(Order.Line line, Product product) {
        line.name = product.name;
        if (!product.variation()) {
            return;
        }
        String parent = state.product(product.parentId).map(p -> p.name).orElse("");
        StringBuilder options = new StringBuilder();
        for (JsonNode attribute : product.extra.path("attributes")) {
            long id = attribute.path("id").asLong();
            String option = attribute.path("option").asText();
            String name = state.attributeName(id, attribute.path("name").asText(""));
            options.append(options.isEmpty() ? "" : ", ").append(option);
            line.meta.put(state::nextMeta, state.attributeSlug(id, name), StoreState.slug(option), name, option);
        }
        line.parentName = parent;
        line.name = parent + " - " + options;
    }

    private static void amounts(Order.Line line, JsonNode posted) {
        if (posted.hasNonNull("subtotal")) {
            line.subtotal = money(posted.get("subtotal"));
        }
        if (posted.hasNonNull("total")) {
            line.total = money(posted.get("total"));
        }
        if (line.subtotal.compareTo(line.total) < 0) {
            line.subtotal = line.total;
        }
    }

    private void charge(Order order, List<Order.Charge> charges, JsonNode posted) {
        long id = posted.path("id").asLong(0);
        boolean shipping = charges == order.shippingLines;
        Order.Charge charge = id == 0
                ? new Order.Charge(state.nextItem())
                : charges.stream().filter(c -> c.id == id).findFirst().orElseThrow(LineEditor::notOfThisOrder);
        String named = shipping ? "method_title" : "name";
        String removing = shipping ? "method_id" : "name";
        if (id > 0 && posted.has(removing) && posted.get(removing).isNull()) {
            charges.remove(charge);
            return;
        }
        charge.title = posted.path(named).asText(charge.title);
        charge.methodId = posted.path("method_id").asText(charge.methodId);
        charge.instanceId = posted.path("instance_id").asText(charge.instanceId);
        charge.taxClass = posted.path("tax_class").asText(charge.taxClass);
        charge.taxStatus = posted.path("tax_status").asText(charge.taxStatus);
        if (posted.hasNonNull("total")) {
            charge.total = money(posted.get("total"));
        }
        charge.meta.merge(posted.get("meta_data"), state::nextMeta);
        if (id == 0) {
            charges.add(charge);
        }
    }

    private void coupons(Order order, JsonNode posted, Consumer<Order> leftBehind) {
        order.coupons.clear();
        for (JsonNode one : posted) {
            String code = one.path("code").asText("").toLowerCase(Locale.ROOT);
            Coupon coupon = state.coupons.get(code);
            if (coupon == null) {
                leftBehind.accept(order);
                throw RestError.withData(
                        400,
                        "woocommerce_rest_invalid_coupon",
                        "Coupon &quot;" + code + "&quot; cannot be applied because it does not exist.",
                        JsonNodeFactory.instance.objectNode().put("new_draft_order_id", order.id));
            }
            order.coupons.add(
                    new Order.UsedCoupon(state.nextItem(), coupon, state.nextMeta(), BigDecimal.ZERO, BigDecimal.ZERO));
        }
    }

    private static RestError notOfThisOrder() {
        return new RestError(
                400, "woocommerce_rest_invalid_item_id", "Order item ID provided is not associated with order.");
    }

    /** Text or number; what is no number counts as nothing, as PHP reads it. */
    static BigDecimal money(JsonNode value) {
        try {
            return new BigDecimal(value.asText().trim()).setScale(6, RoundingMode.HALF_UP);
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }
}
