package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoiceTraceTest {

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
        lab.invoices().record(lab.exchange(ORDER, Documents.bytes(anInvoice(total, currency))));

        assertThat(lab.ledger.trace(ORDER.key()))
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
