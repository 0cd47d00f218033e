package io.saddlebag.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.KitLines;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.StatusPolicy;
import io.saddlebag.order.Tolerance;
import io.saddlebag.settings.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolledNewsTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final OrderKey KEY = new OrderKey("main", "7");

    @TempDir
    private Path folder;

    private final CamelContext camel = new DefaultCamelContext();
    private final Clock clock = Clock.systemUTC();
    private final Queues queues =
            Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue"));
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
        ledger.record(Step.of(KEY)
                .seen(new Step.Seen(new OrderVersion(T0, "h"), "7", "processing", "EUR", "10.00", "", T0, "{}"))
                .moveTo(OrderState.CAPTURED)
                .reference("odoo", "order-number", "S00007"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aPolledInvoiceIsNewsOnceAndAgainWhenItsStateChanges() {
        Invoices invoices = invoices();

        assertThat(sifted(invoices, anInvoice(Invoice.Payment.NOT_PAID))).isTrue();
        record(invoices, anInvoice(Invoice.Payment.NOT_PAID));

        assertThat(sifted(invoices, anInvoice(Invoice.Payment.NOT_PAID))).isFalse();
        assertThat(sifted(invoices, anInvoice(Invoice.Payment.PAID))).isTrue();
    }

    @Test
    void aKnownInvoiceIsNewsAfterARestartBecauseACrashMayHaveEatenItsMessage() {
        record(invoices(), anInvoice(Invoice.Payment.NOT_PAID));

        assertThat(sifted(invoices(), anInvoice(Invoice.Payment.NOT_PAID))).isTrue();
    }

    @Test
    void anInvoiceOfAnOrderNotYetPostedStaysNews() {
        Invoices invoices = invoices();
        Invoice early = anInvoice(Invoice.Payment.NOT_PAID, "S09999");
        record(invoices, early);

        assertThat(sifted(invoices, early)).isTrue();
    }

    @Test
    void aPolledShipmentIsNewsOnceAndAgainWhenTheWarehouseReportsMore() {
        Shipments shipments = new Shipments(ledger, new Parking(ledger, clock), Map.of("main", rules()), queues, clock);

        assertThat(sifted(shipments, aShipment(0))).isTrue();
        shipments.record(exchange(Documents.bytes(aShipment(0))));

        assertThat(sifted(shipments, aShipment(0))).isFalse();
        assertThat(sifted(shipments, aShipment(5))).isTrue();
    }

    private Invoices invoices() {
        return new Invoices(ledger, Map.of("odoo", new ErpRules("odoo", true, "shipped")), queues, clock);
    }

    private void record(Invoices invoices, Invoice invoice) {
        invoices.record(exchange(Documents.bytes(invoice)));
    }

    private boolean sifted(Invoices invoices, Invoice invoice) {
        Exchange exchange = exchange(Documents.bytes(invoice));
        invoices.sift(exchange);
        return exchange.getVariable("news", Boolean.class);
    }

    private boolean sifted(Shipments shipments, Shipment shipment) {
        Exchange exchange = exchange(Documents.bytes(shipment));
        shipments.sift(exchange);
        return exchange.getVariable("news", Boolean.class);
    }

    private Exchange exchange(byte[] body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        return exchange;
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
                "7",
                "shipbob",
                "55",
                Shipment.Status.PROCESSING,
                T0.plusSeconds(second),
                List.of(new Shipment.Line(Optional.of("1"), "SADDLE", BigDecimal.ONE)),
                List.of());
    }

    private static StoreRules rules() {
        return new StoreRules(
                "main",
                "odoo",
                List.of("shipbob"),
                StatusPolicy.usual(),
                Tolerance.usual(),
                KitLines.named("all"),
                "completed",
                "",
                Set.of());
    }
}
