package io.saddlebag.publishing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what is wished. Everything is checked here because the store checks nothing in a batch: it makes 0 of a quantity it
 * cannot read, and a draft of a product with an unknown status (facts: woocommerce 5).
 */
final class Values {

    private static final Pattern PRICE = Pattern.compile("[0-9]{1,9}([.][0-9]{1,6})?");
    private static final Set<String> BACKORDERS = Set.of("no", "notify", "yes");
    private static final Set<String> STATUSES = Set.of("draft", "pending", "private", "publish");
    /** Written by the other aspects, or never. */
    private static final Set<String> NO_CONTENT = Set.of(
            "id",
            "stock_quantity",
            "manage_stock",
            "stock_status",
            "backorders",
            "regular_price",
            "sale_price",
            "price");

    private static final long MOST = 999_999_999;

    private Values() {}

    /** A wish that must not be written. */
    static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String words) {
            super(words);
        }
    }

    static Shop.Stock stock(String value) throws Invalid {
        JsonNode stock = object(value);
        JsonNode quantity = stock.path("quantity");
        if (!quantity.isIntegralNumber()
                || !quantity.canConvertToLong()
                || quantity.longValue() < 0
                || quantity.longValue() > MOST) {
            throw new Invalid("the quantity " + quantity + " is no whole number from 0 to " + MOST);
        }
        String backorders = stock.path("backorders").asText("no");
        if (!BACKORDERS.contains(backorders)) {
            throw new Invalid("'" + backorders + "' is no way of backorders: no, notify or yes");
        }
        return new Shop.Stock(quantity.longValue(), backorders, false);
    }

    /** The same with another quantity, in the canonical form. */
    static String text(Shop.Stock stock) {
        return "{\"quantity\":" + stock.quantity() + ",\"backorders\":\"" + stock.backorders() + "\"}";
    }

    /** A regular price alone, in the form of the wishes. */
    static String priceText(String regular) {
        return Documents.text(JsonNodeFactory.instance.objectNode().put("regular", regular));
    }

    static Shop.Prices prices(String value) throws Invalid {
        JsonNode prices = object(value);
        BigDecimal regular = price(prices.path("regular"), "regular price")
                .orElseThrow(() -> new Invalid("there is no regular price"));
        Optional<BigDecimal> sale = price(prices.path("sale"), "sale price");
        if (sale.isPresent() && sale.get().compareTo(regular) >= 0) {
            throw new Invalid("the sale price " + sale.get().toPlainString() + " is not below the regular price "
                    + regular.toPlainString());
        }
        Optional<Instant> from = time(prices.path("saleFrom"));
        Optional<Instant> to = time(prices.path("saleTo"));
        if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
            throw new Invalid("the sale ends before it begins");
        }
        return new Shop.Prices(regular, sale, from, to);
    }

    /** What was written once, if it can be read. */
    static Optional<ObjectNode> contentAsWritten(String value) {
        try {
            return Optional.of(object(value));
        } catch (Invalid e) {
            return Optional.empty(); // then nothing that is shown is known to be ours
        }
    }

    static ObjectNode content(String value) throws Invalid {
        ObjectNode content = object(value);
        for (String field : NO_CONTENT) {
            if (content.has(field)) {
                throw new Invalid("'" + field + "' is no content of an item");
            }
        }
        if (content.has("status") && !STATUSES.contains(content.path("status").asText())) {
            throw new Invalid("'" + content.path("status").asText() + "' is no status of a product");
        }
        return content;
    }

    private static Optional<BigDecimal> price(JsonNode value, String what) throws Invalid {
        String text = value.isTextual() ? value.textValue() : "";
        if (value.isMissingNode() || value.isNull() || (value.isTextual() && text.isEmpty())) {
            return Optional.empty();
        }
        if (!PRICE.matcher(text).matches()) {
            // The store takes a comma for thousands: "3,50" becomes 350 (facts: woocommerce 8).
            throw new Invalid("the " + what + " " + value + " is no text such as \"19.90\"");
        }
        return Optional.of(new BigDecimal(text));
    }

    private static Optional<Instant> time(JsonNode value) throws Invalid {
        String text = value.asText("");
        if (value.isNull() || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            throw new Invalid("'" + text + "' is no time such as 2026-11-23T08:00:00Z");
        }
    }

    private static ObjectNode object(String value) throws Invalid {
        try {
            JsonNode node = Documents.parse(value);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (NotJson e) {
            throw new Invalid("what is wished is no JSON: " + e.getMessage());
        }
        throw new Invalid("what is wished is no JSON object");
    }
}
