package io.saddlebag.wiring;

import io.saddlebag.alert.AlertSettings;
import io.saddlebag.alert.Rule;
import io.saddlebag.console.OrderWork;
import io.saddlebag.journey.EarlierFinds;
import io.saddlebag.ledger.LedgerRefused;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.message.Headers;
import io.saddlebag.recovery.ParkedDesk;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the console's pages about orders need of the daemon. */
final class OrderPagesWiring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderPagesWiring.class);
    private static final long PAUSE_MILLIS = 100;
    private static final long STOP_SECONDS = 5;

    private final Foundation base;
    private final Partners partners;
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "earlier-orders");
        thread.setDaemon(true);
        return thread;
    });

    OrderPagesWiring(Foundation base, Partners partners) {
        this.base = base;
        this.partners = partners;
    }

    /** Has orders of before found by what is kept of new ones; beside the daily work, because there may be a million. */
    void begin() {
        EarlierFinds earlier = new EarlierFinds(base.ledger);
        background.scheduleWithFixedDelay(() -> next(earlier), 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void next(EarlierFinds earlier) {
        try {
            if (!earlier.next()) {
                background.shutdown();
            }
        } catch (LedgerUnavailable | LedgerRefused e) {
            LOG.warn("orders of before are found by SKU and tracking number after the next start: {}", e.getMessage());
            background.shutdown();
        }
    }

    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the look at orders of before goes on at the next start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    OrderWork work(CamelContext camel, ParkedDesk desk) {
        return new OrderWork(
                partners.stores.keySet(),
                partners.erps.keySet(),
                partners.warehouses.keySet(),
                base.queues.fulfilmentTo(),
                base.queues.orderToStore(),
                AlertSettings.from(base.settings)
                        .rules()
                        .get(Rule.LATE_ACKNOWLEDGEMENT)
                        .age(),
                desk,
                base.settings.section("saddlebag.replay").number("per-second", 20),
                rereads(camel.createProducerTemplate()),
                base.clock);
    }

    /** An event that names the order and says nothing of it: what there is to say is then asked of the store. */
    private OrderWork.Rereads rereads(ProducerTemplate template) {
        return order -> {
            Exchange sent =
                    template.send("activemq-intake:" + base.queues.storeEvent(), ExchangePattern.InOnly, exchange -> {
                        Headers.address(exchange, order);
                        exchange.getMessage().setHeader(Headers.STORE, order.store());
                        exchange.getMessage().setHeader(Headers.SOURCE, "console");
                        exchange.getMessage().setBody(("{\"id\":" + order.id() + "}").getBytes(StandardCharsets.UTF_8));
                    });
            if (sent.getException() != null) {
                throw new IllegalStateException("the buffer does not take an event of " + order, sent.getException());
            }
        };
    }
}
