package io.saddlebag.journey;

import static io.saddlebag.order.OrderBuilder.anOrder;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table of owners says of an order that the ERP has. */
class PostedOrderOwnerTest {

    private static final Order ORDER = anOrder().line("1", "10.00", "1.90").build();

    @TempDir
    private Path folder;

    private JourneyLab lab;

    @BeforeEach
    void open() {
        lab = new JourneyLab(folder);
        lab.camel.setAllowUseOriginalMessage(true);
        lab.camel.start();
        lab.know(ORDER, OrderState.CAPTURED);
        lab.ledger.record(Step.of(ORDER.key()).moveTo(OrderState.POSTED).set(Step.Field.ERP_ID, "7"));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void anEditThatIsIgnoredIsInTheTraceAndHoldsNothing() {
        decide(anOrder().line("2", "20.00", "3.80").build(), false);

        assertThat(lab.ledger.parked(Optional.of(ORDER.key()), 10)).isEmpty();
        assertThat(lab.ledger.trace(ORDER.key())).anySatisfy(event -> {
            assertThat(event.outcome()).isEqualTo("noted");
            assertThat(event.detail()).contains("its lines, amounts or addresses");
        });
    }

    @Test
    void aCancellationIsHeldForAPersonThoughEditsAreIgnored() {
        decide(ORDER.withStatus("cancelled"), false);

        assertThat(lab.ledger.parked(Optional.of(ORDER.key()), 10))
                .extracting(Ledger.Parked::code)
                .containsExactly("cancelled-after-posting");
    }

    private void decide(Order changed, boolean parksEdits) {
        Order later = Documents.read(
                ((ObjectNode) Documents.tree(changed))
                        .put("modifiedAt", ORDER.modifiedAt().plusSeconds(60).toString()),
                Order.class);
        Capture capture = new Capture(
                lab.ledger,
                new Parking(lab.ledger, lab.queues, lab.clock),
                Map.of("main", JourneyLab.store(parksEdits)),
                lab.queues,
                lab.clock);
        Exchange exchange = lab.exchange(later, Documents.bytes(later));
        exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
        exchange.getMessage().setBody(Documents.tree(later));
        capture.decide(exchange);
    }
}
