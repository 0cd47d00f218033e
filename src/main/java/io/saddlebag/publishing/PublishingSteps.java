package io.saddlebag.publishing;

import io.saddlebag.contract.Documents;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishing to one store as its routes call it; this capability's edge to Camel. */
public final class PublishingSteps {

    private static final Logger LOG = LoggerFactory.getLogger(PublishingSteps.class);

    /** Wake-ups within so many milliseconds become one, at their end: what was wished before is seen by it. */
    private static final long TOGETHER = 200;

    private final PublishSettings settings;
    private final Publisher publisher;
    private final StoreCatalogue catalogue;
    private final ProducerTemplate template;
    private final String queue;
    private final Clock clock;

    /**
     * Steps of one store.
     *
     * @param template sends outside of transactions, where the broker drops a second copy
     * @param queue endpoint of the store's wake-ups
     */
    public PublishingSteps(
            PublishSettings settings,
            Publisher publisher,
            StoreCatalogue catalogue,
            ProducerTemplate template,
            String queue,
            Clock clock) {
        this.settings = settings;
        this.publisher = publisher;
        this.catalogue = catalogue;
        this.template = template;
        this.queue = queue;
        this.clock = clock;
    }

    /** Sets variable {@code publishes}: whether anything is published to the store, and so its catalogue is of interest. */
    public void ask(Exchange exchange) {
        exchange.setVariable("publishes", settings.isOn());
    }

    /**
     * Has what is due looked at soon, once, whichever daemon does it and however often it is asked. Keep the wishes first. The word
     * is sent by another thread: in the transaction of a route that consumes, a second word with the same id would fail the commit
     * (facts: camel 3). Where it cannot be sent, the clock looks a little later.
     */
    public void wake() {
        if (!settings.isOn()) {
            return;
        }
        long together = (clock.millis() / TOGETHER + 1) * TOGETHER;
        template.asyncSend(queue, exchange -> {
                    exchange.setPattern(ExchangePattern.InOnly);
                    exchange.getMessage().setHeader(Headers.GROUP, settings.store());
                    exchange.getMessage()
                            .setHeader(Headers.DUPLICATE_ID, "publish/" + settings.store() + "/wake/" + together);
                    exchange.getMessage().setHeader(Headers.SCHEDULED, together);
                    exchange.getMessage()
                            .setBody(Documents.bytes(
                                    Documents.parse("{\"contract\":\"tick.v1\",\"feed\":\"publish\",\"partner\":\""
                                            + settings.store() + "\"}")));
                })
                .thenAccept(sent -> {
                    if (sent.getException() != null) {
                        LOG.info(
                                "store {} could not be woken, the clock looks what is due: {}",
                                settings.store(),
                                sent.getException().getMessage());
                    }
                });
    }

    /** Addresses a clock's tick to the one consumer of the store's wake-ups. */
    public void group(Exchange exchange) {
        exchange.getMessage().setHeader(Headers.GROUP, settings.store());
    }

    /** Writes what is due. Asks to be woken again where it did not come to the end, unless that is because the daemon stops. */
    public void publish(Exchange exchange) {
        BooleanSupplier goesOn = () -> exchange.getContext().getStatus().isStarted();
        if (settings.isOn() && publisher.run(goesOn) && goesOn.getAsBoolean()) {
            wake();
        }
    }

    /** Reads what changed in the store's catalogue since variable {@code cursor}, and moves it. */
    public void readChanges(Exchange exchange) {
        exchange.setVariable("cursor", catalogue.changes(exchange.getVariable("cursor", "", String.class)));
    }

    /** Reads the store's whole catalogue; moves variable {@code cursor}. */
    public void readEverything(Exchange exchange) {
        exchange.setVariable("cursor", catalogue.everything());
    }
}
