package io.saddlebag.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.CategoryPolicies;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingTest {

    private static final Instant T0 = Instant.parse("2026-11-24T16:42:00Z");
    private static final OrderKey KEY = new OrderKey("main", "38");

    private final MovableClock clock = new MovableClock(T0);

    @Test
    void aWaitIsCountedFromItsBeginningAcrossARestartAndTheNextOneAnew(@TempDir Path folder) throws Exception {
        try (Ledger ledger = LedgerFactory.open(
                        LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock));
                DefaultCamelContext camel = new DefaultCamelContext()) {
            ledger.record(Step.of(KEY)
                    .seen(new Step.Seen(new OrderVersion(T0, "h"), "38", "processing", "EUR", "1.00", "", T0, "{}"))
                    .moveTo(OrderState.CAPTURED));
            failed(ledger, camel);
            clock.forward(Duration.ofMinutes(5));

            // The daemon was killed; the message comes again, as a new exchange.
            Exchange again = failed(ledger, camel);
            clock.forward(Duration.ofMinutes(9));
            done(again);

            assertThat(wentOn(ledger)).isEqualTo("after 1 try, 14 min");
            clock.forward(Duration.ofHours(5));
            Exchange later = failed(ledger, camel);
            clock.forward(Duration.ofMinutes(3));
            done(later);
            assertThat(wentOn(ledger)).isEqualTo("after 1 try, 3 min");
        }
    }

    private Exchange failed(Ledger ledger, DefaultCamelContext camel) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getExchangeExtension().setFromRouteId("orders-to-odoo");
        exchange.getMessage().setHeader(Headers.ORDER, KEY.toString());
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT,
                new DeliveryFailure.Waiting("odoo", Category.TRANSIENT, "no answer", Optional.empty()));
        new Waiting(ledger, List::of, CategoryPolicies.usual(), clock).process(exchange);
        return exchange;
    }

    private void done(Exchange exchange) {
        Waited.of(exchange).orElseThrow().tryingAgain(clock.instant());
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    private static String wentOn(Ledger ledger) {
        return ledger.trace(KEY).stream()
                .filter(event -> event.step().equals("goes-on"))
                .map(Ledger.Event::detail)
                .findFirst()
                .orElseThrow();
    }
}
