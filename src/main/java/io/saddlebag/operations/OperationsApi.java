package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The HTTP API of the operations port. Every call needs {@code Authorization: Bearer <token>}, and the
 * token the scope that is said beside each path.
 *
 * <ul>
 *   <li>{@code GET /api/v1/orders?state=&store=&parked=&text=&limit=}: orders, newest first, and counts by state
 *   <li>{@code GET /api/v1/orders/{store}/{id}}: one order with its trace
 *   <li>{@code GET /api/v1/feeds}: how fresh each poll is
 *   <li>{@code GET /api/v1/notices?limit=}: what happened to feeds and webhooks rather than to one order
 *   <li>{@code POST /api/v1/backfills}: reads a window of a store again, {@code {"store","from","to"}}
 *   <li>further parts, each its own class: {@link ParkedApi}
 * </ul>
 *
 * Errors are {@code {"error","message"}} with 400, 401, 403, 404, 405, 409, 413, 422 or 503.
 */
public final class OperationsApi {

    private static final int FIRST = -60;
    private static final int LAST = -40;

    private final Ledger ledger;
    private final OrderViews views;
    private final Set<String> stores;
    private final Backfills backfills;
    private final Supplier<Object> feeds;
    private final List<ApiPart> parts;
    private final Door door;

    /** Starts a backfill. */
    @FunctionalInterface
    public interface Backfills {
        /** Has the store's orders of a window read again; returns when the request is durable. */
        void request(String store, Instant from, Instant to);
    }

    /**
     * Serves what the ledger holds.
     *
     * @param parts further paths
     * @param door who may come in
     */
    public OperationsApi(
            Ledger ledger,
            Set<String> stores,
            Backfills backfills,
            Supplier<Object> feeds,
            List<ApiPart> parts,
            Door door) {
        this.ledger = ledger;
        this.views = new OrderViews(ledger);
        this.stores = Set.copyOf(stores);
        this.backfills = backfills;
        this.feeds = feeds;
        this.parts = List.copyOf(parts);
        this.door = door;
    }

    /** Mounts the paths; returns who may call which, {@code GET /api/v1/orders} to a scope. */
    public Map<String, Permission> mount(Router router) {
        router.route("/api/*").order(FIRST).handler(door::bearer);
        ApiPaths paths = new ApiPaths(router);
        paths.get("/api/v1/orders", Permission.SEE_ORDERS, this::orders);
        paths.get("/api/v1/orders/:store/:id", Permission.SEE_ORDERS, this::order);
        paths.get("/api/v1/feeds", Permission.SEE_OPERATIONS, call -> call.answer(200, Documents.tree(feeds.get())));
        paths.get(
                "/api/v1/notices",
                Permission.SEE_OPERATIONS,
                call -> call.answer(200, Documents.tree(ledger.notices(call.limit()))));
        paths.post("/api/v1/backfills", Permission.BACKFILL, this::backfill);
        parts.forEach(part -> part.mount(paths));
        paths.refuseOtherMethods();
        router.route("/api/*").order(LAST).handler(context -> new ApiCall(context)
                .error(404, "not-found", "there is no such path"));
        Map<String, Permission> rules = new LinkedHashMap<>();
        paths.rules().forEach(rule -> rules.put(rule.method() + " " + rule.path(), rule.permission()));
        return rules;
    }

    private void orders(ApiCall call) {
        Optional<String> state = call.param("state");
        boolean parkedOnes = state.filter("parked"::equalsIgnoreCase).isPresent();
        Ledger.OrderFilter filter = new Ledger.OrderFilter(
                call.param("store"),
                state.filter(word -> !parkedOnes).map(OperationsApi::state),
                parkedOnes ? Optional.of(true) : call.param("parked").map(word -> call.flag("parked", true)),
                call.param("text"),
                Optional.empty(),
                call.limit());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = answer.putObject("counts");
        ledger.counts().forEach((name, n) -> counts.put(OrderViews.word(name), n));
        call.param("text").ifPresent(text -> answer.put("cut", ledger.isCut(text)));
        var list = answer.putArray("orders");
        ledger.orders(filter).forEach(row -> list.add(views.row(row)));
        call.answer(200, answer);
    }

    private void order(ApiCall call) {
        OrderKey key = ApiCall.key(call.path("store"), call.path("id"));
        views.whole(key)
                .ifPresentOrElse(
                        view -> call.answer(200, view),
                        () -> call.error(404, "unknown-order", "the ledger does not know the order " + key));
    }

    private void backfill(ApiCall call) {
        JsonNode request = call.json();
        String store = request.path("store").asText("");
        if (!stores.contains(store)) {
            throw new ApiCall.BadRequest("'store' must be one of " + stores);
        }
        Instant from = ApiCall.instant(request, "from");
        Instant to = ApiCall.instant(request, "to");
        if (!from.isBefore(to)) {
            throw new ApiCall.BadRequest("'from' must be before 'to'");
        }
        ledger.audit()
                .add(List.of(Audit.Entry.by(
                        call.caller(request), "backfill-asked", "store/" + store, "", from + " to " + to, "")));
        backfills.request(store, from, to);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", "requested")
                .put("store", store)
                .put("from", from.toString())
                .put("to", to.toString());
        call.answer(202, answer);
    }

    private static OrderState state(String word) {
        try {
            return OrderState.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new ApiCall.BadRequest("'state' must be parked or one of "
                    + Arrays.stream(OrderState.values())
                            .map(known -> OrderViews.word(known.name()))
                            .toList());
        }
    }
}
