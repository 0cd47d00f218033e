package io.saddlebag.order;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static io.saddlebag.order.OrderBuilder.changed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderVersionsTest {

    private static final Order ORDER = refunded(anOrder()
            .line("2", "36.00", "6.84")
            .line("1", "5.00", "0.95")
            .shipping("4.90", "0.93")
            .fee("-1.00", "-0.19")
            .build());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/currency",
                "/customer/vatNumber",
                "/customer/email",
                "/customerNote",
                "/total",
                "/totalTax",
                "/shippingTotal",
                "/shippingTax",
                "/discountTotal",
                "/billing/firstName",
                "/billing/lastName",
                "/billing/company",
                "/billing/address1",
                "/billing/phone",
                "/shipping/address2",
                "/shipping/city",
                "/shipping/state",
                "/shipping/postcode",
                "/shipping/country",
                "/lines/0/id",
                "/lines/0/productId",
                "/lines/0/variationId",
                "/lines/0/sku",
                "/lines/0/quantity",
                "/lines/0/subtotal",
                "/lines/0/total",
                "/lines/0/totalTax",
                "/lines/0/taxClass",
                "/lines/1/taxes/0/total",
                "/lines/1/taxes/0/rateId",
                "/shippingLines/0/code",
                "/shippingLines/0/total",
                "/shippingLines/0/totalTax",
                "/fees/0/title",
                "/fees/0/total",
                "/coupons/0/code",
                "/coupons/0/discount",
                "/taxLines/0/taxTotal",
                "/refunds/0/id",
                "/refunds/0/total",
            })
    void p3ChangesWithEverythingThatMatters(String path) {
        Order changed = changed(ORDER, path, "7");

        assertThat(OrderVersions.of(changed).hash())
                .isNotEqualTo(OrderVersions.of(ORDER).hash());
        assertThat(OrderVersions.contentHash(changed)).isNotEqualTo(OrderVersions.contentHash(ORDER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/createdAt",
                "/modifiedAt",
                "/paidAt",
                "/meta/gift",
                "/lines/0/meta/size",
                "/transactionId",
                "/paymentTitle"
            })
    void p3StaysWithWhatDoesNotMatter(String path) {
        Order changed = changed(ORDER, path, "2027-01-01T00:00:00Z");

        assertThat(changed).isNotEqualTo(ORDER);
        assertThat(OrderVersions.of(changed).hash())
                .isEqualTo(OrderVersions.of(ORDER).hash());
    }

    @Test
    void tellsAChangeOfStatusFromAChangeOfContent() {
        Order completed = changed(ORDER, "/status", "completed");

        assertThat(OrderVersions.of(completed).hash())
                .isNotEqualTo(OrderVersions.of(ORDER).hash());
        assertThat(OrderVersions.contentHash(completed)).isEqualTo(OrderVersions.contentHash(ORDER));
    }

    @Test
    void takes540And54ForOneAmount() {
        Order padded = changed(changed(ORDER, "/total", "55.5"), "/lines/0/quantity", "2");
        Order bare = changed(changed(ORDER, "/total", "55.500000"), "/lines/0/quantity", "2.00");

        assertThat(OrderVersions.of(padded).hash())
                .isEqualTo(OrderVersions.of(bare).hash());
    }

    @Test
    void textCannotMoveFromOneFieldToTheNextUnnoticed() {
        Order one = changed(changed(ORDER, "/billing/firstName", "Anna1:x"), "/billing/lastName", "");
        Order two = changed(changed(ORDER, "/billing/firstName", "Anna"), "/billing/lastName", "1:x");

        assertThat(OrderVersions.of(one).hash())
                .isNotEqualTo(OrderVersions.of(two).hash());
    }

    @Test
    void isAHashOf32DigitsAtTheTimeOfTheLastChange() {
        OrderVersion version = OrderVersions.of(ORDER);

        assertThat(version.hash()).matches("[0-9a-f]{32}");
        assertThat(version.modifiedAt()).isEqualTo(ORDER.modifiedAt());
    }

    @Property(tries = 100)
    void staysWhenFieldsAndListsComeInAnotherOrder(@ForAll long seed) {
        Order shuffled = Documents.read(shuffled(Documents.tree(ORDER), new Random(seed)), Order.class);

        assertThat(OrderVersions.of(shuffled).hash())
                .isEqualTo(OrderVersions.of(ORDER).hash());
    }

    private static JsonNode shuffled(JsonNode json, Random random) {
        if (json instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode out = JsonNodeFactory.instance.objectNode();
            names.forEach(n -> out.set(n, shuffled(object.get(n), random)));
            return out;
        }
        if (json instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(i -> items.add(shuffled(i, random)));
            Collections.shuffle(items, random);
            return JsonNodeFactory.instance.arrayNode().addAll(items);
        }
        return json;
    }

    private static Order refunded(Order order) {
        ObjectNode tree = (ObjectNode) Documents.tree(order);
        tree.withArray("refunds")
                .addObject()
                .put("id", "900")
                .put("total", "-5.00")
                .put("reason", "");
        return Documents.read(tree, Order.class);
    }
}
