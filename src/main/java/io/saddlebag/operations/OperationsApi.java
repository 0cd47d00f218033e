package io.saddlebag.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.contract.NotJson;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of the operations port. Every call needs {@code Authorization: Bearer <token>}.
 *
 * <ul>
 *   <li>{@code GET /api/v1/orders?state=&store=&parked=&text=&limit=}: orders, newest first, and counts by state
 *   <li>{@code GET /api/v1/orders/{store}/{id}}: one order with its trace
 *   <li>{@code GET /api/v1/feeds}: how fresh each poll is
 *   <li>{@code GET /api/v1/notices?limit=}: what happened to feeds and webhooks rather than to one order
 *   <li>{@code POST /api/v1/backfills}: reads a window of a store again, {@code {"store","from","to"}}
 * </ul>
 *
 * Errors are {@code {"error","message"}} with 400, 401, 404, 405, 413 or 503.
 */
public final class OperationsApi {

    private static final Logger LOG = LoggerFactory.getLogger(OperationsApi.class);
    private static final int MOST = 1_000;

    private final Ledger ledger;
    private final OrderViews views;
    private final Set<String> stores;
    private final Backfills backfills;
    private final Supplier<Object> feeds;
    private final byte[] token;

    /** Starts a backfill. */
    @FunctionalInterface
    public interface Backfills {
        /** Has the store's orders of a window read again; returns when the request is durable. */
        void request(String store, Instant from, Instant to);
    }

    /**
     * Serves what the ledger holds.
     *
     * @param token the bearer token every call must show
     */
    public OperationsApi(Ledger ledger, Set<String> stores, Backfills backfills, Supplier<Object> feeds, String token) {
        this.ledger = ledger;
        this.views = new OrderViews(ledger);
        this.stores = Set.copyOf(stores);
        this.backfills = backfills;
        this.feeds = feeds;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Mounts the paths. */
    public void mount(Router router) {
        router.route("/api/*").order(-50).handler(this::authenticate);
        router.get("/api/v1/orders").order(-49).blockingHandler(c -> guarded(c, this::orders), false);
        router.get("/api/v1/orders/:store/:id").order(-49).blockingHandler(c -> guarded(c, this::order), false);
        router.get("/api/v1/feeds")
                .order(-49)
                .blockingHandler(c -> guarded(c, x -> json(x, 200, Documents.tree(feeds.get()))), false);
        router.get("/api/v1/notices")
                .order(-49)
                .blockingHandler(c -> guarded(c, x -> json(x, 200, Documents.tree(ledger.notices(limit(x))))), false);
        only(router, "/api/v1/orders", "GET");
        only(router, "/api/v1/orders/:store/:id", "GET");
        only(router, "/api/v1/feeds", "GET");
        only(router, "/api/v1/notices", "GET");
        only(router, "/api/v1/backfills", "POST");
        router.post("/api/v1/backfills")
                .order(-49)
                .handler(BodyHandler.create(false).setBodyLimit(10_000));
        router.post("/api/v1/backfills").order(-48).blockingHandler(c -> guarded(c, this::backfill), false);
        router.route("/api/*").order(-40).handler(c -> error(c, 404, "not-found", "there is no such path"));
    }

    private static void only(Router router, String path, String method) {
        router.route(path).order(-45).handler(context -> {
            if (method.equals(context.request().method().name())) {
                context.next();
                return;
            }
            context.response().putHeader("Allow", method);
            error(context, 405, "method-not-allowed", "this path takes " + method + " only");
        });
    }

    private void authenticate(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        byte[] shown = header != null && header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        if (MessageDigest.isEqual(shown, token)) {
            context.next();
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            error(
                    context,
                    401,
                    "unauthorised",
                    "send 'Authorization: Bearer <token>'; the token is in <home>/data/operations.token"
                            + " or saddlebag.operations.token");
        }
    }

    private void guarded(RoutingContext context, Consumer<RoutingContext> work) {
        try {
            work.accept(context);
        } catch (BadRequest e) {
            error(context, 400, "bad-request", e.getMessage());
        } catch (LedgerUnavailable e) {
            error(context, 503, "ledger-unavailable", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the operations API failed at {}", context.normalizedPath(), e);
            error(context, 500, "defect", "the request failed; the log says why");
        }
    }

    private void orders(RoutingContext context) {
        Optional<String> state = param(context, "state");
        boolean parked = state.filter("parked"::equalsIgnoreCase).isPresent();
        Ledger.OrderFilter filter = new Ledger.OrderFilter(
                param(context, "store"),
                state.filter(word -> !parked).map(OperationsApi::state),
                parked ? Optional.of(true) : param(context, "parked").map(OperationsApi::flag),
                param(context, "text"),
                Optional.empty(),
                limit(context));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = answer.putObject("counts");
        ledger.counts().forEach((name, n) -> counts.put(OrderViews.word(name), n));
        var list = answer.putArray("orders");
        ledger.orders(filter).forEach(row -> list.add(views.row(row)));
        json(context, 200, answer);
    }

    private void order(RoutingContext context) {
        OrderKey key = key(context.pathParam("store"), context.pathParam("id"));
        Optional<ObjectNode> view = views.whole(key);
        if (view.isEmpty()) {
            error(context, 404, "unknown-order", "the ledger does not know the order " + key);
        } else {
            json(context, 200, view.get());
        }
    }

    private void backfill(RoutingContext context) {
        JsonNode request;
        try {
            request = Documents.parse(
                    context.body().buffer() == null
                            ? new byte[0]
                            : context.body().buffer().getBytes());
        } catch (NotJson e) {
            throw new BadRequest(e.getMessage());
        }
        String store = request.path("store").asText("");
        if (!stores.contains(store)) {
            throw new BadRequest("'store' must be one of " + stores);
        }
        Instant from = instant(request, "from");
        Instant to = instant(request, "to");
        if (!from.isBefore(to)) {
            throw new BadRequest("'from' must be before 'to'");
        }
        backfills.request(store, from, to);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("status", "requested")
                .put("store", store)
                .put("from", from.toString())
                .put("to", to.toString());
        json(context, 202, answer);
    }

    private static Instant instant(JsonNode request, String field) {
        try {
            return Instant.parse(request.path(field).asText(""));
        } catch (DateTimeException e) {
            throw new BadRequest("'" + field + "' must be an instant such as 2026-11-23T00:00:00Z");
        }
    }

    private static OrderKey key(String store, String id) {
        try {
            return new OrderKey(store, id);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(e.getMessage());
        }
    }

    private static Optional<String> param(RoutingContext context, String name) {
        return Optional.ofNullable(context.request().getParam(name)).filter(v -> !v.isBlank());
    }

    private static OrderState state(String word) {
        try {
            return OrderState.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("'state' must be parked or one of "
                    + Arrays.stream(OrderState.values())
                            .map(known -> OrderViews.word(known.name()))
                            .toList());
        }
    }

    private static boolean flag(String word) {
        if (!"true".equals(word) && !"false".equals(word)) {
            throw new BadRequest("'parked' must be true or false");
        }
        return "true".equals(word);
    }

    private static int limit(RoutingContext context) {
        String text = param(context, "limit").orElse("100");
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new BadRequest("'limit' must be a number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }

    private static void json(RoutingContext context, int status, JsonNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(Buffer.buffer(Documents.bytes(body)));
    }

    private static void error(RoutingContext context, int status, String error, String message) {
        JsonErrors.end(context, status, error, message);
    }

    private static final class BadRequest extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequest(String message) {
            super(message);
        }
    }
}
