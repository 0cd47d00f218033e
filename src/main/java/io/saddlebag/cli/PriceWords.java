package io.saddlebag.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A price as a person reads it. */
final class PriceWords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PriceWords() {}

    static String of(String text) {
        if (text.isEmpty()) {
            return "nothing";
        }
        try {
            JsonNode price = JSON.readTree(text);
            String sale = price.path("sale").asText("");
            return price.path("regular").asText("") + (sale.isEmpty() ? "" : ", sale " + sale + dates(price));
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String dates(JsonNode price) {
        String from = price.path("saleFrom").asText("");
        String to = price.path("saleTo").asText("");
        return (from.isEmpty() ? "" : " from " + from) + (to.isEmpty() ? "" : " to " + to);
    }
}
