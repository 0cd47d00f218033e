package io.saddlebag.wiring;

import io.saddlebag.alert.AlertSettings;
import io.saddlebag.alert.Rule;
import io.saddlebag.console.OrderWork;
import io.saddlebag.message.Headers;
import io.saddlebag.recovery.ParkedDesk;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;

/** What the console's pages about orders need of the daemon. */
final class OrderPagesWiring {

    private final Foundation base;
    private final Partners partners;

    OrderPagesWiring(Foundation base, Partners partners) {
        this.base = base;
        this.partners = partners;
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
