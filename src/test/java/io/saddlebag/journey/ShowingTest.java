package io.saddlebag.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.KitLines;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderBuilder;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersions;
import io.saddlebag.order.StatusPolicy;
import io.saddlebag.order.Tolerance;
import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowingTest {

    private static final Order ORDER =
            OrderBuilder.anOrder().line("1", "10.00", "1.90").build();
    private static final String COMPLETED = "completed";

    @TempDir
    private Path folder;

    private final CamelContext camel = new DefaultCamelContext();
    private Ledger ledger;
    private Showing showing;

    @BeforeEach
    void aShippedAndInvoicedOrder() {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
        ledger.record(Step.of(ORDER.key())
                .seen(new Step.Seen(
                        OrderVersions.of(ORDER),
                        ORDER.number(),
                        ORDER.status(),
                        ORDER.currency(),
                        ORDER.total().toPlainString(),
                        "",
                        ORDER.createdAt(),
                        Documents.text(ORDER)))
                .moveTo(OrderState.CAPTURED));
        for (OrderState state : List.of(OrderState.POSTED, OrderState.RELEASED, OrderState.SHIPPED)) {
            ledger.record(Step.of(ORDER.key()).moveTo(state));
        }
        ledger.record(Step.of(ORDER.key())
                .set(Step.Field.ERP, "odoo")
                .set(Step.Field.ERP_ID, "7")
                .set(Step.Field.ERP_NUMBER, "S00007"));
        invoice("posted");
        StoreRules rules = new StoreRules(
                ORDER.key().store(),
                "odoo",
                List.of("shipbob"),
                StatusPolicy.usual(),
                Tolerance.usual(),
                KitLines.named("all"),
                COMPLETED,
                "",
                Set.of());
        showing = new Showing(
                ledger,
                Map.of(ORDER.key().store(), rules),
                Map.of("odoo", new ErpRules("odoo", true, "shipped")),
                Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue")),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anInvoicedOrderIsDoneWhenTheStoreShowsIt() {
        shown(gathered());

        assertThat(state()).isEqualTo(OrderState.COMPLETED);
        assertThat(gathered().getVariable("show", Boolean.class)).isFalse();
    }

    @Test
    void anOrderWhoseInvoiceWasADraftForAMomentIsDoneAllTheSame() {
        Exchange writing = gathered();
        invoice("draft"); // an answer read before the invoice was posted, and recorded after
        shown(writing);
        assertThat(state()).isEqualTo(OrderState.SHIPPED);

        invoice("posted");
        Exchange again = gathered();

        assertThat(again.getVariable("show", Boolean.class)).isTrue();
        shown(again);
        assertThat(state()).isEqualTo(OrderState.COMPLETED);
    }

    private Exchange gathered() {
        Exchange exchange = new DefaultExchange(camel);
        Headers.address(exchange, ORDER.key());
        showing.gather(exchange);
        return exchange;
    }

    private void shown(Exchange exchange) {
        exchange.setVariable("storeStatus", COMPLETED);
        exchange.setVariable("kept", "");
        showing.record(exchange);
    }

    private void invoice(String state) {
        ledger.record(
                Step.of(ORDER.key()).set(Step.Field.INVOICE_NUMBER, "INV/31").set(Step.Field.INVOICE_STATE, state));
    }

    private OrderState state() {
        return ledger.order(ORDER.key()).orElseThrow().state();
    }
}
