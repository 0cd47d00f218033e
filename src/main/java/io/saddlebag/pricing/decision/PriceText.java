package io.saddlebag.pricing.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.pricing.StorePrice;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** A price as the ledger keeps it and the publisher takes it: always the same text for the same price. */
final class PriceText {

    private PriceText() {}

    static String of(StorePrice price) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("regular", price.regular().toPlainString());
        json.put("sale", price.sale().map(BigDecimal::toPlainString).orElse(""));
        json.put("saleFrom", price.saleFrom().map(Instant::toString).orElse(""));
        json.put("saleTo", price.saleTo().map(Instant::toString).orElse(""));
        return Documents.text(json);
    }

    /** Empty for the empty text. */
    static Optional<StorePrice> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        JsonNode json = Documents.parse(text);
        return Optional.of(new StorePrice(
                new BigDecimal(json.path("regular").asText()),
                given(json, "sale").map(BigDecimal::new),
                given(json, "saleFrom").map(Instant::parse),
                given(json, "saleTo").map(Instant::parse)));
    }

    private static Optional<String> given(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    /** Whether two cost the same at any time, however many digits they are written with. */
    static boolean isSame(StorePrice one, StorePrice other) {
        return one.regular().compareTo(other.regular()) == 0
                && one.sale().isPresent() == other.sale().isPresent()
                && one.sale()
                        .map(sale -> sale.compareTo(other.sale().orElseThrow()) == 0)
                        .orElse(true)
                && one.saleFrom().equals(other.saleFrom())
                && one.saleTo().equals(other.saleTo());
    }
}
