package io.saddlebag.pricing.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.Violation;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Prices;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The steps of the routes of prices; the catalogue's edge to Camel. */
public final class PriceSteps {

    private static final String CONTRACT = "price.v1";

    private static final int FORGOTTEN_AT_ONCE = 1_000;

    private final PriceDecisions decisions;
    private final Prices prices;
    private final Contracts contracts;
    private final Duration keep;
    private final Clock clock;

    /**
     * Steps that decide by these rules.
     *
     * @param stores names of the stores of each ERP
     * @param keep how long held changes are kept once they have ended
     */
    public PriceSteps(
            Ledger ledger,
            Contracts contracts,
            PriceRules rules,
            Map<String, List<String>> stores,
            Duration keep,
            Clock clock) {
        this.decisions = new PriceDecisions(ledger.prices(), ledger.storeItems(), rules, stores, clock);
        this.prices = ledger.prices();
        this.contracts = contracts;
        this.keep = keep;
        this.clock = clock;
    }

    /** Makes a price.v1 tree the bytes of a message, in sequence with the others of its ERP. */
    public void pack(Exchange exchange) {
        JsonNode page = exchange.getMessage().getBody(JsonNode.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setHeader(Headers.GROUP, "prices/" + page.path("erp").asText());
        exchange.getMessage().setBody(Documents.bytes(page));
    }

    /** Compares a page with the stores' prices; at the end of its run publishes or holds what changed. */
    public void decide(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        List<Violation> violations = contracts.check(CONTRACT, Documents.parse(body));
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("not a " + CONTRACT + ": " + violations.get(0));
        }
        decisions.take(PricePage.read(body));
    }

    /** Looks for prices that begin or end now, and for held changes whose time is over. */
    public void time(Exchange exchange) {
        decisions.time();
        exchange.getMessage().setBody("");
    }

    /** Deletes held changes that ended longer ago than they are kept. */
    public void forget(Exchange exchange) {
        int forgotten;
        do {
            forgotten = prices.forget(clock.instant().minus(keep), FORGOTTEN_AT_ONCE);
        } while (forgotten == FORGOTTEN_AT_ONCE
                && exchange.getContext().getStatus().isStarted());
    }
}
