package io.saddlebag.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.order.Order;
import io.saddlebag.order.Tolerance;
import io.saddlebag.order.TotalsProof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every order captured from a real WooCommerce 10.5.2 maps, is of its contract, and adds up. */
class WooOrderFixturesTest {

    private final Mappings mappings = ProductFiles.mappings();
    private final Contracts contracts = ProductFiles.contracts();

    @Test
    void thereAreOrdersFromEverySource() {
        List<String> names = fixtures().map(Fixture::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(42);
        assertThat(names)
                .anyMatch(n -> n.startsWith("03-orders"))
                .anyMatch(n -> n.startsWith("03-refunds"))
                .anyMatch(n -> n.startsWith("04-lists"))
                .anyMatch(n -> n.startsWith("07-store-api"))
                .anyMatch(n -> n.startsWith("08-webhooks"));
    }

    @TestFactory
    Stream<DynamicTest> everyCapturedOrderBecomesACanonicalOrderThatAddsUp() {
        return fixtures()
                .map(fixture -> DynamicTest.dynamicTest(fixture.name(), () -> {
                    ObjectNode input = JsonNodeFactory.instance.objectNode();
                    input.put("store", "main").set("order", fixture.order());

                    JsonNode mapped = mappings.apply("woocommerce/order", input);

                    assertThat(contracts.check("order.v1", mapped)).isEmpty();
                    Order order = Documents.read(mapped, Order.class);
                    assertThat(Documents.tree(order)).isEqualTo(mapped);
                    assertThat(order.id()).isEqualTo(fixture.order().get("id").asText());
                    assertThat(order.lines()).hasSameSizeAs(fixture.order().get("line_items"));
                    assertThat(order.total())
                            .isEqualByComparingTo(fixture.order().get("total").asText());
                    assertThat(new TotalsProof(Tolerance.usual()).prove(order))
                            .isInstanceOf(TotalsProof.Result.Proved.class);
                }));
    }

    record Fixture(String name, JsonNode order) {}

    static Stream<Fixture> fixtures() {
        Path root = ProductFiles.FIXTURES.resolve("woocommerce");
        try (Stream<Path> files = Files.walk(root)) {
            List<Fixture> found = new ArrayList<>();
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                String name = root.relativize(file).toString();
                JsonNode json = Documents.parse(Files.readAllBytes(file));
                collect(name, json.path("response").path("body"), found);
                if (name.startsWith("08-webhooks/delivery-order")) {
                    collect(name, Documents.parse(json.path("body_raw").asText()), found);
                }
            }
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(String name, JsonNode json, List<Fixture> found) {
        if (json.isObject() && json.has("line_items") && json.has("billing")) {
            found.add(new Fixture(name + " " + json.path("id"), json));
            return;
        }
        json.forEach(inner -> collect(name, inner, found));
    }
}
