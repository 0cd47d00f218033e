package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.KitLines;
import io.saddlebag.order.Order;
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

/** A ledger with the rules of a store {@code main}, an ERP {@code odoo} and a warehouse {@code shipbob} around it. */
final class JourneyLab implements AutoCloseable {

    final Clock clock = Clock.systemUTC();
    final Queues queues =
            Queues.from(Settings.load(Path.of("."), Map.of(), Map.of()).section("saddlebag.queue"));
    final CamelContext camel = new DefaultCamelContext();
    final Map<String, StoreRules> stores = Map.of("main", store(true));
    final Map<String, ErpRules> erps = Map.of("odoo", new ErpRules("odoo", true, "shipped"));
    final Ledger ledger;

    /** The rules of the store {@code main}. */
    static StoreRules store(boolean parksEdits) {
        return new StoreRules(
                "main",
                "odoo",
                List.of("shipbob"),
                StatusPolicy.usual(),
                Tolerance.usual(),
                KitLines.ALL,
                "completed",
                "",
                Set.of(),
                parksEdits);
    }

    JourneyLab(Path folder) {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")));
    }

    /** An order as it was captured, and moved on. */
    void know(Order order, OrderState... states) {
        for (OrderState state : states) {
            ledger.record(Step.of(order.key())
                    .seen(new Step.Seen(
                            OrderVersions.of(order),
                            order.number(),
                            order.status(),
                            order.currency(),
                            order.total().toPlainString(),
                            order.customer().email(),
                            order.createdAt(),
                            Documents.text(order)))
                    .moveTo(state));
        }
    }

    Invoices invoices() {
        return new Invoices(ledger, erps, queues, clock);
    }

    Shipments shipments(Ledger books) {
        return new Shipments(books, new Parking(books, queues, clock), stores, queues, clock);
    }

    /** A message about the order. */
    Exchange exchange(Order order, byte[] body) {
        Exchange exchange = new DefaultExchange(camel);
        Headers.address(exchange, order.key());
        exchange.getMessage().setBody(body);
        return exchange;
    }

    @Override
    public void close() {
        camel.stop();
        ledger.close();
    }
}
