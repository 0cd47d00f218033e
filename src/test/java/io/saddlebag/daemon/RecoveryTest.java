package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads when an order that waited goes on: one line of the log, and how long it took apart from the wait. */
class RecoveryTest extends FieldProblems {

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.saddlebag");
    private final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.INFO && event.getFormattedMessage().contains("order ")) {
                told.add(event.getFormattedMessage());
            }
        }
    };
    private Level level;

    @BeforeEach
    void listen() {
        told.clear();
        level = logger.getLevel();
        logger.setLevel(Level.INFO);
        listener.start();
        logger.addAppender(listener);
    }

    @AfterEach
    void stopListening() {
        running.partners().odoo().faults().clear();
        logger.detachAppender(listener);
        logger.setLevel(level);
    }

    @Test
    void tellsOnceThatAnOrderGoesOnAndCountsNoPauseAsThePartnersTime() {
        running.partners().odoo().faults().add(Fault.of(Fault.Kind.DOWN));
        long id = running.partners().store().place(1).get(0);
        eventually(() -> assertThat(step(id, "wait").detail()).startsWith("odoo is paused since "));
        assertThat(told).isEmpty();

        running.partners().odoo().faults().clear();

        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED));
        eventually(() -> assertThat(step(id, "goes-on").detail()).matches("after [0-9]+ tries, [0-9]+ s"));
        Ledger.Event wait = step(id, "wait");
        Ledger.Event posted = step(id, "post-order");
        assertThat(posted.latency()).isPositive().isLessThan(Duration.between(wait.at(), wait.lastAt()));
        assertThat(step(id, "goes-on").at()).isBetween(wait.lastAt(), posted.at());
        assertThat(told)
                .singleElement()
                .asString()
                .matches("order main:" + id + " goes on at orders-to-odoo after [0-9]+ tries, [0-9]+ s");
    }

    @Test
    void saysNothingOfAnOrderThatNeverWaited() {
        long id = running.partners().store().place(1).get(0);

        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED));

        assertThat(told).isEmpty();
        assertThat(running.trace(id)).noneMatch(event -> event.step().equals("goes-on"));
    }

    @Test
    void tellsThatAnOrderThatWasParkedGoesOn() {
        long id =
                quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", "LATER-IN-ERP"));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku"));
        stock(running.partners(), "LATER-IN-ERP");

        quiet.edit(id, order -> {});

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(told)
                .singleElement()
                .asString()
                .isEqualTo("order quiet:" + id + ", which was parked, goes on at order.to-erp.odoo");
    }

    private Ledger.Event step(long id, String step) {
        return running.trace(id).stream()
                .filter(event -> event.step().equals(step))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + step + " in the trace"));
    }
}
