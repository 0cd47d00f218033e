package io.saddlebag.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Contracts;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.Violation;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The steps of the routes of items; this capability's edge to Camel. */
public final class ProductSteps {

    private static final String CONTRACT = "product.v1";
    /** Items that are looked at again at one tick, of each store. */
    private static final int AGAIN = 200;

    private final Ledger ledger;
    private final Contracts contracts;
    private final Map<String, List<String>> stores;
    private final Clock clock;

    /**
     * Steps for all stores.
     *
     * @param stores of each ERP the stores to which its items are published
     */
    public ProductSteps(Ledger ledger, Contracts contracts, Map<String, List<String>> stores, Clock clock) {
        this.ledger = ledger;
        this.contracts = contracts;
        this.stores = Map.copyOf(stores);
        this.clock = clock;
    }

    /** Whether anybody wants items of this ERP; sets variable {@code wanted}. */
    public void ask(Exchange exchange, String erp) {
        exchange.setVariable("wanted", stores.containsKey(erp));
    }

    /** Makes a product.v1 tree the bytes of a message, in sequence with others about the same item. */
    public void pack(Exchange exchange) {
        JsonNode product = exchange.getMessage().getBody(JsonNode.class);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setHeader(
                        Headers.GROUP,
                        "product/" + product.path("erp").asText() + "/"
                                + product.path("product").asText());
        exchange.getMessage().setBody(Documents.bytes(product));
    }

    /** Keeps an item as the ERP has it now; sets variable {@code product}, and makes the body a list of the stores it concerns. */
    public void keep(Exchange exchange) {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        JsonNode product = Documents.parse(body);
        List<Violation> violations = contracts.check(CONTRACT, product);
        if (!violations.isEmpty()) {
            throw new IllegalArgumentException("not a " + CONTRACT + ": " + violations.get(0));
        }
        String erp = product.path("erp").asText();
        ledger.products().keep(erp, product.path("product").asText(), Documents.text(product));
        exchange.setVariable("product", body);
        exchange.getMessage().setBody(stores.getOrDefault(erp, List.of()));
    }

    /** Addresses variable {@code product} to the store the body names; sets variable {@code store}. */
    public void address(Exchange exchange) {
        String store = exchange.getMessage().getBody(String.class);
        exchange.setVariable("store", store);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Headers.GROUP, "products/" + store);
        exchange.getMessage().setBody(exchange.getVariable("product", byte[].class));
    }

    /** Makes the body a list of the items that are to be looked at again. */
    public void due(Exchange exchange) {
        Map<String, JsonNode> due = new LinkedHashMap<>();
        stores.forEach((erp, names) -> names.forEach(
                store -> ledger.products().due(store, clock.instant(), AGAIN).forEach(listing -> ledger.products()
                        .document(listing.erp(), listing.product())
                        .ifPresent(document ->
                                due.put(listing.erp() + "/" + listing.product(), Documents.parse(document))))));
        exchange.getMessage().setBody(new ArrayList<>(due.values()));
    }
}
