package io.saddlebag.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.settings.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceTraceTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    private static final OrderKey KEY = new OrderKey("main", "7");

    @TempDir
    private Path folder;

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

    @ParameterizedTest
    @CsvSource({
        "748.2, EUR, 748.20",
        "748, EUR, 748.00",
        "748.20, EUR, 748.20",
        "1000.0, JPY, 1000",
        "1E+3, JPY, 1000",
        "1.5, KWD, 1.500",
        "748.205, EUR, 748.205",
        "-0.4, EUR, -0.40",
    })
    void tellsTheAmountWithTheDigitsOfItsCurrency(BigDecimal total, String currency, String told) {
        Queues queues =
                Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue"));
        Invoices invoices =
                new Invoices(ledger, Map.of("odoo", new ErpRules("odoo", true, "shipped")), queues, Clock.systemUTC());
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(Documents.bytes(anInvoice(total, currency)));

        invoices.record(exchange);

        assertThat(ledger.trace(KEY))
                .filteredOn(event -> event.step().equals("invoice"))
                .singleElement()
                .extracting(Ledger.Event::detail)
                .isEqualTo("INV/2026/00031 is paid, " + told + " " + currency);
    }

    private static Invoice anInvoice(BigDecimal total, String currency) {
        return new Invoice(
                "invoice.v1",
                "odoo",
                "31",
                Optional.of("INV/2026/00031"),
                List.of("S00007"),
                Invoice.Kind.INVOICE,
                Invoice.State.POSTED,
                Invoice.Payment.PAID,
                total,
                currency,
                Optional.empty(),
                T0);
    }
}
