package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.order.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders by state and depth of the queues, for Prometheus. */
final class Gauges {

    private static final Logger LOG = LoggerFactory.getLogger(Gauges.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Foundation base;
    private final List<String> queues = new ArrayList<>();
    private Map<String, Long> counts = Map.of();
    private Instant read = Instant.EPOCH;

    Gauges(Foundation base, Set<String> stores, Set<String> erps, Set<String> warehouses) {
        this.base = base;
        var names = base.queues;
        queues.add(names.storeEvent());
        queues.add(names.orderPosted());
        queues.add(names.shipmentReported());
        queues.add(names.invoiceChanged());
        queues.add(base.settings.section("saddlebag.queue").required("price-changed"));
        stores.forEach(store -> queues.add(names.orderToStore() + "." + store));
        queues.add(base.settings.section("saddlebag.queue").required("product-changed"));
        stores.forEach(store -> queues.add(PublishingWiring.queue(base, store)));
        stores.forEach(store -> queues.add(ProductWiring.queue(base, store)));
        for (String erp : erps) {
            queues.add(names.orderToErp() + "." + erp);
            queues.add(names.shipmentToErp() + "." + erp);
            queues.add(names.orderToInvoice() + "." + erp);
        }
        for (String warehouse : warehouses) {
            queues.add(names.fulfilmentTo() + "." + warehouse);
            queues.add(names.warehouseEvent() + "." + warehouse);
        }
        queues.add(names.deadLetters());
    }

    /** The queues of the journey. */
    List<String> queues() {
        return List.copyOf(queues);
    }

    void register() {
        for (String queue : queues) {
            Gauge.builder("saddlebag.queue.depth", () -> Math.max(0, base.broker.depth(queue)))
                    .tag("queue", queue)
                    .description("messages waiting")
                    .register(base.meters);
        }
        for (String queue : queues) {
            Gauge.builder("saddlebag.queue.oldest.seconds", () -> waits(queue))
                    .tag("queue", queue)
                    .description("how long the oldest message waits")
                    .register(base.meters);
        }
        List<String> states = new ArrayList<>(List.of("PARKED"));
        for (OrderState state : OrderState.values()) {
            states.add(state.name());
        }
        for (String state : states) {
            Gauge.builder("saddlebag.orders", () -> count(state))
                    .tag("state", state.toLowerCase(Locale.ROOT).replace('_', '-'))
                    .description("orders in this state")
                    .register(base.meters);
        }
    }

    private double waits(String queue) {
        try {
            return base.broker
                    .oldest(queue)
                    .map(sent -> Math.max(
                            0, Duration.between(sent, base.clock.instant()).toMillis() / 1000.0))
                    .orElse(0.0);
        } catch (IllegalStateException e) { // a broker outside that does not answer
            return Double.NaN;
        }
    }

    private synchronized double count(String state) {
        Instant now = base.clock.instant();
        if (read.plus(FRESH).isBefore(now)) {
            try {
                counts = base.ledger.counts();
                read = now;
            } catch (LedgerUnavailable e) {
                LOG.warn("orders by state cannot be counted: {}", e.getMessage());
                return Double.NaN;
            }
        }
        return counts.getOrDefault(state, 0L);
    }
}
