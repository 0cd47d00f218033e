package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Step;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowingTest {

    private static final Order ORDER = anOrder().line("1", "10.00", "1.90").build();

    @TempDir
    private Path folder;

    private JourneyLab lab;
    private Showing showing;

    @BeforeEach
    void aShippedAndInvoicedOrder() {
        lab = new JourneyLab(folder);
        lab.know(ORDER, OrderState.CAPTURED, OrderState.POSTED, OrderState.RELEASED, OrderState.SHIPPED);
        lab.ledger.record(Step.of(ORDER.key())
                .set(Step.Field.ERP, "odoo")
                .set(Step.Field.ERP_ID, "7")
                .set(Step.Field.ERP_NUMBER, "S00007"));
        invoice("posted");
        showing = new Showing(lab.ledger, lab.stores, lab.erps, lab.queues, lab.clock);
    }

    @AfterEach
    void close() {
        lab.close();
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
        Exchange exchange = lab.exchange(ORDER, new byte[0]);
        showing.gather(exchange);
        return exchange;
    }

    private void shown(Exchange exchange) {
        exchange.setVariable("storeStatus", "completed");
        exchange.setVariable("kept", "");
        showing.record(exchange);
    }

    private void invoice(String state) {
        lab.ledger.record(
                Step.of(ORDER.key()).set(Step.Field.INVOICE_NUMBER, "INV/31").set(Step.Field.INVOICE_STATE, state));
    }

    private OrderState state() {
        return lab.ledger.order(ORDER.key()).orElseThrow().state();
    }
}
