package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.check.CheckAnswer;
import io.saddlebag.check.Checks;
import io.saddlebag.check.Found;
import io.saddlebag.check.Questions;
import io.saddlebag.check.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Questions that are answered while the caller waits, within a time limit, whatever the partners do.
 *
 * <ul>
 *   <li>{@code POST /api/v1/checks/order}: {@code {"store","order":{…}}} as WooCommerce's REST API shows it, or {@code {"store","id"}}
 *   <li>{@code POST /api/v1/checks/price}: {@code {"sku","currency","quantity"?,"price"?}}
 *   <li>{@code POST /api/v1/checks/stock}: {@code {"items":[{"sku","quantity"}]}}
 *   <li>{@code POST /api/v1/checks/customer}: {@code {"email"?,"vatNumber"?}}
 * </ul>
 *
 * All but the first take {@code "erp"} or {@code "store"}, needed where there are several; all take {@code "timeoutMillis"} and {@code
 * "fallback"} ({@code ok}, {@code refused}, {@code unknown}). 200 with {@code {"check","verdict","source","ageSeconds","tookMillis","reason","details"}};
 * 400 for a question that cannot be asked, or that has a key nobody knows.
 */
public final class ChecksApi extends ApiPart {

    private static final long LARGEST = 2_000_000;
    private static final int MOST_ITEMS = 200;
    private static final BigDecimal MOST_PIECES = new BigDecimal(1_000_000_000);

    private final Checks checks;
    private final Questions questions;

    /** Asks these questions within these limits. */
    public ChecksApi(Checks checks, Questions questions) {
        this.checks = checks;
        this.questions = questions;
    }

    @Override
    void mount(ApiPaths paths) {
        paths.post("/api/v1/checks/order", Permission.ASK_CHECKS, LARGEST, this::order);
        paths.post("/api/v1/checks/price", Permission.ASK_CHECKS, LARGEST, this::price);
        paths.post("/api/v1/checks/stock", Permission.ASK_CHECKS, LARGEST, this::stock);
        paths.post("/api/v1/checks/customer", Permission.ASK_CHECKS, LARGEST, this::customer);
    }

    private void order(ApiCall call) {
        JsonNode asked = asked(call, "store", "order", "id");
        String store = needed(asked, "store");
        known(() -> {
            questions.knowStore(store);
            return store;
        });
        if (asked.path("order").isObject()) {
            JsonNode order = asked.path("order");
            answer(call, asked, "order", store + order, () -> questions.order(store, order));
            return;
        }
        String id = needed(asked, "id");
        ApiCall.key(store, id);
        answer(call, asked, "order", store + ":" + id, () -> questions.storedOrder(store, id));
    }

    private void price(ApiCall call) {
        JsonNode asked = asked(call, "erp", "store", "sku", "currency", "quantity", "price");
        String erp = erp(asked);
        String sku = needed(asked, "sku");
        String currency = needed(asked, "currency").toUpperCase(Locale.ROOT);
        if (!currency.matches("[A-Z]{3}")) {
            throw new ApiCall.BadRequest("'currency' must be three letters such as EUR");
        }
        BigDecimal quantity = asked.hasNonNull("quantity") ? pieces(asked.path("quantity")) : BigDecimal.ONE;
        Optional<BigDecimal> offered =
                asked.hasNonNull("price") ? Optional.of(number(asked.path("price"), "price")) : Optional.empty();
        answer(
                call,
                asked,
                "price",
                String.join(
                        "|",
                        erp,
                        sku,
                        currency,
                        quantity.toPlainString(),
                        offered.map(BigDecimal::toPlainString).orElse("")),
                () -> questions.price(erp, sku, quantity, currency, offered));
    }

    private void stock(ApiCall call) {
        JsonNode asked = asked(call, "erp", "store", "items");
        String erp = erp(asked);
        Map<String, BigDecimal> wanted = new TreeMap<>();
        for (JsonNode item : asked.path("items")) {
            ApiCall.only(item, List.of("sku", "quantity"));
            wanted.merge(needed(item, "sku"), pieces(item.path("quantity")), BigDecimal::add);
        }
        if (wanted.isEmpty() || wanted.size() > MOST_ITEMS) {
            throw new ApiCall.BadRequest(
                    "'items' must be a list of 1 to " + MOST_ITEMS + " objects with 'sku' and 'quantity'");
        }
        answer(call, asked, "stock", erp + wanted, () -> questions.stock(erp, wanted));
    }

