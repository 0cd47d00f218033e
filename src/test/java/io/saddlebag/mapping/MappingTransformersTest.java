package io.saddlebag.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.order.Order;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mappings as a YAML route uses them. */
class MappingTransformersTest {

    private static final String ROUTE =
            """
            - route:
                id: map
                from:
                  uri: direct:map
                  steps:
                    - transformDataType:
                        fromType: "%s"
                        toType: "%s"
            """;

    private final CamelContext camel = new DefaultCamelContext();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void mapsBytesTextTreesAndRecords() throws Exception {
        byte[] input = Files.readAllBytes(example("woocommerce/order.examples/plain.in.json"));
        ProducerTemplate route = start("woocommerce:order", "saddlebag:order.v1");

        JsonNode fromBytes = route.requestBody("direct:map", input, JsonNode.class);
        JsonNode fromText = route.requestBody("direct:map", new String(input, StandardCharsets.UTF_8), JsonNode.class);
        JsonNode fromTree = route.requestBody("direct:map", Documents.parse(input), JsonNode.class);

        assertThat(fromBytes)
                .isEqualTo(fromText)
                .isEqualTo(fromTree)
                .isEqualTo(Documents.parse(Files.readAllBytes(example("woocommerce/order.examples/plain.out.json"))));
    }

    @Test
    void takesARecord() throws Exception {
        Order order =
                Documents.read(Files.readAllBytes(example("woocommerce/order.examples/plain.out.json")), Order.class);
        ProducerTemplate route = start("saddlebag:order.v1", "odoo:sale-order");

        JsonNode out = route.requestBody("direct:map", order, JsonNode.class);

        assertThat(out.at("/fields/client_order_ref").textValue()).isEqualTo(order.number());
    }

    @Test
    void parksWhatIsNotOfItsContractNamingPlacesButNoValues() throws Exception {
        ObjectNode input =
                (ObjectNode) Documents.parse(Files.readAllBytes(example("woocommerce/order.examples/plain.in.json")));
        input.withObject("/order").put("total", "a secret").remove("currency");
        input.withObject("/order").withObject("/billing").put("country", "Utopia of Anna");
        ProducerTemplate route = start("woocommerce:order", "saddlebag:order.v1");

        DeliveryFailure.Parking parked = parked(route, input);

        assertThat(parked.category()).isEqualTo(Category.CONTRACT);
        assertThat(parked.code()).isEqualTo("contract");
        assertThat(parked.getMessage())
                .contains("woocommerce/order", "order.v1", "/total", "/currency", "/billing/country")
                .doesNotContain("secret")
                .doesNotContain("Anna");
        assertThat(parked.remedy()).isNotBlank();
    }

    @Test
    void parksACanonicalDocumentSomebodyEditedWrongly() throws Exception {
        ObjectNode order =
                (ObjectNode) Documents.parse(Files.readAllBytes(example("woocommerce/order.examples/plain.out.json")));
        order.put("totl", "1.00");
        ProducerTemplate route = start("saddlebag:order.v1", "odoo:sale-order");

        assertThat(parked(route, order).getMessage()).contains("came to the mapping odoo/sale-order", "totl");
    }

    @Test
    void parksWhatTheMappingRefusesAndWhatIsNoJson() throws Exception {
        ProducerTemplate route = start("saddlebag:fulfilment-request.v1", "shipbob:order");
        ObjectNode half =
                (ObjectNode) Documents.parse(Files.readAllBytes(example("shipbob/order.examples/plain.in.json")));
        ((ObjectNode) half.path("lines").path(0)).put("quantity", "0.5");

        assertThat(parked(route, half).getMessage()).contains("shipbob/order.jslt");
        assertThat(parked(route, "{\"cut").getMessage()).contains("shipbob/order", "line 1");
        assertThat(parked(route, "").getMessage()).contains("empty");
    }

    @Test
    void aRouteThatNamesAnUnknownTransformationDoesNotStart() {
        assertThatThrownBy(() -> start("woocommerce:order", "saddlebag:order.v9"))
                .hasStackTraceContaining("saddlebag:order.v9");
    }

    @Test
    void refusesAMappingForAContractThatDoesNotExist() throws IOException {
        Files.writeString(directory.resolve("one.jslt"), "// transforms x:a -> saddlebag:ordre.v1\n.");
        Mappings mappings = Mappings.load(directory);

        assertThatThrownBy(() -> new MappingTransformers(mappings, ProductFiles.contracts()))
                .isInstanceOf(MappingsUnreadable.class)
                .hasMessageContaining("one.jslt")
                .hasMessageContaining("ordre.v1");
    }

    @Test
    void aReloadReplacesAMappingInRunningRoutes() throws Exception {
        Files.writeString(directory.resolve("one.jslt"), "// transforms x:a -> x:b\n1");
        new MappingTransformers(Mappings.load(directory), ProductFiles.contracts()).register(camel);
        ProducerTemplate route = route("x:a", "x:b");
        assertThat(route.requestBody("direct:map", "0", JsonNode.class).intValue())
                .isEqualTo(1);

        Files.writeString(directory.resolve("one.jslt"), "// transforms x:a -> x:b\n2");
        new MappingTransformers(Mappings.load(directory), ProductFiles.contracts()).register(camel);

        assertThat(route.requestBody("direct:map", "0", JsonNode.class).intValue())
                .isEqualTo(2);
    }

    private static Path example(String name) {
        return ProductFiles.MAPPINGS.resolve(name);
    }

    private static DeliveryFailure.Parking parked(ProducerTemplate route, Object body) {
        CamelExecutionException failure =
                catchThrowableOfType(CamelExecutionException.class, () -> route.requestBody("direct:map", body));
        assertThat(failure).hasCauseInstanceOf(DeliveryFailure.Parking.class);
        return (DeliveryFailure.Parking) failure.getCause();
    }

    private ProducerTemplate start(String from, String to) throws Exception {
        new MappingTransformers(ProductFiles.mappings(), ProductFiles.contracts()).register(camel);
        return route(from, to);
    }

    private ProducerTemplate route(String from, String to) throws Exception {
        Resource yaml = ResourceHelper.fromString("map.camel.yaml", ROUTE.formatted(from, to));
        PluginHelper.getRoutesLoader(camel).loadRoutes(yaml);
        camel.start();
        return camel.createProducerTemplate();
    }
}
