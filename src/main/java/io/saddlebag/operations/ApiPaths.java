package io.saddlebag.operations;

import io.saddlebag.ledger.LedgerUnavailable;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's paths on a router. What goes wrong in a handler is answered in words; other methods of a path get 405. */
final class ApiPaths {

    private static final Logger LOG = LoggerFactory.getLogger(ApiPaths.class);
    private static final int BODIES = -50;
    private static final int HANDLERS = -49;
    private static final int WRONG_METHOD = -45;
    private static final int SMALL = 10_000;

    private final Router router;
    private final Map<String, Set<String>> methods = new TreeMap<>();

    ApiPaths(Router router) {
        this.router = router;
    }

    void get(String path, Consumer<ApiCall> handler) {
        mount(HttpMethod.GET, path, handler);
    }

    /** A small JSON body. */
    void post(String path, Consumer<ApiCall> handler) {
        post(path, SMALL, handler);
    }

    void post(String path, long largest, Consumer<ApiCall> handler) {
        router.post(path).order(BODIES).handler(BodyHandler.create(false).setBodyLimit(largest));
        mount(HttpMethod.POST, path, handler);
    }

    void put(String path, long largest, Consumer<ApiCall> handler) {
        router.put(path).order(BODIES).handler(BodyHandler.create(false).setBodyLimit(largest));
        mount(HttpMethod.PUT, path, handler);
    }

    private void mount(HttpMethod method, String path, Consumer<ApiCall> handler) {
        methods.computeIfAbsent(path, p -> new TreeSet<>()).add(method.name());
        router.route(method, path)
                .order(HANDLERS)
                .blockingHandler(context -> guarded(new ApiCall(context), handler), false);
    }

    /** To be called when all paths are known. */
    void refuseOtherMethods() {
        methods.forEach((path, known) -> {
            String allowed = String.join(", ", known);
            router.route(path).order(WRONG_METHOD).handler(context -> {
                if (known.contains(context.request().method().name())) {
                    context.next(); // of a longer path that looks like it
                    return;
                }
                context.response().putHeader("Allow", allowed);
                new ApiCall(context).error(405, "method-not-allowed", "this path takes " + allowed + " only");
            });
        });
    }

    private static void guarded(ApiCall call, Consumer<ApiCall> work) {
        try {
            work.accept(call);
        } catch (ApiCall.BadRequest e) {
            call.error(400, "bad-request", e.getMessage());
        } catch (LedgerUnavailable e) {
            call.error(503, "ledger-unavailable", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the operations API failed at {}", call.context().normalizedPath(), e);
            call.error(500, "defect", "the request failed; the log says why");
        }
    }
}
