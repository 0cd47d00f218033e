package io.saddlebag.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.order.FulfilmentRequest;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.Order;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    @Test
    void writesDecimalsPlainlyInstantsInUtcAndEnumsWithHyphens() {
        assertThat(Documents.text(aShipment(Shipment.Status.ON_HOLD)))
                .isEqualTo(
                        "{\"contract\":\"shipment.v1\",\"store\":\"main\",\"orderId\":\"361\",\"warehouse\":\"hall\","
                                + "\"id\":\"9\",\"status\":\"on-hold\",\"changedAt\":\"2026-11-24T09:30:00Z\","
                                + "\"lines\":[{\"lineId\":\"107\",\"sku\":\"TEE-M\",\"quantity\":\"1000\"}],"
                                + "\"parcels\":[{\"carrier\":\"DHL\",\"trackingNumber\":\"1\",\"trackingUrl\":\"\"}]}");
        assertThat(Documents.text(anInvoice(Invoice.Payment.NOT_PAID)))
                .contains("\"date\":\"2026-11-23\"", "\"kind\":\"credit-note\"", "\"total\":\"121.90\"")
                .doesNotContain("number\"");
    }

    @Test
    void readsBackWhatItWrote() {
        Shipment shipment = aShipment(Shipment.Status.DELIVERED);
        Invoice invoice = anInvoice(Invoice.Payment.IN_PAYMENT);
        FulfilmentRequest request = new FulfilmentRequest(
                "fulfilment-request.v1",
                "main",
                "361",
                "361",
                "S00001",
                "hall",
                2,
                "express",
                "Express",
                new Order.Address("a", "b", "", "c", "", "d", "", "e", "DE", "", ""),
                "",
                List.of(new FulfilmentRequest.Line(
                        "107", "TEE-M", "T", new BigDecimal("2.5"), new BigDecimal("0.0000001"))));

        assertThat(Documents.read(Documents.text(shipment).getBytes(StandardCharsets.UTF_8), Shipment.class)
                        .parcels())
                .isEqualTo(shipment.parcels());
        assertThat(Documents.read(Documents.bytes(invoice), Invoice.class)).isEqualTo(invoice);
        assertThat(Documents.read(Documents.tree(request), FulfilmentRequest.class))
                .isEqualTo(request);
        assertThat(Documents.text(request)).contains("\"0.0000001\"");
    }

    @Test
    void readsDecimalsFromTextAndFromNumbersWithoutLoss() {
        ObjectNode invoice = (ObjectNode) Documents.tree(anInvoice(Invoice.Payment.PAID));
        JsonNode asNumber = Documents.parse(Documents.text(invoice).replace("\"121.90\"", "121.90"));

        assertThat(Documents.read(asNumber, Invoice.class).total()).isEqualTo(new BigDecimal("121.90"));
        assertThat(Documents.read(invoice, Invoice.class).total()).isEqualTo(new BigDecimal("121.90"));
        assertThat(Documents.text(DecimalNode.valueOf(new BigDecimal("1E+3")))).isEqualTo("1000");
    }

    @Test
    void takesNullForAnEmptyOptionalAndRefusesItElsewhere() {
        ObjectNode invoice = (ObjectNode) Documents.tree(anInvoice(Invoice.Payment.PAID));
        invoice.putNull("date");

        assertThat(Documents.read(invoice, Invoice.class).date()).isEmpty();
        invoice.remove("currency");
        assertThatThrownBy(() -> Documents.read(invoice, Invoice.class))
                .isInstanceOf(NotJson.class)
                .hasMessageContaining("not a Invoice")
                .hasMessageContaining("currency");
    }

    @Test
    void quotesNothingOfADocumentItCannotRead() {
        assertThatThrownBy(() -> Documents.parse("{\"email\": anna@example.com}"))
                .isInstanceOf(NotJson.class)
                .hasMessageContaining("line 1, column")
                .hasNoCause()
                .hasMessageNotContaining("anna");
        assertThatThrownBy(() -> Documents.parse("{} {}")).isInstanceOf(NotJson.class);
        assertThatThrownBy(() -> Documents.parse(new byte[0])).isInstanceOf(NotJson.class);
        assertThatThrownBy(() -> Documents.read(Documents.parse("{\"status\":\"anna\"}"), Shipment.class))
                .isInstanceOf(NotJson.class)
                .hasNoCause()
                .hasMessageContaining("/status")
                .hasMessageNotContaining("anna");
    }

    @Test
    void saysWhetherTheSyntaxOrAFieldIsWrong() {
        String good = Documents.text(anInvoice(Invoice.Payment.PAID));

        assertThat(Documents.read(good, Invoice.class)).isEqualTo(anInvoice(Invoice.Payment.PAID));
        assertThat(Documents.read(good.getBytes(StandardCharsets.UTF_8), Invoice.class))
                .isEqualTo(anInvoice(Invoice.Payment.PAID));
        assertThatThrownBy(() -> Documents.read(good.substring(0, 30), Invoice.class))
                .isInstanceOf(NotJson.class)
                .hasMessageContaining("no JSON, at line 1");
        assertThatThrownBy(() -> Documents.read(good.replace("121.90", "a lot"), Invoice.class))
                .isInstanceOf(NotJson.class)
                .hasMessageContaining("not a Invoice")
                .hasMessageContaining("/total")
                .hasMessageNotContaining("a lot");
        for (String other : List.of("null", "", "[]", good + "{}")) {
            assertThatThrownBy(() -> Documents.read(other, Invoice.class))
                    .as(other)
                    .isInstanceOf(NotJson.class)
                    .hasNoCause();
        }
    }

    static Shipment aShipment(Shipment.Status status) {
        return new Shipment(
                "shipment.v1",
                "main",
                "361",
                "hall",
                "9",
                status,
                Instant.parse("2026-11-24T09:30:00Z"),
                List.of(new Shipment.Line(Optional.of("107"), "TEE-M", new BigDecimal("1E+3"))),
                List.of(new Shipment.Parcel("DHL", "1", "")));
    }

    static Invoice anInvoice(Invoice.Payment payment) {
        return new Invoice(
                "invoice.v1",
                "odoo",
                "3",
                Optional.empty(),
                List.of("S00001"),
                Invoice.Kind.CREDIT_NOTE,
                Invoice.State.POSTED,
                payment,
                new BigDecimal("121.90"),
                "EUR",
                Optional.of(LocalDate.parse("2026-11-23")),
                Instant.parse("2026-11-23T17:57:16Z"));
    }
}