    private void customer(ApiCall call) {
        JsonNode asked = asked(call, "erp", "store", "email", "vatNumber");
        String erp = erp(asked);
        String email = asked.path("email").asText("").strip().toLowerCase(Locale.ROOT);
        String vat = asked.path("vatNumber").asText("").replace(" ", "").toUpperCase(Locale.ROOT);
        if (email.isEmpty() && vat.isEmpty()) {
            throw new ApiCall.BadRequest("'email' or 'vatNumber' must be there");
        }
        answer(call, asked, "customer", String.join("|", erp, email, vat), () -> questions.customer(erp, email, vat));
    }

    /** What is misspelt would be ignored otherwise, and another question answered than the caller asked. */
    private static JsonNode asked(ApiCall call, String... keys) {
        JsonNode asked = call.json();
        List<String> known = new ArrayList<>(List.of(keys));
        known.addAll(List.of("timeoutMillis", "fallback"));
        ApiCall.only(asked, known);
        return asked;
    }

    private void answer(ApiCall call, JsonNode asked, String kind, String question, Supplier<Found> live) {
        CheckAnswer answer = checks.ask(kind, question, limit(asked), fallback(asked), live);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("check", answer.check())
                .put("verdict", word(answer.verdict()))
                .put("source", word(answer.source()))
                .put("ageSeconds", answer.age().toSeconds())
                .put("tookMillis", answer.took().toMillis())
                .put("reason", answer.reason());
        json.set("details", answer.details());
        call.answer(200, json);
    }

    private static Optional<Duration> limit(JsonNode asked) {
        if (!asked.hasNonNull("timeoutMillis")) {
            return Optional.empty();
        }
        JsonNode limit = asked.path("timeoutMillis");
        if (!limit.isInt() || limit.asInt() < 1) {
            throw new ApiCall.BadRequest("'timeoutMillis' must be a whole number above 0");
        }
        return Optional.of(Duration.ofMillis(limit.asInt()));
    }

    private static Optional<Verdict> fallback(JsonNode asked) {
        if (!asked.hasNonNull("fallback")) {
            return Optional.empty();
        }
        for (Verdict verdict : Verdict.values()) {
            if (word(verdict).equals(asked.path("fallback").asText())) {
                return Optional.of(verdict);
            }
        }
        throw new ApiCall.BadRequest("'fallback' must be ok, refused or unknown");
    }

    private String erp(JsonNode asked) {
        return known(() -> questions.erp(optional(asked, "erp"), optional(asked, "store")));
    }

    private static String known(Supplier<String> name) {
        try {
            return name.get();
        } catch (IllegalArgumentException e) {
            throw new ApiCall.BadRequest(e.getMessage());
        }
    }

    private static Optional<String> optional(JsonNode asked, String field) {
        return Optional.of(asked.path(field).asText("")).filter(text -> !text.isBlank());
    }

    private static String needed(JsonNode asked, String field) {
        return optional(asked, field).orElseThrow(() -> new ApiCall.BadRequest("'" + field + "' must be there"));
    }

    private static BigDecimal pieces(JsonNode quantity) {
        BigDecimal pieces = number(quantity, "quantity");
        if (pieces.signum() <= 0 || pieces.compareTo(MOST_PIECES) > 0) {
            throw new ApiCall.BadRequest("'quantity' must be more than 0 and at most " + MOST_PIECES);
        }
        return pieces;
    }

    /** A JSON number or the same as text. */
    private static BigDecimal number(JsonNode value, String field) {
        if (!value.asText("").matches("-?[0-9]{1,15}([.][0-9]{1,10})?")) {
            throw new ApiCall.BadRequest("'" + field + "' must be a number such as 12 or \"12.50\"");
        }
        return new BigDecimal(value.asText());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
