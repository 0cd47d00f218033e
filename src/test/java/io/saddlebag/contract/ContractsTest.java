package io.saddlebag.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.alert.AlertDocument;
import io.saddlebag.message.LevelReport;
import io.saddlebag.message.StockAdjustment;
import io.saddlebag.order.Customer;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.Order;
import io.saddlebag.order.Shipment;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {

    private static final Path SHIPPED = Path.of("mappings/contracts");
    private final Contracts contracts = Contracts.load(SHIPPED);

    @TempDir
    private Path directory;

    @Test
    void knowsEveryDocumentAndMessage() {
        assertThat(contracts.names())
                .containsExactlyInAnyOrder(
                        "order.v1",
                        "fulfilment-request.v1",
                        "shipment.v1",
                        "invoice.v1",
                        "customer.v1",
                        "order-reference.v1",
                        "inventory-level.v1",
                        "inventory-adjustment.v1",
                        "price.v1",
                        "product.v1",
                        "tick.v1",
                        "alert.v1");
    }

    @ParameterizedTest
    @MethodSource("records")
    void contractAndRecordHaveTheSameFields(String contract, Class<? extends Record> type) throws IOException {
        JsonNode schema = Documents.parse(Files.readAllBytes(SHIPPED.resolve(contract + ".schema.json")));

        List<String> fields = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(n -> required.add(n.textValue()));

        RecordComponent[] components = type.getRecordComponents();
        assertThat(fields)
                .containsExactly(
                        Arrays.stream(components).map(RecordComponent::getName).toArray(String[]::new));
        assertThat(required)
                .containsExactly(Arrays.stream(components)
                        .filter(c -> c.getType() != Optional.class)
                        .map(RecordComponent::getName)
                        .toArray(String[]::new));
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("order.v1", Order.class),
                Arguments.of("inventory-level.v1", LevelReport.class),
                Arguments.of("inventory-adjustment.v1", StockAdjustment.class),
                Arguments.of("fulfilment-request.v1", FulfilmentRequest.class),
                Arguments.of("shipment.v1", Shipment.class),
                Arguments.of("invoice.v1", Invoice.class),
                Arguments.of("customer.v1", Customer.class),
                Arguments.of("alert.v1", AlertDocument.class));
    }

    @Test
    void acceptsEveryEnumConstantTheCodecWrites() {
        for (Shipment.Status status : Shipment.Status.values()) {
            assertThat(contracts.check("shipment.v1", Documents.tree(DocumentsTest.aShipment(status))))
                    .isEmpty();
        }
        for (Invoice.Payment payment : Invoice.Payment.values()) {
            assertThat(contracts.check("invoice.v1", Documents.tree(DocumentsTest.anInvoice(payment))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.00\n", "1e3", "+1", "1.", ".5", "01", "", "NaN", "1,5", "1234567890123456789"})
    void refusesWhatIsNoPlainDecimal(String total) {
        ObjectNode invoice = (ObjectNode) Documents.tree(DocumentsTest.anInvoice(Invoice.Payment.PAID));
        invoice.put("total", total);

        assertThat(contracts.check("invoice.v1", invoice))
                .extracting(Violation::path)
                .containsExactly("/total");
    }

    @Test
    void namesPathsAndKindsButNeverValues() {
        ObjectNode shipment = (ObjectNode) Documents.tree(DocumentsTest.aShipment(Shipment.Status.SHIPPED));
        shipment.put("status", "anna@example.com")
                .put("extra", "anna@example.com")
                .remove("store");
        shipment.withArray("lines").addObject().put("sku", 7);

        List<Violation> violations = contracts.check("shipment.v1", shipment);

        assertThat(violations).extracting(Violation::path).contains("", "/status", "/lines/1", "/lines/1/sku");
        assertThat(violations.toString())
                .contains("'store' is missing", "'extra' is not part of the contract", "must be one of", "a number")
                .doesNotContain("anna");
    }

    @Test
    void tellsAtMost50Violations() {
        ObjectNode shipment = (ObjectNode) Documents.tree(DocumentsTest.aShipment(Shipment.Status.SHIPPED));
        for (int i = 0; i < 1_000; i++) {
            shipment.withArray("lines").addObject();
        }

        assertThat(contracts.check("shipment.v1", shipment)).hasSize(50);
    }

    @Test
    void namesEveryBadFileInOneError() throws IOException {
        Files.writeString(directory.resolve("a.v1.schema.json"), "{\"type\": 5}");
        Files.writeString(directory.resolve("b.v1.schema.json"), "{");
        Files.writeString(directory.resolve("c.v1.schema.json"), "{\"type\": \"object\"}");

        assertThatThrownBy(() -> Contracts.load(directory))
                .isInstanceOf(ContractsUnreadable.class)
                .hasMessageContaining("2 problem(s)")
                .hasMessageContaining("a.v1.schema.json")
                .hasMessageContaining("b.v1.schema.json: no JSON, at line 1")
                .hasMessageNotContaining("c.v1");
    }

    @Test
    void refusesAFolderWithoutContractsAndAContractNobodyWrote() {
        assertThatThrownBy(() -> Contracts.load(directory)).isInstanceOf(ContractsUnreadable.class);
        assertThatThrownBy(() -> contracts.check("ordre.v1", Documents.parse("{}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ordre.v1")
                .hasMessageContaining("order.v1");
    }
}
