package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolledNewsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final Order ORDER = anOrder().line("1", "10.00", "1.90").build();

    @TempDir
    private Path folder;

    private JourneyLab lab;

    @BeforeEach
    void open() {
        lab = new JourneyLab(folder);
        lab.know(ORDER, OrderState.CAPTURED);
        lab.ledger.record(Step.of(ORDER.key()).reference("odoo", "order-number", "S00007"));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void aPolledInvoiceIsNewsOnceAndAgainWhenItsStateChanges() {
        Invoices invoices = lab.invoices();

        assertThat(sifted(invoices, anInvoice(Invoice.Payment.NOT_PAID))).isTrue();
        record(invoices, anInvoice(Invoice.Payment.NOT_PAID));

        assertThat(sifted(invoices, anInvoice(Invoice.Payment.NOT_PAID))).isFalse();
        assertThat(sifted(invoices, anInvoice(Invoice.Payment.PAID))).isTrue();
    }

    @Test
    void aKnownInvoiceIsNewsAfterARestartBecauseACrashMayHaveEatenItsMessage() {
        record(lab.invoices(), anInvoice(Invoice.Payment.NOT_PAID));

        assertThat(sifted(lab.invoices(), anInvoice(Invoice.Payment.NOT_PAID))).isTrue();
    }

    @Test
    void anInvoiceOfAnOrderNotYetPostedStaysNews() {
        Invoices invoices = lab.invoices();
        Invoice early = anInvoice(Invoice.Payment.NOT_PAID, "S09999");
        record(invoices, early);

        assertThat(sifted(invoices, early)).isTrue();
    }

    @Test
    void aPolledShipmentIsNewsOnceAndAgainWhenTheWarehouseReportsMore() {
        Shipments shipments = lab.shipments(lab.ledger);

        assertThat(sifted(shipments, aShipment(0))).isTrue();
        shipments.record(lab.exchange(ORDER, Documents.bytes(aShipment(0))));

        assertThat(sifted(shipments, aShipment(0))).isFalse();
        assertThat(sifted(shipments, aShipment(5))).isTrue();
    }

    private void record(Invoices invoices, Invoice invoice) {
        invoices.record(lab.exchange(ORDER, Documents.bytes(invoice)));
    }

    private boolean sifted(Invoices invoices, Invoice invoice) {
        Exchange exchange = lab.exchange(ORDER, Documents.bytes(invoice));
        invoices.sift(exchange);
        return exchange.getVariable("news", Boolean.class);
    }

    private boolean sifted(Shipments shipments, Shipment shipment) {
        Exchange exchange = lab.exchange(ORDER, Documents.bytes(shipment));
        shipments.sift(exchange);
        return exchange.getVariable("news", Boolean.class);
    }

    private static Invoice anInvoice(Invoice.Payment payment) {
        return anInvoice(payment, "S00007");
    }

    private static Invoice anInvoice(Invoice.Payment payment, String order) {
        return new Invoice(
                "invoice.v1",
                "odoo",
                "31",
                Optional.of("INV/2026/00031"),
                List.of(order),
                Invoice.Kind.INVOICE,
                Invoice.State.POSTED,
                payment,
                new BigDecimal("10.00"),
                "EUR",
                Optional.empty(),
                T0);
    }

    private static Shipment aShipment(int second) {
        return new Shipment(
                "shipment.v1",
                "main",
                ORDER.id(),
                "shipbob",
                "55",
                Shipment.Status.PROCESSING,
                T0.plusSeconds(second),
                List.of(new Shipment.Line(Optional.of("1"), "SADDLE", BigDecimal.ONE)),
                List.of());
    }
}
