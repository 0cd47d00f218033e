package io.saddlebag.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;

/** What an item shows or shall show, as a person reads it: the ledger keeps small JSON objects. */
public final class ValueWords {

    private static final int LONGEST = 80;

    private ValueWords() {}

    /** {@code 12, no backorders} or {@code 19.90, sale 15.00}; any other text as it is, cut where it is long. */
    public static String of(String text) {
        if (!text.startsWith("{")) {
            return cut(text);
        }
        try {
            JsonNode value = Documents.parse(text);
            if (value.has("quantity")) {
                return value.path("quantity").asText()
                        + backorders(value.path("backorders").asText());
            }
            return value.has("regular") ? price(value) : cut(text);
        } catch (NotJson e) {
            return cut(text);
        }
    }

    private static String backorders(String word) {
        return switch (word) {
            case "", "no" -> "";
            default -> ", backorders: " + word;
        };
    }

    private static String price(JsonNode price) {
        String sale = price.path("sale").asText("");
        return price.path("regular").asText()
                + (sale.isEmpty()
                        ? ""
                        : ", sale " + sale + date(" from ", price.path("saleFrom"))
                                + date(" to ", price.path("saleTo")));
    }

    private static String date(String word, JsonNode date) {
        return date.asText("").isEmpty() ? "" : word + date.asText();
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
