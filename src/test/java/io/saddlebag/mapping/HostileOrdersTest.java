package io.saddlebag.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.contract.Violation;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderVersions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stores full of plugins, and senders with bad intentions, may put into an order. */
class HostileOrdersTest {

    private final Mappings mappings = ProductFiles.mappings();
    private final Contracts contracts = ProductFiles.contracts();

    @Test
    void mapsAnOrderOf5000LinesWithinSeconds() {
        ObjectNode store = anOrder();
        ArrayNode lines = store.withArray("line_items");
        JsonNode line = lines.get(0);
        for (int i = 0; i < 5_000; i++) {
            lines.add(((ObjectNode) line.deepCopy()).put("id", 10_000 + i));
        }

        long start = System.nanoTime();
        JsonNode mapped = map(store);
        List<Violation> violations = contracts.check("order.v1", mapped);
        Order order = Documents.read(mapped, Order.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(violations).isEmpty();
        assertThat(order.lines()).hasSizeGreaterThan(5_000);
        assertThat(OrderVersions.of(order).hash()).hasSize(32);
    }

    @Test
    void keepsANoteOfAMegabyteWhole() {
        String note = "ä<b>&\"\n".repeat(150_000);

        JsonNode mapped = map(anOrder().put("customer_note", note));

        assertThat(mapped.path("customerNote").textValue()).isEqualTo(note);
        assertThat(contracts.check("order.v1", mapped)).isEmpty();
        assertThat(mappings.apply("odoo/sale-order", mapped).at("/fields/note").textValue())
                .startsWith("ä&lt;b&gt;&amp;&quot;<br/>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<a", "&", "&#", "<!--", "&#99999999;", "<a<", "-"})
    void cleansAHundredThousandMarkupCharactersInLinearTime(String piece) {
        ObjectNode store = anOrder();
        store.withObject("/billing").put("company", piece.repeat(100_000));

        long start = System.nanoTime();
        JsonNode mapped = map(store);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(mapped.at("/billing/company").textValue()).isNotEmpty();
    }

    @Test
    void ignoresUnknownFieldsNestedAsDeepAsTheParserAllows() {
        String deep = "[".repeat(900) + "]".repeat(900);
        ObjectNode store = anOrder();
        store.set("plugin", Documents.parse(deep));
        store.withArray("meta_data").addObject().put("key", "deep").set("value", Documents.parse(deep));

        JsonNode mapped = map(store);

        assertThat(contracts.check("order.v1", mapped)).isEmpty();
        assertThat(mapped.at("/meta/deep").textValue()).isEqualTo(deep);
    }

    @Test
    void refusesJsonNestedWithoutEndInsteadOfOverflowing() {
        String endless = "[".repeat(200_000);

        assertThatThrownBy(() -> Documents.parse(endless))
                .isInstanceOf(NotJson.class)
                .hasMessageContaining("too deep or too large");
    }

    @ParameterizedTest
    @CsvSource({
        "1e999999999, /total",
        "-1e-999999999, /total",
        "1234567890123456789012345678901234567890123, /total",
    })
    void refusesNumbersThatWouldFillTheMemoryWrittenOut(String number, String path) {
        ObjectNode store = anOrder();
        store.set("total", Documents.parse(number));

        JsonNode mapped = map(store);

        assertThat(contracts.check("order.v1", mapped))
                .extracting(Violation::path)
                .contains(path);
    }

    @Test
    void replacesCharactersNoDatabaseTakes() {
        ObjectNode store = anOrder().put("customer_note", "a\u0000b\ud83dc\u001bd\te\ud83d\ude00");

        JsonNode mapped = map(store);

        assertThat(mapped.path("customerNote").textValue()).isEqualTo("ab\ufffdcd\te\ud83d\ude00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "currency", "total", "total_tax", "status"})
    void p18NamesTheFieldThatMustNotBeGuessed(String field) {
        ObjectNode store = anOrder();
        store.remove(field);
        String canonical = field.equals("total_tax") ? "totalTax" : field;

        List<Violation> violations = contracts.check("order.v1", map(store));

        assertThat(violations)
                .anySatisfy(v -> assertThat(v.path() + " " + v.what()).contains(canonical));
    }

    @ParameterizedTest
    @MethodSource("notOrders")
    void refusesWhatIsNoOrderWithoutAnException(String json) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("store", "main");
        input.set("order", Documents.parse(json));

        JsonNode mapped = mappings.apply("woocommerce/order", input);

        assertThat(contracts.check("order.v1", mapped)).isNotEmpty();
    }

    static Stream<String> notOrders() {
        return Stream.of(
                "null",
                "[]",
                "{}",
                "7",
                "\"text\"",
                "{\"id\":5}",
                "{\"code\":\"woocommerce_rest_shop_order_invalid_id\",\"message\":\"Invalid ID.\",\"data\":{\"status\":404}}",
                "{\"id\":1,\"line_items\":\"x\",\"billing\":[[]],\"shipping\":7,\"meta_data\":{\"a\":{\"b\":1}},\"refunds\":[null,[],3]}");
    }

    private JsonNode map(JsonNode store) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("store", "main");
        input.set("order", store);
        return mappings.apply("woocommerce/order", input);
    }

    private static ObjectNode anOrder() {
        return (ObjectNode) WooOrderFixturesTest.fixtures()
                .filter(f -> f.name().startsWith("07-store-api"))
                .findFirst()
                .orElseThrow()
                .order()
                .deepCopy();
    }
}
