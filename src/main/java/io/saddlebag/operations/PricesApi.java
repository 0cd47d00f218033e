package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Prices.Decided;
import io.saddlebag.ledger.Prices.Filter;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Price;
import io.saddlebag.pricing.decision.PriceDesk;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Prices over HTTP. Decisions need the caller's name in {@code by} and a reason in {@code why}.
 *
 * <ul>
 *   <li>{@code GET /api/v1/prices/held?store=&reason=&sku=&limit=}: changes that wait for a person, the oldest first; {@code sku} is
 *       the beginning of SKUs
 *   <li>{@code GET /api/v1/prices/problems?store=&limit=}: items whose price cannot be told
 *   <li>{@code GET /api/v1/prices/item?store=&sku=}: an item's price and what was held of it; 404 unknown
 *   <li>{@code POST /api/v1/prices/approve} and {@code /refuse}, {@code {"by","why","id"}} for one change, or {@code
 *       {"by","why","filter":{"store","reason","sku"}}} for all that match; 404 unknown, a store too, 409 decided or superseded meanwhile
 * </ul>
 */
public final class PricesApi extends ApiPart {

    private static final int LONGEST = 500;

    private final PriceDesk desk;
    private final Set<String> stores;

    /** Serves a desk of these stores. */
    public PricesApi(PriceDesk desk, Collection<String> stores) {
        this.desk = desk;
        this.stores = new TreeSet<>(stores);
    }

    @Override
    void mount(ApiPaths paths) {
        paths.get("/api/v1/prices/held", Permission.SEE_STOCK_AND_PRICES, this::held);
        paths.get("/api/v1/prices/problems", Permission.SEE_STOCK_AND_PRICES, this::problems);
        paths.get("/api/v1/prices/item", Permission.SEE_STOCK_AND_PRICES, this::item);
        paths.post("/api/v1/prices/approve", Permission.DECIDE_PRICES, call -> decide(call, true));
        paths.post("/api/v1/prices/refuse", Permission.DECIDE_PRICES, call -> decide(call, false));
    }

    private void held(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("held");
        desk.held(new Filter(call.param("store"), call.param("reason"), call.param("sku"), call.limit()))
                .forEach(hold -> list.add(view(hold)));
        call.answer(200, answer);
    }

    private void problems(ApiCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("problems");
        desk.troubles(call.param("store"), call.limit()).forEach(price -> list.add(view(price)));
        call.answer(200, answer);
    }

    private void item(ApiCall call) {
        String store = call.param("store").orElseThrow(() -> new ApiCall.BadRequest("'store' is missing"));
        String sku = call.param("sku").orElseThrow(() -> new ApiCall.BadRequest("'sku' is missing"));
        Optional<PriceDesk.Shown> shown = desk.show(store, sku);
        if (shown.isEmpty()) {
            call.error(404, "unknown-price", "nothing is known of the price of " + sku + " in store " + store);
            return;
        }
        ObjectNode answer = view(shown.get().price());
        ArrayNode history = answer.putArray("history");
        shown.get().history().forEach(hold -> history.add(view(hold)));
        call.answer(200, answer);
    }

    private void decide(ApiCall call, boolean approve) {
        JsonNode request = call.json();
        ApiCall.only(request, List.of("by", "why", "id", "filter"));
        Actor by = call.actor(request);
        String why = text(request, "why");
        if (request.has("filter") == request.has("id")) {
            throw new ApiCall.BadRequest("name one change by 'id', or many by 'filter'");
        }
        if (request.has("filter")) {
            many(call, request.path("filter"), approve, by, why);
            return;
        }
        String id = text(request, "id");
        Decided decided = approve ? desk.approve(id, by, why) : desk.refuse(id, by, why);
        if (decided.hold().isEmpty()) {
            call.error(404, "unknown-change", "no price change has this id");
        } else if (decided.done()) {
            call.answer(200, view(decided.hold().get()));
        } else {
            Hold hold = decided.hold().get();
            call.error(
                    409,
                    "not-held",
                    "the change of " + hold.sku() + " is " + hold.state().name().toLowerCase(Locale.ROOT) + ": "
                            + hold.why());
        }
    }

    private void many(ApiCall call, JsonNode filter, boolean approve, Actor by, String why) {
        ApiCall.only(filter, List.of("store", "reason", "sku"));
        Filter which = new Filter(given(filter, "store"), given(filter, "reason"), given(filter, "sku"), 1);
        if (which.store().isEmpty()
                && which.reason().isEmpty()
                && which.skuPrefix().isEmpty()) {
            throw new ApiCall.BadRequest("'filter' must name a store, a reason or the beginning of SKUs");
        }
        if (which.store().isPresent() && !stores.contains(which.store().get())) {
            call.error(
                    404,
                    "unknown-store",
                    "no store is configured as '" + which.store().get() + "'; there are " + String.join(", ", stores));
            return;
        }
        PriceDesk.Many many = desk.all(which, approve, by, why);
        call.answer(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("decided", many.done())
                        .put("left", many.left()));
    }

    private static String text(JsonNode request, String field) {
        String value = given(request, field)
                .orElseThrow(() -> new ApiCall.BadRequest("'" + field + "' is missing: {\"by\",\"why\",\"id\"}"));
        if (value.length() > LONGEST) {
            throw new ApiCall.BadRequest("'" + field + "' may have " + LONGEST + " characters");
        }
        return value;
    }

    private static Optional<String> given(JsonNode request, String field) {
        return Optional.of(request.path(field).asText("").strip()).filter(value -> !value.isEmpty());
    }

    private static ObjectNode view(Hold hold) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("id", hold.id())
                .put("store", hold.store())
                .put("sku", hold.sku())
                .put("state", hold.state().name().toLowerCase(Locale.ROOT));
        view.set("before", price(hold.before()));
        view.set("after", price(hold.after()));
        ArrayNode reasons = view.putArray("reasons");
        hold.reasons()
                .forEach(
                        reason -> reasons.addObject().put("code", reason.code()).put("words", reason.words()));
        return view.put("because", hold.because())
                .put("heldAt", hold.heldAt().toString())
                .put("expiresAt", hold.expiresAt().toString())
                .put("endedAt", hold.endedAt().map(Instant::toString).orElse(null))
                .put("endedBy", hold.endedBy())
                .put("why", hold.why());
    }

    private static ObjectNode view(Price price) {
        ObjectNode view = JsonNodeFactory.instance
                .objectNode()
                .put("store", price.store())
                .put("sku", price.sku())
                .put("erp", price.erp());
        view.set("price", price(price.value()));
        view.put("because", price.because())
                .put("decidedAt", price.decidedAt().map(Instant::toString).orElse(null));
        if (!price.code().isEmpty()) {
            view.putObject("problem")
                    .put("code", price.code())
                    .put("words", price.words())
                    .put("remedy", price.remedy())
                    .put("since", price.troubleAt().map(Instant::toString).orElse(null));
        }
        return view;
    }

    private static JsonNode price(String text) {
        try {
            return text.isEmpty() ? JsonNodeFactory.instance.nullNode() : Documents.parse(text);
        } catch (NotJson e) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
