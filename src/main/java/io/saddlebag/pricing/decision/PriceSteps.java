package io.saddlebag.pricing.decision;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.Violation;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The steps of the routes of prices; the catalogue's edge to Camel. */
public final class PriceSteps {

    private static final String CONTRACT = "price.v1";

    private final PriceDecisions decisions;
    private final Contracts contracts;

    /**
     * Steps that decide by these rules.
     *
     * @param stores names of the stores of each ERP
     */
    public PriceSteps(
            Ledger ledger, Contracts contracts, PriceRules rules, Map<String, List<String>> stores, Clock clock) {
        this.decisions = new PriceDecisions(ledger.prices(), ledger.storeItems(), rules, stores, clock);
        this.contracts = contracts;
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
}
