package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.EndsAtFailure;
import io.saddlebag.delivery.HandedOver;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.message.Headers;
import io.saddlebag.message.LevelReport;
import io.saddlebag.message.StockAdjustment;
import io.saddlebag.order.FulfilmentRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One ShipBob account as its routes call it; this connector's only edge to Camel. */
public final class ShipBobSteps {

    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(3);

    private static final Logger LOG = LoggerFactory.getLogger(ShipBobSteps.class);

    private final String name;
    private final ShipBob shipBob;
    private final Clock clock;
    private final HandedOver seen;
    private volatile boolean watched;

    /** Steps of the warehouse configured under this name. */
    public ShipBobSteps(String name, ShipBob shipBob, HandedOver seen, Clock clock) {
        this.name = name;
        this.shipBob = shipBob;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * Creates the order that the mapping made of variable {@code request}. Sets the variables {@code warehouseOrderId} and
     * {@code existed}.
     */
    public void createOrder(Exchange exchange) {
        FulfilmentRequest request = exchange.getVariable("request", FulfilmentRequest.class);
        Outcome<Acknowledged> outcome =
                shipBob.createOrder(request, exchange.getMessage().getBody(JsonNode.class));
        Acknowledged acknowledged = outcome.orThrow(name, "create-order");
        exchange.setVariable("warehouseOrderId", String.valueOf(acknowledged.orderId()));
        exchange.setVariable("existed", outcome instanceof Outcome.AlreadyThere);
    }

    /** Reads a buffered webhook; the body becomes the list of mapping inputs. */
    public void shipments(Exchange exchange) {
        JsonNode payload = Documents.parse(exchange.getMessage().getBody(byte[].class));
        String topic = exchange.getMessage().getHeader(Headers.TOPIC, "", String.class);
        ShipmentReport report = shipBob.webhook(topic, payload).orThrow(name, "read-webhook");
        exchange.getMessage()
                .setBody(report.events().stream().map(ShipmentEvent::document).toList());
        if (!report.problems().isEmpty()) {
            throw unreadable(report.problems());
        }
    }

    /**
     * Polls what changed since the cursor in variable {@code cursor} (empty at the first time). The body becomes an iterator over
     * mapping inputs that reads page after page; variable {@code sweep} knows the next cursor when it is exhausted. What this
     * process has taken from an earlier sweep, just as it is, is left out: the overlap brings it again at each tick.
     */
    public void sweep(Exchange exchange) {
        String cursor = Optional.ofNullable(exchange.getVariable("cursor", String.class))
                .filter(c -> !c.isEmpty())
                .orElseGet(() -> ShipBob.cursorAt(clock.instant().minus(FIRST_LOOK_BACK)));
        Sweep sweep = new Sweep(cursor);
        Iterator<JsonNode> rows = EndsAtFailure.of(sweep);
        rows.hasNext(); // a partner that does not answer fails here, where the feed's policy tells it in one line
        exchange.setVariable("sweep", sweep);
        exchange.getMessage().setBody(rows);
    }

    /** The buffer has the row of variable {@code sweep} that is in hand, or knew it: no later sweep of this process brings it again. */
    public void handedOver(Exchange exchange) {
        exchange.getVariable("sweep", Sweep.class).pass.handedOver();
    }

    /** Keeps the next cursor in variable {@code cursor} and what could not be read in {@code problems}, once everything was read. */
    public void swept(Exchange exchange) {
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        sweep.pass.ended();
        exchange.setVariable("cursor", sweep.cursor);
        exchange.setVariable("problems", List.copyOf(sweep.problems));
    }

    /**
     * Registers and repairs our webhooks. Leaves what was done as a list of sentences, and variable {@code severity}: to
     * register at the first look is nothing to worry about.
     */
    public void watchWebhooks(Exchange exchange) {
        WebhookRepair repair = shipBob.registerWebhooks().orThrow(name, "watch-webhooks");
        boolean registered = !watched && repair.done().stream().allMatch(done -> done.startsWith("created"));
        watched = true;
        if (registered) {
            repair.done().forEach(done -> LOG.info("registered the webhooks of warehouse {}: {}", name, done));
        } else {
            repair.found().forEach(found -> LOG.warn("webhooks of warehouse {}: {}; repaired", name, found));
        }
        exchange.setVariable("severity", registered ? "info" : "warn");
        exchange.getMessage().setBody(repair.done());
    }

    /** Sets variable {@code wanted}: whether anybody wants this warehouse's stock. */
    public void wantsLevels(Exchange exchange) {
        exchange.setVariable("wanted", shipBob.settings().stock());
    }

    /** Reads all stock. The body becomes an iterator over reports, read page after page; the last one is the reading's end. */
    public void sweepLevels(Exchange exchange) {
        StockSweep sweep = shipBob.levels();
        Iterator<LevelReport> reports = EndsAtFailure.of(sweep.reports());
        reports.hasNext(); // a partner that does not answer fails here, where the feed's policy tells it in one line
        exchange.setVariable("stockSweep", sweep);
        exchange.getMessage().setBody(reports);
    }

    /** Leaves what a person must put right at the warehouse as a list of sentences, and variable {@code severity}. */
    public void levelsSwept(Exchange exchange) {
        exchange.setVariable("severity", "warn");
        exchange.getMessage()
                .setBody(exchange.getVariable("stockSweep", StockSweep.class).notices());
    }

    /** Sets variable {@code wanted}: whether anybody follows this warehouse's adjustments. */
    public void wantsAdjustments(Exchange exchange) {
        exchange.setVariable("wanted", shipBob.settings().mirror().isOn());
    }

    /**
     * Reads the adjustments since variable {@code cursor}: the moment from which they count, and the one until which they
     * were read. The body becomes an iterator over {@code inventory-adjustment.v1}, read page after page.
     */
    public void sweepAdjustments(Exchange exchange) {
        String first =
                shipBob.settings().mirror().since().orElseGet(clock::instant).toString();
        String cursor = Optional.ofNullable(exchange.getVariable("cursor", String.class))
                .filter(c -> !c.isEmpty())
                .orElse(first + "|" + first);
        String[] parts = cursor.split("\\|", -1);
        AdjustmentSweep sweep = shipBob.adjustments(seen, Instant.parse(parts[1]), Instant.parse(parts[0]));
        Iterator<StockAdjustment> rows = EndsAtFailure.of(sweep);
        rows.hasNext(); // a partner that does not answer fails here, where the feed's policy tells it in one line
        exchange.setVariable("began", parts[0]);
        exchange.setVariable("adjustmentSweep", sweep);
        exchange.getMessage().setBody(rows);
    }

    /** As {@link #handedOver}, for an adjustment. */
    public void adjustmentHandedOver(Exchange exchange) {
        exchange.getVariable("adjustmentSweep", AdjustmentSweep.class).handedOver();
    }

    /** Keeps the next cursor in variable {@code cursor} and what could not be read in {@code problems}. */
    public void adjustmentsSwept(Exchange exchange) {
        AdjustmentSweep sweep = exchange.getVariable("adjustmentSweep", AdjustmentSweep.class);
        exchange.setVariable("cursor", exchange.getVariable("began", String.class) + "|" + sweep.end());
        exchange.setVariable("problems", sweep.problems());
    }

    private DeliveryFailure.Parking unreadable(List<String> problems) {
        return new DeliveryFailure.Parking(
                name,
                Category.MALFORMED,
                "unreadable-shipment",
                String.join("; ", problems),
                "Look at the order at the warehouse; it reports something this version cannot read");
    }

    private final class Sweep implements Iterator<JsonNode> {
        private final Deque<ShipmentEvent> page = new ArrayDeque<>();
        private final List<String> problems = new ArrayList<>();
        private String cursor;
        private boolean more = true;
        private final HandedOver.Pass pass = seen.begin();

        Sweep(String cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && more) {
                ChangedPage next = shipBob.changedSince(cursor).orThrow(name, "poll-orders");
                next.report().events().stream().filter(this::isNews).forEach(page::add);
                problems.addAll(next.report().problems());
                cursor = next.next();
                more = next.more();
            }
            return !page.isEmpty();
        }

        @Override
        public JsonNode next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the sweep of " + name + " is at its end");
            }
            ShipmentEvent event = page.remove();
            pass.takes(key(event), Documents.bytes(event.document()));
            return event.document();
        }

        private boolean isNews(ShipmentEvent event) {
            return pass.isNew(key(event), Documents.bytes(event.document()));
        }

        private String key(ShipmentEvent event) {
            return String.valueOf(event.shipmentId());
        }
    }
}
